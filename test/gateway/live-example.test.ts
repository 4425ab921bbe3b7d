import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { CLOSE, LARGEST_MESSAGE_BYTES } from '../../infra/gateway/live-messages.ts';
import type { FeedEvent } from '../../lib/outbox/feed.ts';
import { transferAt } from '../functions/transfer/cargo.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { type LiveGateway, startLive } from './live-client.ts';

const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## The overview, told whenever it changes'));

interface Example {
  watchTransfers(options: {
    url: string;
    token(): Promise<string>;
    show(overview: unknown): void;
    changed(event: FeedEvent): void;
    signal: AbortSignal;
  }): Promise<void>;
}

let sites: Sites;
let gateway: LiveGateway;
let example: Example;
beforeAll(async () => {
  sites = await openSites(inject('servers'), { EVENTS_LOOK_MS: '50' });
  gateway = await startLive(sites.observatory);
  // What browsers have, and Node from 22 on.
  vi.stubGlobal('WebSocket', WebSocket);
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(section) ?? [];
  example = await import(`data:text/javascript,${encodeURIComponent(code)}`);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await gateway.app.close();
  await sites.close();
});

test('the function of the page shows every overview and misses no event, also when its connection is lost', async () => {
  const stop = new AbortController();
  const shown: unknown[] = [];
  const events: FeedEvent[] = [];
  const watching = example.watchTransfers({
    url: gateway.url.replace('ws', 'http'),
    token: async () => TOKENS.viewer,
    show: (overview) => shown.push(overview),
    changed: (event) => events.push(event),
    signal: stop.signal,
  });
  const told = (id: string) => events.filter(({ changes }) => changes.some(({ ids }) => ids.includes(id))).length;
  await until(async () => shown.length > 0);
  const first = await transferAt(sites.observatory);
  await until(async () => told(first) > 0);
  const [client] = gateway.app.websocketServer.clients;
  client?.terminate();
  const meanwhile = await transferAt(sites.observatory);
  await until(async () => told(meanwhile) > 0);
  expect([told(first), told(meanwhile)]).toEqual([1, 1]);
  const { body } = await call(sites.observatory, 'GET', '/api/transfer/overview', { role: 'viewer' });
  await until(async () => JSON.stringify(shown.at(-1)) === JSON.stringify(body));
  stop.abort();
  await watching;
  await until(async () => gateway.app.websocketServer.clients.size === 0);
});

test('it gives up where the token may never', async () => {
  const body = { name: 'no transfers', scopes: ['read:observations'] };
  const made = await call(sites.observatory, 'POST', '/api/tokens', { body, role: 'admin' });
  const watching = example.watchTransfers({
    url: gateway.url.replace('ws', 'http'),
    token: async () => made.body.token,
    show: () => expect.fail(),
    changed: () => expect.fail(),
    signal: new AbortController().signal,
  });
  await expect(watching).rejects.toThrow('may not read transfers');
});

test('the page names every close code, and the limits there are', () => {
  const codes = [...section.matchAll(/^\| (\d{4}) \|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual([...Object.values(CLOSE), 1009].sort((a, b) => a - b));
  expect(section).toContain(LARGEST_MESSAGE_BYTES.toLocaleString('en'));
});
