import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePorts } from '../../infra/servers/ports.ts';
import { type RedisOptions, redisServer, redisUrl } from '../../infra/servers/redis.ts';
import { redisProgram } from '../../infra/servers/redis-program.ts';
import type { Server } from '../../infra/servers/server.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { openSite, type Site } from '../../lib/flow/site.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { SecondCopy } from '../../lib/outbox/second-copy.ts';
import { connectRedis } from '../../lib/redis/connect.ts';
import { call } from '../support/api.ts';
import { startMany } from '../support/record.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

const CONFIRM_MS = 5_000;

let servers: Servers;
let sites: Sites;
let copy: Server;
let first: (more?: Partial<RedisOptions>) => Server;
let persistence: Redis;
let folders: { first: string; copy: string };
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  const { dir } = servers.main;
  folders = { first: path.join(dir, 'redis'), copy: path.join(dir, 'second_disk/redis_copy') };
  const port = Number(new URL(servers.urls.redis).port);
  const [copy_port = 0] = await freePorts(1);
  const durable = { program: redisProgram(console.log), dir, kind: 'durable', pair: folders } as const;
  copy = redisServer({ ...durable, name: 'redis_copy', port: copy_port, data: folders.copy, copy_of_port: port });
  persistence = new Redis(redisUrl(copy_port), { lazyConnect: true, commandTimeout: 1_000 });
  persistence.on('error', () => {}); // it is stopped and killed
  first = (more) => redisServer({ ...durable, name: 'redis_first', port, data: folders.first, ...more });
  sites = await openSites(servers.urls, { EXPECT_SECOND_COPY: 'true', BREAKER_MS: '0' });
});
afterAll(async () => {
  persistence.disconnect();
  await copy.stop('kill');
  await sites.close();
  await servers.stop();
});

const bufferOf = ({ buffer }: Site) => buffer ?? expect.fail('a secondary has a buffer');
const confirm = (limit_ms: number) => bufferOf(sites.observatory).stats.second_copy.confirm(limit_ms);
const copies = async () => (await call(sites.observatory, 'GET', '/buffer/stats')).body.copies;
const health = async (site = sites.observatory) => (await call(site, 'GET', '/health')).body;
/** A copy that follows anew writes its first log in the background: until that is done its disk has the data of before. */
const settled = () =>
  until(async () => {
    const facts = `${await persistence.info('replication')}\n${await persistence.info('persistence')}`;
    const wanted = ['master_link_status:up', 'aof_enabled:1', 'aof_rewrite_in_progress:0', 'aof_rewrite_scheduled:0'];
    return wanted.every((fact) => facts.includes(`${fact}\r\n`));
  });
const AWAY = /copy of the durable Redis on the second disk is away/;

describe('while both disks live', () => {
  test('without a copy one is missed, and nothing is confirmed', async () => {
    expect(await copies()).toEqual({ expected: 1, required: false, connected: 0, lag_bytes: null });
    expect(await health()).toMatchObject({ status: 'degraded', recording: true });
    expect((await health()).warnings).toEqual([expect.stringMatching(AWAY)]);
    expect(await confirm(10)).toBe(false);
  });

  test('a copy takes over what was there before it, and then nobody is warned', async () => {
    await startMany(sites.observatory, 4);
    await copy.start();
    await until(async () => (await copies()).connected === 1);
    expect(await confirm(CONFIRM_MS)).toBe(true);
    await until(async () => (await copies()).lag_bytes === 0);
    expect((await health()).warnings).toEqual([]);
  });

  test('many who ask at once share one question', async () => {
    await startMany(sites.observatory, 50);
    const key = `ops:{${sites.observatory.config.SITE_NAME}}:second_copy`;
    const asked = async () => Number(await bufferOf(sites.observatory).durable.get(key));
    const before = await asked();
    const told = await Promise.all(Array.from({ length: 50 }, () => confirm(CONFIRM_MS)));
    expect(new Set(told)).toEqual(new Set([true]));
    expect((await asked()) - before).toBe(1);
  });

  test('a copy that hangs confirms nothing, and recordings without REQUIRE_SECOND_COPY go on', async () => {
    copy.pause();
    try {
      const [receipt] = await startMany(sites.observatory, 1);
      expect(receipt?.status).toBe('buffered');
      expect(await confirm(50)).toBe(false);
    } finally {
      copy.resume();
    }
    expect(await confirm(CONFIRM_MS)).toBe(true);
  });

  test('where the copy is required, a receipt is held back until it has confirmed, and without it nothing is recorded', async () => {
    const strict = openSite({ ...sites.observatory.config, REQUIRE_SECOND_COPY: true }, { log: silentLog });
    const pending = async () => (await call(strict, 'GET', '/buffer/stats')).body.pending;
    const record = (key: string) =>
      call(strict, 'POST', '/executed_obs_units/start', {
        body: { obs_unit_id: 3, start_time: `2026-03-01T00:00:0${key.length}Z` },
        headers: { 'idempotency-key': key },
      });
    try {
      expect(await record('a')).toMatchObject({ status: 201, body: { status: 'buffered' } });
      const before = await pending();
      copy.pause();
      try {
        for (let attempt = 0; attempt < 2; attempt++)
          expect(await record('bb')).toMatchObject({ status: 503, body: { code: 'buffer.unavailable' } });
      } finally {
        copy.resume();
      }
      await until(async () => (await record('bb')).status === 201);
      expect(await pending()).toBe(before + 1);
      await copy.stop('kill');
      await until(async () => (await copies()).connected === 0);
      expect(await record('ccc')).toMatchObject({ status: 503, body: { code: 'buffer.unavailable' } });
      expect(await pending()).toBe(before + 1);
      await copy.start();
      await until(async () => (await record('ccc')).status === 201);
    } finally {
      await strict.close();
    }
  });

  test('where the copy is required, a site without it says that it does not record', async () => {
    const config = { ...sites.observatory.config, REQUIRE_SECOND_COPY: true };
    const strict = openSite(config, { log: silentLog });
    try {
      expect(await health(strict)).toMatchObject({ recording: true, warnings: [] });
      await copy.stop('kill');
      await until(async () => (await copies()).connected === 0);
      expect(await call(strict, 'GET', '/health')).toMatchObject({
        status: 503,
        body: { status: 'failing', recording: false, warnings: [expect.stringMatching(AWAY)] },
      });
    } finally {
      await strict.close();
      await copy.start();
    }
    await until(async () => (await copies()).connected === 1);
  });
});

