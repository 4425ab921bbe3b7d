import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { drain } from '../../lib/flow/drain.ts';
import { retire } from '../../lib/flow/retire.ts';
import { openSite, type Site } from '../../lib/flow/site.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { moveClock } from './moved-clock.ts';

/**
 * A host of one site's code, to be killed at any moment: `functions|drainer <port>` on the command line, the site in the
 * environment. It serves the given functions over HTTP, or drains without end; either way PUT /clock moves its clock. It
 * ends with the process that started it.
 */
export function runHost(endpoints: readonly Endpoint[]): void {
  const [role, port] = process.argv.slice(2);
  const parent = process.ppid;
  // A campaign that was killed is noticed within a second.
  setInterval(() => process.ppid !== parent && process.exit(), 1_000).unref();
  const site = openSite(parseConfig(process.env));
  const routes = role === 'functions' ? toRoutes(endpoints) : [];
  createServer((request, response) => {
    answer(site, routes, request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(599).end();
    });
  }).listen(Number(port), '127.0.0.1');
  if (role !== 'drainer') return;
  void repeat(() => drain(site).then(({ pending, settled }) => (pending === 0 ? 20 : settled > 0 ? 0 : 200)));
  void repeat(() => retire(site).then(({ unreplicated }) => (unreplicated > 0 ? 20 : 100)));
}

interface Route {
  method: string;
  path: RegExp;
  fetch: Endpoint['fetch'];
}

/** Where each function answers, those with fewer parameters first. */
function toRoutes(endpoints: readonly Endpoint[]): Route[] {
  const parameters = ({ declared }: Endpoint) => declared.path.split('{').length;
  return endpoints
    .toSorted((a, b) => parameters(a) - parameters(b))
    .map(({ declared, fetch }) => ({
      method: declared.method,
      path: new RegExp(`^${declared.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      fetch,
    }));
}

async function answer(
  site: Site,
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const body = await text(request);
  const { pathname } = new URL(url, 'http://host');
  if (pathname === '/clock') {
    if (method === 'PUT') moveClock(Number(body));
    response.end();
    return;
  }
  const route = routes.find((candidate) => candidate.method === method && candidate.path.test(pathname));
  if (route === undefined) throw new Error(`no function answers ${method} ${pathname}`);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const sent = new Request(`http://host${url}`, { method, headers, ...(body === '' ? {} : { body }) });
  const answered = await route.fetch(sent, site);
  response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
}

/** Does something again and again, as the gateway does that invokes the scheduled functions; ends with the process. */
async function repeat(work: () => Promise<number>): Promise<void> {
  for (;;) {
    const pause_ms = await work().catch((error: unknown) => {
      console.error(error);
      return 200;
    });
    await sleep(pause_ms);
  }
}
