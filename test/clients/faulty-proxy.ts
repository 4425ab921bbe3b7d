import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** What can become of one request on its way. */
export type Fault =
  /** It never arrives. */
  | 'lost'
  /** It arrives, and its answer does not. */
  | 'answer_lost'
  /** It arrives, and half of its answer comes back. */
  | 'answer_cut'
  /** It arrives, and nothing comes back for as long as anybody waits. */
  | 'answer_withheld'
  /** The site says that it cannot now, as it does when the buffer is out of reach. */
  | 'unavailable'
  /** The site says that it cannot for a minute. */
  | 'full'
  /** The site says that it cannot record. */
  | 'ill'
  /** What stands in front of the site has lost it, and shows what it was sent. */
  | 'bad_gateway'
  /** The same, in the form of a problem. */
  | 'telltale'
  /** Somebody else answers. */
  | 'portal'
  /** Somebody asks to call somewhere else. */
  | 'elsewhere';

/** The proxy is also a gateway: what is asked for behind this prefix is the site's, too. */
export const PREFIX = '/behind/a/prefix';

/** A request as it came by. */
export interface Passed {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  fault: Fault | undefined;
}

/** A server in front of a site at which requests meet the faults that were asked for, one each, in order. */
export interface FaultyProxy {
  url: string;
  /** Everything that came by, since it was emptied last. */
  passed: Passed[];
  /** What the next requests meet. */
  meet(...faults: Fault[]): void;
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1 in front of a site; with a certificate it speaks HTTPS, and closes each connection behind its answer. */
export async function startFaultyProxy(site_url: string, tls?: { cert: string; key: string }): Promise<FaultyProxy> {
  const passed: Passed[] = [];
  let coming: Fault[] = [];
  const listener: RequestListener = async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    response.shouldKeepAlive = tls === undefined;
    const fault = coming.shift();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { method, path, headers, body: Buffer.concat(chunks).toString(), fault };
    passed.push(one);
    await answer(site_url, one, response).catch(() => response.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http${tls === undefined ? '' : 's'}://127.0.0.1:${portOf(server)}`,
    passed,
    meet: (...faults) => {
      coming = faults;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(site_url: string, one: Passed, response: ServerResponse): Promise<void> {
  const told = one.fault === undefined ? undefined : TOLD[one.fault]?.(one);
  if (told !== undefined) {
    response.writeHead(told.status, told.headers).end(told.body);
    return;
  }
  if (one.fault === 'lost') return void response.destroy();
  const { status, headers, bytes } = await forwarded(site_url, one);
  if (one.fault === 'answer_withheld') return;
  if (one.fault === 'answer_lost') return void response.destroy();
  response.writeHead(status, headers);
  if (one.fault !== 'answer_cut') return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

async function forwarded(site_url: string, { method, path, headers, body }: Passed) {
  const sent = Object.entries(headers).filter(
    ([name]) => !/^(host|connection|content-length|transfer-encoding)$/.test(name),
  );
  const answered = await fetch(site_url + path.replace(PREFIX, ''), {
    method,
    headers: sent.map(([name, value]): [string, string] => [name, String(value)]),
    ...(body === '' ? {} : { body }),
  });
  const bytes = Buffer.from(await answered.arrayBuffer());
  const kept = [...answered.headers].filter(
    ([name]) => !/^(connection|keep-alive|transfer-encoding|content-encoding)$/.test(name),
  );
  return { status: answered.status, headers: { ...Object.fromEntries(kept), 'content-length': bytes.length }, bytes };
}

interface Told {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/problem+json' };
const problem = (code: string, detail: string) => JSON.stringify({ code, detail, remedy: 'Try again.', status: 503 });

const away = (code: string, after_s: number): Told => ({
  status: 503,
  headers: { ...json, 'retry-after': String(after_s) },
  body: problem(code, 'Away.'),
});

const TOLD: Partial<Record<Fault, (one: Passed) => Told>> = {
  unavailable: () => away('buffer.unavailable', 1),
  full: () => away('buffer.full', 60),
  ill: () => ({ status: 503, headers: { 'content-type': 'application/json' }, body: '{"recording": false}' }),
  bad_gateway: ({ headers }) => ({ status: 502, headers: html, body: `<pre>${JSON.stringify(headers)}</pre>` }),
  telltale: ({ headers }) => ({
    status: 400,
    headers: json,
    body: problem('request.malformed', String(headers.authorization)),
  }),
  portal: () => ({ status: 200, headers: html, body: '<h1>Welcome to our network</h1>' }),
  elsewhere: () => ({ status: 307, headers: { location: 'http://127.0.0.1:9/' }, body: '' }),
};

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unreachable');
  return address.port;
}
