import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { pairDisks } from '../../infra/servers/disk-pair.ts';
import { POSTGRES_SETTINGS, REPLICA_NAME, upstreamSettings } from '../../infra/servers/postgres-settings.ts';
import { REDIS_SETTINGS, redisArguments } from '../../infra/servers/redis.ts';

const service = z.object({
  image: z.string(),
  command: z.array(z.string()),
  entrypoint: z.array(z.string()).optional(),
  profiles: z.array(z.string()).default([]),
  ports: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()), retries: z.int() }),
});
const compose = z.object({
  services: z.object({
    main_database: service,
    replica_database: service,
    redis: service,
    volatile_redis: service,
    redis_copy: service,
  }),
});

const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const { services } = compose.parse(parse(text, { merge: true }));

describe('docker-compose.yml', () => {
  const asText = (settings: Readonly<Record<string, string | number>>) =>
    Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  /** In a container the network is its own, and the port is the image's. */
  const OPEN = { listen_addresses: '*' };

  test.each(['main_database', 'replica_database'] as const)(
    '%s has the settings of the spawned one, and no others',
    (name) => {
      const settings = { ...OPEN, ...POSTGRES_SETTINGS };
      const [program, ...options] = services[name].command;
      expect(program).toBe('postgres');
      expect(options.filter((_, index) => index % 2 === 0)).toEqual(asText(settings).map(() => '-c'));
      expect(options.filter((_, index) => index % 2 === 1)).toEqual(asText(settings));
    },
  );

  test('a replica finds main as the spawned one does, under the name of its slot', () => {
    const upstream = upstreamSettings('main_database', 5432);
    const script = services.replica_database.entrypoint?.[2]?.replaceAll('$$SLOT', REPLICA_NAME) ?? '';
    for (const setting of asText(upstream)) expect(script).toContain(`-c "${setting}"`);
  });

  const place = (dir: string) => ({ 'protected-mode': 'no', dir });
  test.each([
    ['redis', redisArguments({ ...place('/first'), ...REDIS_SETTINGS.durable })],
    ['volatile_redis', redisArguments({ ...place('/data'), ...REDIS_SETTINGS.volatile })],
    [
      'redis_copy',
      [...redisArguments({ ...place('/copy'), ...REDIS_SETTINGS.durable }), '--replicaof', 'redis', '6379'],
    ],
  ] as const)('%s has the settings of the spawned one, and no others', (name, settings) => {
    expect(services[name].command).toEqual(['redis-server', ...settings]);
  });

  test('the copy runs only when asked for, on the disk it is given', () => {
    const { redis_copy } = services;
    expect(redis_copy.profiles).toEqual(['second-disk']);
    expect(redis_copy.volumes).toContainEqual(expect.stringMatching(/^\${OPS_SECOND_DISK:-redis_copy}:\/copy$/));
    expect(redis_copy.volumes).toEqual(services.redis.volumes);
  });

  test('every server answers on this machine only', () => {
    const ports = Object.values(services).flatMap(({ ports: published }) => published);
    expect(ports).toHaveLength(5);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});

describe('a first disk and its copy', () => {
  let dir: string;
  let first: string;
  let copy: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'ops-db-disks-'));
    [first, copy] = [path.join(dir, 'first'), path.join(dir, 'copy')];
    for (const folder of [first, copy]) mkdirSync(folder);
    writeFileSync(path.join(dir, 'docker-entrypoint.sh'), '#!/bin/sh\necho "runs $*"\n');
    chmodSync(path.join(dir, 'docker-entrypoint.sh'), 0o755);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** The way of npm start, and that of the containers: the very script, with the folders where this test has them. */
  const ways = {
    'npm start': () => pairDisks(first, copy),
    containers: () => {
      for (const name of ['redis', 'redis_copy'] as const) {
        const [shell = '', flags = '', script = '', ...rest] = services[name].entrypoint ?? [];
        const here = script.replaceAll('$$', '$').replaceAll(/ \/(first|copy)\//g, (_, which) => ` ${dir}/${which}/`);
        const env = { PATH: `${dir}:${process.env.PATH}` };
        const said = execFileSync(shell, [flags, here.replaceAll('>/first/', `>${first}/`), ...rest, 'server'], {
          env,
          encoding: 'utf8',
          stdio: 'pipe',
        });
        expect(said).toBe('runs server\n');
      }
    },
  };
  const mark = (folder: string) => readFileSync(path.join(folder, 'data.id'), 'utf8');
  const writeLog = (folder: string) => {
    mkdirSync(path.join(folder, 'appendonlydir'));
    writeFileSync(
      path.join(folder, 'appendonlydir/appendonly.aof.manifest'),
      'file appendonly.aof.1.base.rdb seq 1 type b\n',
    );
  };
  const empty = (folder: string) => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  };

  describe.each(Object.entries(ways))('%s', (_, pair) => {
    beforeEach(() => {
      writeLog(first);
      pair();
      writeLog(copy);
    });

    test('start as a pair, and again', () => {
      pair();
      expect(mark(first)).toMatch(/^[0-9a-f-]{36}\n$/);
      expect(mark(copy)).toBe(mark(first));
    });

    test.each([
      ['is empty', () => empty(first)],
      [
        'was empty and has been used since',
        () => {
          empty(first);
          writeLog(first);
        },
      ],
      ['has lost its log only', () => rmSync(path.join(first, 'appendonlydir'), { recursive: true })],
      ['holds other data', () => writeFileSync(path.join(first, 'data.id'), 'another\n')],
    ])('do not start when the first %s, and the copy stays as it is', (_case, lose) => {
      const before = mark(copy);
      lose();
      expect(pair).toThrow(/does not hold the data/);
      expect(mark(copy)).toBe(before);
      expect(existsSync(path.join(copy, 'appendonlydir/appendonly.aof.manifest'))).toBe(true);
    });

    test('start again when the first was filled from the copy, or the copy is new', () => {
      empty(first);
      execFileSync('cp', ['-a', `${copy}/.`, `${first}/`]);
      pair();
      empty(copy);
      pair();
      expect(mark(copy)).toBe(mark(first));
    });
  });
});
