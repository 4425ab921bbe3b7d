import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Site } from '../../lib/flow/site.ts';
import { type Origin, originOf, PEER_HEADER } from '../../lib/http/origin.ts';

const known = new WeakMap<IncomingMessage, Origin>();

/** Where a request comes from, as the site believes it: the address by TRUSTED_PROXIES, the request id as sent or a new one. */
export function originFor(raw: IncomingMessage, site: Site): Origin {
  const found = known.get(raw);
  if (found !== undefined) return found;
  const headers = new Headers();
  for (const name of ['x-forwarded-for', 'x-request-id', 'user-agent', 'origin', 'sec-fetch-site'] as const) {
    const value = raw.headers[name];
    if (value !== undefined) headers.set(name, String(value));
  }
  if (raw.socket.remoteAddress !== undefined) headers.set(PEER_HEADER, raw.socket.remoteAddress);
  const origin = originOf({ headers }, site);
  known.set(raw, origin);
  return origin;
}

/**
 * Between the client and us only (RFC 9110, section 7.6.1), or said by us: who the caller is, where from, under which number, and
 * that the call comes through the gateway. What is left of the first kind would break the connection behind.
 */
const NOT_PASSED_ON = new Set([
  ...[
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'http2-settings',
  ],
  ...['expect', 'host', 'content-length', 'proxy-authorization'],
  ...['forwarded', 'x-real-ip', 'x-request-id', 'x-require-whisk-auth', PEER_HEADER],
  // What is compressed, the gateway compresses.
  'accept-encoding',
]);

/** The headers a function gets: those of the client without any that could pose as ours. */
export function passedOn(headers: IncomingHttpHeaders, { request_id }: Origin): Record<string, string> {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const entries = Object.entries(headers).filter(
    ([name, value]) =>
      value !== undefined && !NOT_PASSED_ON.has(name) && !name.startsWith('x-forwarded-') && !named.includes(name),
  );
  return { ...Object.fromEntries(entries.map(([name, value]) => [name, String(value)])), 'x-request-id': request_id };
}
