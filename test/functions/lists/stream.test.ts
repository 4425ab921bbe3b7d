import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { executedObsUnit } from '../../../lib/entities/execution.ts';
import { openSite, type Site } from '../../../lib/flow/site.ts';
import { submit } from '../../../lib/flow/submit.ts';
import { silentLog } from '../../../lib/kernel/log.ts';
import { call } from '../../support/api.ts';
import { finish, start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, replicate } from '../expect.ts';
import { ask, fromCsv, fromNdjson } from './ask.ts';

/** More than two of the pages an export is read by. */
const ARRIVED = 5_000;

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  await sites.sql(`insert into executed_obs_unit (id, obs_unit_id, start_time, status, site_name, created_at, updated_at)
    select gen_random_uuid(), 1 + n % 8, at, 'running', 'observatory', at, at
    from generate_series(1, ${ARRIVED}) as n, lateral (select '2026-01-01'::timestamptz + n * interval '1 minute' as at) as t`);
});
afterAll(() => sites.close());

const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString().replace('.000Z', 'Z');
const list = '/executed_obs_units?format=ndjson';

/** What a stream hands over next; undefined at its end. */
async function pieceOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value && Buffer.from(value).toString();
}

async function restOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = '';
  for (let piece = await pieceOf(reader); piece !== undefined; piece = await pieceOf(reader)) text += piece;
  return text;
}

const readerOf = (response: Response) => response.body?.getReader() ?? expect.fail('no body');

test.each(AT)('at %s a list of any length comes whole, in pieces that are made one by one', async (at) => {
  const response = await ask(sites[at], '/executed_obs_units?format=csv&order=start_time&fields=start_time&total=true');
  expect(response.headers.get('opsdb-complete')).toBe('true');
  const total = Number(response.headers.get('opsdb-total'));
  expect(total).toBeGreaterThanOrEqual(ARRIVED);
  for (const name of ['link', 'opsdb-next-cursor', 'content-length']) expect(response.headers.has(name)).toBe(false);
  const pieces: string[] = [];
  const reader = readerOf(response);
  for (let piece = await pieceOf(reader); piece !== undefined; piece = await pieceOf(reader)) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(2);
  const rows = fromCsv(pieces.join(''));
  expect(rows).toHaveLength(total);
  const times = rows.map(({ start_time }) => start_time);
  expect(times).toEqual([...times].sort());
  expect(new Set(rows.map(({ id }) => id)).size).toBe(total);
});

describe('while a list is exported', () => {
  let begun = 0;

  test.each(['start_time', '-start_time', 'created_at', '-created_at'])(
    'everything that is there all the time comes once, though the overlay drains and records arrive: order %s',
    async (order) => {
      const { observatory } = sites;
      const at = () => minute(1_000 + 37 * begun++ + 0.5);
      const kept: unknown[] = [];
      for (let unit = 1; unit <= 30; unit++) kept.push((await start(observatory, 1 + (unit % 8), at())).id);
      const [changed, gone] = [await start(observatory, 1, at()), await start(observatory, 1, at())];
      await replicate(sites);
      for (let unit = 1; unit <= 30; unit++) kept.push((await start(observatory, 1 + (unit % 8), at())).id);
      await finish(observatory, changed.id);
      await submit(observatory, { user_id: 1, endpoint: 'test', fingerprint: 'test' }, async (draft) =>
        draft.delete(await draft.find(executedObsUnit, gone.id)),
      );
      const before = fromNdjson(await (await ask(observatory, `${list}&order=${order}`)).text());

      const response = await ask(observatory, `${list}&order=${order}`);
      const reader = readerOf(response);
      const first = (await pieceOf(reader)) ?? '';
      await replicate(sites);
      const early = await start(observatory, 1, minute(-begun));
      const late = await start(observatory, 1, minute(ARRIVED + 1_000 + begun));
      const rows = fromNdjson(first + (await restOf(reader)));

      const arrived = new Set([early.id, late.id]);
      expect(rows.filter(({ id }) => !arrived.has(String(id)))).toEqual(before);
      expect(before.filter(({ id }) => kept.includes(id))).toHaveLength(60);
      expect(before.find(({ id }) => id === changed.id)).toMatchObject({ status: 'completed' });
      expect(before.find(({ id }) => id === gone.id)).toBeUndefined();
      // What arrives is listed when it comes behind what has been sent.
      const behind = { start_time: [late.id], '-start_time': [early.id], created_at: [early.id, late.id] }[order] ?? [];
      expect(rows.map(({ id }) => id).filter((id) => arrived.has(String(id)))).toEqual(behind);
      await replicate(sites);
      const after = fromNdjson(await (await ask(sites.main, `${list}&order=${order}`)).text());
      expect(after.filter(({ id }) => !arrived.has(String(id)))).toEqual(before);
    },
  );
});

