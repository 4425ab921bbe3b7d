import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Site } from '../../lib/flow/site.ts';
import { endpoints } from '../functions/endpoints.ts';

/** What a server was asked and answered. */
export interface Visit {
  method: string;
  path: string;
  status: number;
  headers: IncomingMessage['headers'];
}

/** A server of 127.0.0.1 that is there before anybody knows what it will serve, because its port is part of the settings. */
export interface LocalServer {
  url: string;
  visits: Visit[];
  close(): Promise<void>;
}

/** Serves one page for every path, as the server of a static site does. */
export function startPageServer(page: () => string): Promise<LocalServer> {
  return start(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page());
  });
}

/** Serves the functions of a site, once there is one. */
export async function startSiteServer(): Promise<LocalServer & { serve(site: Site): void }> {
  let served: Site | undefined;
  const server = await start(async (request, response) => {
    if (served === undefined) throw new Error('there is no site yet');
    const answer = await answered(await toRequest(request), served);
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
    response.setHeader('set-cookie', answer.headers.getSetCookie());
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  });
  return {
    ...server,
    serve: (site) => {
      served = site;
    },
  };
}

async function start(serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const visits: Visit[] = [];
  const server: Server = createServer((request, response) => {
    serve(request, response)
      .catch((error) => response.writeHead(500).end(String(error)))
      .finally(() => {
        const { method = '', url = '', headers } = request;
        visits.push({ method, path: url, status: response.statusCode, headers });
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unreachable');
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${address.port}`, visits, close };
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers, socket } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return new Request(new URL(url, 'http://function'), {
    method,
    headers: [...entries, ['x-ops-peer', socket.remoteAddress ?? '']],
    body: chunks.length === 0 ? null : Buffer.concat(chunks),
  });
}

/** By the function of that method; a preflight by any function of that path, as behind a gateway. */
async function answered(request: Request, site: Site): Promise<Response> {
  const { pathname } = new URL(request.url);
  const here = endpoints.filter(({ declared }) => pathOf(declared.path).test(pathname));
  const found = here.find(({ declared }) => declared.method === request.method) ?? here[0];
  return found === undefined ? new Response(null, { status: 404 }) : found.fetch(request, site);
}

const pathOf = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);
