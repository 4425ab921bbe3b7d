import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import * as start from '../functions/executed_obs_units/start.ts';
import { handler as drainBuffer } from '../functions/scheduled/drain-buffer.ts';
import { handler as trackReplication } from '../functions/scheduled/track-replication.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { siteOf } from '../lib/http/runtime-site.ts';

/**
 * A small runtime in a process of its own: each path is one function, called with a Request, its Response sent back.
 * Nothing stands between the socket and the function but Node's own HTTP server. Prints its port when it listens.
 */

type Run = (request: Request) => Response | Promise<Response>;

const site = siteOf(process.env);
/** The same answer behind the frame every endpoint has. */
const framed = endpoint({
  method: 'GET',
  path: '/framed',
  tag: 'bench',
  summary: 'hello',
  permission: 'public',
  answers: { 200: { doc: 'hello', body: z.object({ hello: z.string() }) } },
  run: async () => ({ body: { hello: 'world' } }),
});
/** As the frame, and a token is asked for. */
const guarded = endpoint({ ...framed.declared, path: '/guarded', permission: 'read:observations' });

const scheduled = (run: (event: unknown) => Promise<object>): Run => {
  return async () => Response.json(await run({}));
};

/** Where the local gateway invokes scheduled functions. */
const INVOKE = '/2015-03-31/functions/ops-db-local-scheduled-';

const functions: Record<string, Run> = {
  '/hello': () => Response.json({ hello: 'world' }),
  '/framed': (request) => framed.fetch(request, site),
  '/guarded': (request) => guarded.fetch(request, site),
  '/executed_obs_units/start': (request) => start.fetch(request, site),
  [`${INVOKE}drain-buffer/invocations`]: scheduled(drainBuffer),
  [`${INVOKE}track-replication/invocations`]: scheduled(trackReplication),
};

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const run = functions[url];
  if (run === undefined) {
    outgoing.writeHead(404).end();
    return;
  }
  const body = method === 'GET' ? null : await bodyOf(incoming);
  const headers = incoming.headers as Record<string, string>;
  const response = await run(new Request(`http://site${url}`, { method, headers, body }));
  const answer = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': answer.length,
  });
  outgoing.end(answer);
}

function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

const server = createServer((incoming, outgoing) => {
  serve(incoming, outgoing).catch((error: unknown) => {
    console.error(error);
    outgoing.destroy();
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
// Ends with whoever started it, in good order, so that a profile is written.
process.stdin.resume().once('end', () => process.exit());
