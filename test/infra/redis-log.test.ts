import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePorts } from '../../infra/servers/ports.ts';
import { redisServer, redisUrl } from '../../infra/servers/redis.ts';
import { redisProgram } from '../../infra/servers/redis-program.ts';
import type { Server } from '../../infra/servers/server.ts';

let dir: string;
let log: string;
let server: Server;
let redis: Redis;
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'ops-db-log-'));
  const [port = 0] = await freePorts(1);
  server = redisServer({ name: 'redis', program: redisProgram(console.log), port, data: dir, dir, kind: 'durable' });
  redis = new Redis(redisUrl(port), { lazyConnect: true });
  redis.on('error', () => {}); // it is killed
  await server.start();
  const folder = path.join(dir, 'appendonlydir');
  log = path.join(folder, readdirSync(folder).find((name) => name.includes('.incr.')) ?? '');
});
afterEach(async () => {
  redis.disconnect();
  await server.stop('kill');
  rmSync(dir, { recursive: true, force: true });
});

/** Two keys that change together. */
const step = () => redis.eval("redis.call('incr', 'a') redis.call('incr', 'b') return 1", 0);
const both = () => redis.mget('a', 'b');

test('of a transaction that was torn at any byte nothing is left, however often Redis starts and goes on', async () => {
  await step();
  const sound = readFileSync(log).length;
  await step();
  const whole = readFileSync(log);
  let steps = 1;
  let base = whole.subarray(0, sound);
  const torn = whole.subarray(sound);
  for (const length of [1, 7, 15, 16, 20, Math.floor(torn.length / 2), torn.length - 1]) {
    await server.stop('kill');
    writeFileSync(log, Buffer.concat([base, torn.subarray(0, length)]));
    await server.start();
    expect(await both()).toEqual([String(steps), String(steps)]);
    await step();
    steps += 1;
    await server.stop('kill');
    await server.start();
    expect(await both()).toEqual([String(steps), String(steps)]);
    base = readFileSync(log);
  }
});

test('a log that is damaged before its end is left as it is, and Redis does not start', async () => {
  await step();
  await step();
  await server.stop('kill');
  const bytes = readFileSync(log);
  const damaged = path.join(dir, 'damaged');
  bytes[bytes.indexOf('MULTI') - 4] = 'X'.charCodeAt(0);
  writeFileSync(log, bytes);
  copyFileSync(log, damaged);
  await expect(server.start()).rejects.toThrow(/damaged, and not only at its end/);
  expect(readFileSync(log)).toEqual(readFileSync(damaged));
  truncateSync(log, 0);
  await server.start();
});
