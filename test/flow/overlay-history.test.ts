import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { freePorts } from '../../infra/servers/ports.ts';
import { redisServer, redisUrl } from '../../infra/servers/redis.ts';
import { redisProgram } from '../../infra/servers/redis-program.ts';
import type { Redis } from '../../lib/redis/connect.ts';
import { connectDurable, create, Outboxes, stepsOf, update } from '../support/outboxes.ts';
import { until } from '../support/sites.ts';

let redis: Redis;
let outboxes: Outboxes;
beforeAll(() => {
  redis = connectDurable(inject('servers').redis);
});
afterAll(() => redis.disconnect());
beforeEach(() => {
  outboxes = new Outboxes(redis);
});

describe('what is kept of one history is not taken for another, in which as much has happened:', () => {
  const keys = () => redis.keys(`${outboxes.prefix}*`);
  const forget = async () => redis.del(...(await keys()));
  const other = [{ step: { row: { label: 'of another history' } } }];

  test('Redis begins anew', async () => {
    await outboxes.append([create('a')]);
    await outboxes.append([create('b')]);
    await outboxes.read();
    await forget();
    expect((await outboxes.read()).steps).toEqual([]);
    const id = await outboxes.append([create('a', 'of another history')]);
    await outboxes.append([create('c')]);
    expect(stepsOf(await outboxes.read(), id)).toMatchObject(other);
  });

  test('Redis begins anew while nobody reads, with a transaction of the same id', async () => {
    const id = await outboxes.append([create('a')]);
    await outboxes.read();
    await forget();
    await outboxes.append([create('a', 'of another history')], [], id);
    await outboxes.append([create('b')]);
    expect(stepsOf(await outboxes.read(), id)).toMatchObject(other);
  });

  test.each(['as many changes', 'more changes', 'changes at the same places of the log'])(
    'Redis has lost the end of its log, and then come %s',
    async (what) => {
      await outboxes.append([create('a')]);
      await outboxes.append([create('b')]);
      await outboxes.read();
      const saved = await Promise.all((await keys()).map(async (key) => [key, await redis.dumpBuffer(key)] as const));
      const lost = await outboxes.append([create('c')]);
      expect(stepsOf(await outboxes.read(), lost)).toHaveLength(1);
      const log = `${outboxes.prefix}changes`;
      const places = (await redis.xrange(log, '-', '+')).map(([place]) => place);
      await forget();
      for (const [key, value] of saved) await redis.restore(key, 0, value ?? expect.fail(key));
      const id = await outboxes.append([create('d')]);
      if (what === 'more changes') await outboxes.append([create('e')]);
      if (what === 'changes at the same places of the log') {
        const entries = await redis.xrange(log, '-', '+');
        await redis.del(log);
        for (const [index, [, fields]] of entries.entries()) await redis.xadd(log, places[index] ?? '*', ...fields);
      }
      const after = await outboxes.read();
      expect(stepsOf(after, lost)).toEqual([]);
      expect(stepsOf(after, id)).toHaveLength(1);
    },
  );
});

test('an outbox from before there was a log is read each time, and kept from its next change on', async () => {
  await outboxes.append([create('a')]);
  await redis.del(`${outboxes.prefix}changes`);
  const first = await outboxes.read();
  expect(first.steps).toHaveLength(1);
  expect((await outboxes.read()).steps).not.toBe(first.steps);
  await outboxes.append([create('b')]);
  const later = await outboxes.read();
  expect(later.steps).toHaveLength(2);
  expect((await outboxes.read()).steps).toBe(later.steps);
});

test('what is kept outlives a Redis that was killed, and not one that was flushed', async () => {
  const dir = mkdtempSync(path.join(inject('servers').dir, 'private-'));
  const [port = 0] = await freePorts(1);
  const program = redisProgram(console.log);
  const server = redisServer({ name: 'redis', program, port, dir, data: path.join(dir, 'redis'), kind: 'durable' });
  await server.start();
  const own = connectDurable(redisUrl(port));
  try {
    outboxes = new Outboxes(own);
    const id = await outboxes.append([create('a')]);
    await outboxes.append([create('b')]);
    const before = await outboxes.read();
    await server.stop('kill');
    await server.start();
    await until(async () => (await own.ping()) === 'PONG');
    expect((await outboxes.read()).steps).toBe(before.steps);
    await outboxes.append([update('a', 'later')], [id]);
    expect((await outboxes.read()).steps[0]).toBe(before.steps[0]);
    await own.flushall();
    for (const record of ['c', 'd', 'e']) await outboxes.append([create(record)]);
    expect((await outboxes.read()).steps.map(({ step }) => step.id)).toEqual(['c', 'd', 'e']);
  } finally {
    own.disconnect();
    await server.stop('kill');
  }
});