/** Makes the table unreadable, at both sites, and readable again. */
const withoutTable = async (run: () => Promise<void>) => {
  await sites.sql('alter table executed_obs_unit rename to elsewhere');
  await run().finally(() => sites.sql('alter table elsewhere rename to executed_obs_unit'));
};

/** A table that is not there: at main a mistake of ours, at a replica one that has not come yet. */
const NO_TABLE = {
  main: { status: 500, code: '42P01' },
  observatory: { status: 503, code: 'database.unavailable' },
} as const;

describe.each(AT)('an export at %s that fails', (at) => {
  test('before its first row is a problem like any other', async () => {
    await withoutTable(async () => {
      const response = await ask(sites[at], '/executed_obs_units?format=csv');
      expect([response.status, response.headers.get('content-type')]).toEqual([
        NO_TABLE[at].status,
        'application/problem+json',
      ]);
    });
  });

  test('in the middle breaks the connection, and the log says why', async () => {
    const written: unknown[] = [];
    const site: Site = { ...sites[at], log: { ...silentLog, error: (...line) => void written.push(line) } };
    const response = await ask(site, '/executed_obs_units?format=csv', { headers: { 'x-request-id': 'export-17' } });
    const pieces: Buffer[] = [];
    await withoutTable(async () => {
      const { url, close } = await serving(response);
      try {
        const received = await fetch(url);
        expect(received.headers.get('opsdb-complete')).toBe('true');
        await expect(
          (async () => {
            for await (const piece of received.body as ReadableStream<Uint8Array>) pieces.push(Buffer.from(piece));
          })(),
        ).rejects.toThrow('terminated');
      } finally {
        await close();
      }
    });
    const lines = Buffer.concat(pieces).toString().split('\r\n');
    expect(lines[0]).toMatch(/^id,/);
    expect(lines.length).toBeLessThan(ARRIVED);
    expect(written).toEqual([
      [
        'answer.broken',
        expect.objectContaining({
          instance: 'export-17',
          endpoint: 'GET /executed_obs_units',
          code: NO_TABLE[at].code,
        }),
      ],
    ]);
  });
});

/** One response, served as a server serves it. */
async function serving(response: Response): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_, outgoing) => {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    // It destroys what is sent when what is read fails, as servers do; the failure is the client's to see.
    pipeline(body, outgoing).catch(() => {});
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
  return { url: `http://127.0.0.1:${address.port}`, close };
}

describe('with stale=ok', () => {
  const lone = () => openSite(sites.observatory.config, { log: silentLog });

  test('the replica alone is exported when the buffer is out of reach from the first, and says so', async () => {
    const site = lone();
    try {
      site.buffer?.durable.disconnect();
      expect((await ask(site, list)).status).toBe(503);
      const response = await ask(site, `${list}&stale=ok`);
      const { headers } = response;
      expect([headers.get('opsdb-complete'), headers.get('opsdb-overlay')]).toEqual(['false', 'unknown']);
      const { body } = await call(sites.main, 'GET', '/executed_obs_units?total=true');
      expect(fromNdjson(await response.text())).toHaveLength(body.total);
    } finally {
      await site.close();
    }
  });

  test('an export that began with the buffer breaks without it: it has said that nothing is missing', async () => {
    const site = lone();
    try {
      const response = await ask(site, `${list}&stale=ok`);
      expect(response.headers.get('opsdb-complete')).toBe('true');
      const reader = readerOf(response);
      expect(await pieceOf(reader)).toMatch(/^\{"id"/);
      site.buffer?.durable.disconnect();
      await expect(restOf(reader)).rejects.toThrow('The buffer has come to be out of reach');
    } finally {
      await site.close();
    }
  });
});

test.each(AT)('at %s a reader that goes away stops the reading, and that is no fault', async (at) => {
  const written: unknown[] = [];
  let asked = 0;
  const site = sites[at];
  const counting = new Proxy(site.local, {
    get: (database, name) => {
      const member = Reflect.get(database, name);
      if (typeof member !== 'function') return member;
      if (name === 'pipeline' || name === 'query') asked += 1;
      return member.bind(database);
    },
  });
  const watched: Site = {
    ...site,
    local: counting,
    log: { ...silentLog, error: (...line) => void written.push(line) },
  };
  const response = await ask(watched, list);
  const reader = readerOf(response);
  await pieceOf(reader);
  const before = asked;
  await reader.cancel();
  expect(await restOf(reader)).toBe('');
  expect([asked, written]).toEqual([before, []]);
});
