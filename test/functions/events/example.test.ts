import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { retire } from '../../../lib/flow/retire.ts';
import type { FeedEvent } from '../../../lib/outbox/feed.ts';
import { asScript, examples, outputs } from '../../support/documents.ts';
import { start } from '../../support/record.ts';
import { type LocalServer, startSiteServer } from '../../support/site-server.ts';
import { openSites, type Sites, TOKENS, until } from '../../support/sites.ts';
import { nextTime } from '../expect.ts';

const PAGE = new URL('../../../docs/events.md', import.meta.url).pathname;

let sites: Sites;
let server: LocalServer;
let dir: string;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  const serving = await startSiteServer();
  serving.serve(sites.observatory);
  server = serving;
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-example-'));
  mkdirSync(path.join(dir, '.local'));
  const stack = { sites: { observatory: { url: server.url } }, tokens: TOKENS };
  writeFileSync(path.join(dir, '.local/stack.json'), JSON.stringify(stack));
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await server.close();
  await sites.close();
});

/** Does what the gateway of a running stack does, until it is told to stop. */
async function pump(stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await drain(sites.observatory);
    await retire(sites.observatory);
    await sleep(50);
  }
}

test('the examples of the page run as written and print what it shows', async () => {
  const stop = new AbortController();
  const pumping = pump(stop.signal);
  try {
    const list = examples(PAGE);
    const run = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', asScript(list)], { cwd: dir, timeout: 60_000 });
    const printed = outputs((await run).stdout);
    expect(printed).toEqual(list.map(({ output }) => output));
    expect(list).toHaveLength(3);
  } finally {
    stop.abort();
    await pumping;
  }
});

interface Page {
  follow(options: {
    url: string;
    token: string;
    load(): Promise<void>;
    changed(event: FeedEvent): Promise<void>;
    signal: AbortSignal;
  }): Promise<void>;
}

test('the function for a page loads first, is told of every change, and begins anew when it must', async () => {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
  const { follow } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Page;
  const stop = new AbortController();
  const told: string[] = [];
  let loaded = 0;
  const load = async () => {
    loaded += 1;
    // While it loads, something changes.
    told.push((await start(sites.observatory, 1, nextTime())).transaction_id);
  };
  const seen: FeedEvent[] = [];
  const changed = async (event: FeedEvent) => void seen.push(event);
  const following = follow({ url: server.url, token: TOKENS.viewer, load, changed, signal: stop.signal });
  const all = () => told.every((id) => seen.some(({ transaction_id }) => transaction_id === id));
  await until(async () => loaded === 1 && all());
  told.push((await start(sites.observatory, 2, nextTime())).transaction_id);
  await until(async () => all());
  // The numbers of this database's system are others than a moment ago.
  const { local } = sites.observatory;
  const query = local.pipeline.bind(local);
  local.pipeline = async (queries) => {
    const rows = await query(queries);
    return rows.map((some) => some.map((row) => ('database' in row ? { ...row, database: '1' } : row)));
  };
  await start(sites.observatory, 3, nextTime());
  await until(async () => loaded === 2 && all());
  stop.abort();
  await following;
});
