import type { Site } from '../flow/site.ts';

/** Where a call comes from. */
export interface Origin {
  /** Network address; null when no runtime and no proxy says. */
  address: string | null;
  /** As sent in X-Request-Id, or a new one. */
  request_id: string;
  user_agent: string | null;
  /** By name. */
  cookies: ReadonlyMap<string, string>;
  /** Whether a page of an origin we do not know makes a browser send this. */
  is_foreign: boolean;
}

/** Set by the adapter of a runtime that knows the other end of the connection, whatever the caller sent under this name. */
export const PEER_HEADER = 'x-ops-peer';

const ADDRESS = /^[0-9a-fA-F.:]{2,45}$/;

/**
 * Where a request comes from. Of X-Forwarded-For only what the proxies in front have added counts (TRUSTED_PROXIES): what
 * stands before it the caller may have made up.
 */
export function originOf({ headers }: Pick<Request, 'headers'>, { config, clock }: Site): Origin {
  // What is no address keeps its place: passed over, it would make room for one the caller has made up.
  const chain = [headers.get('x-forwarded-for')?.split(','), headers.get(PEER_HEADER)]
    .flatMap((entries) => entries ?? [])
    .map((entry) => entry.trim());
  const address = chain[Math.max(0, chain.length - 1 - config.TRUSTED_PROXIES)] ?? '';
  return {
    address: ADDRESS.test(address) ? address : null,
    request_id: requestId(headers) ?? clock.uuid(),
    user_agent: headers.get('user-agent'),
    cookies: cookiesOf(headers.get('cookie') ?? ''),
    is_foreign: isForeign(headers, config),
  };
}

/** Printable, so that a log line stays a line. */
function requestId(headers: Headers): string | undefined {
  const sent = headers
    .get('x-request-id')
    ?.replaceAll(/[^\x21-\x7e]/g, '')
    .slice(0, 64);
  return sent === '' ? undefined : sent;
}

function cookiesOf(text: string): Map<string, string> {
  const pairs = text.split(';').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return new Map(pairs.filter(([name]) => name !== ''));
}

/** Origins whose pages may call and read the answers. */
export function trustedOrigins({ CORS_ORIGINS, FRONTEND_URL, PUBLIC_URL }: Site['config']): string[] {
  const own = [FRONTEND_URL, PUBLIC_URL].flatMap((url) => (url === undefined ? [] : [new URL(url).origin]));
  return [...new Set([...CORS_ORIGINS, ...own])];
}

/** Browsers say where a POST comes from; whoever says nothing is no browser and has no cookie but his own. */
function isForeign(headers: Headers, config: Site['config']): boolean {
  const origin = headers.get('origin');
  if (origin === null || trustedOrigins(config).includes(origin)) return false;
  return headers.get('sec-fetch-site') !== 'same-origin';
}