describe('when the first disk dies', () => {
  test('a Redis that came up empty is not let near the copy, and from the copy everything confirmed is there, in order, and drains', async () => {
    await settled();
    const receipts = await startMany(sites.observatory, 21);
    expect(await confirm(CONFIRM_MS)).toBe(true);
    await servers.redis.stop('kill');
    rmSync(folders.first, { recursive: true });

    await expect(first().start()).rejects.toThrow(/does not hold the data/);
    // Nor is it when the empty one has been started somewhere else in between.
    const elsewhere = first({ pair: undefined });
    await elsewhere.start();
    await elsewhere.stop('fast');
    await copy.stop('kill');
    await expect(copy.start()).rejects.toThrow(/does not hold the data/);

    const promoted = first({ name: 'redis_promoted', pair: undefined, data: folders.copy });
    await promoted.start();
    try {
      const last = receipts.at(-1) ?? expect.fail('nothing was recorded');
      await until(async () => (await call(sites.observatory, 'GET', '/buffer/stats')).status === 200);
      for (const { transaction_id, sequence, digest } of receipts)
        expect((await call(sites.observatory, 'GET', `/buffer/transactions/${transaction_id}`)).body).toMatchObject({
          state: 'buffered',
          sequence,
          digest,
        });
      const [next] = await startMany(sites.observatory, 1);
      expect([next?.series, next?.sequence]).toEqual([last.series, Number(last.sequence) + 1]);
      await until(async () => (await drain(sites.observatory)).pending === 0);
      expect(await sites.sql('select count(*)::int as arrived, max(sequence)::int as highest from ledger')).toEqual([
        { arrived: next?.sequence, highest: next?.sequence },
      ]);
      const sent = [...receipts, next].map((receipt) => receipt?.transaction_id);
      const order = 'select transaction_id from ledger where transaction_id = any($1::uuid[]) order by applied_at';
      expect((await sites.sql(order, [sent])).map((row) => row.transaction_id)).toEqual(sent);
    } finally {
      await promoted.stop('kill');
    }
  });
});

describe('where Redis can tell of fsyncs', () => {
  /** Redis 7.2 in the few words this needs; `fsynced` copies have the fsync of their log behind them. */
  async function stub(fsynced: number) {
    const answers: Record<string, string> = {
      info: '$29\r\nredis_version:7.2.0\nloading:0\r\n',
      command: '*1\r\n*1\r\n$7\r\nwaitaof\r\n',
      incr: ':1\r\n',
      waitaof: `*2\r\n:1\r\n:${fsynced}\r\n`,
      wait: ':1\r\n',
    };
    const server = createServer((socket) => {
      socket.on('data', (sent) => {
        for (const [, name = ''] of sent.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
          socket.write(answers[name.toLowerCase()] ?? '+OK\r\n');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { server, url: redisUrl(port) };
  }

  test.each([
    [1, true],
    [0, false],
  ])(
    'a copy counts when it has fsynced, not when it has received: %i fsynced, confirmed: %s',
    async (fsynced, confirmed) => {
      const { server, url } = await stub(fsynced);
      const redis = connectRedis({ url, name: 'durable', command_timeout_ms: 2_000, log: silentLog });
      try {
        expect(await new SecondCopy(redis, 'ops:{stub}:').confirm(100)).toBe(confirmed);
      } finally {
        await redis.quit();
        server.close();
      }
    },
  );
});
