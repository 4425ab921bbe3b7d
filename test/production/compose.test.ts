import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseGatewayConfig } from '../../infra/gateway/config.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { ROOT } from '../tidy/sources.ts';

const PROFILES = ['main', 'observatory', 'second', 'second-disk'] as const;
const duration = z.string().regex(/^\d+(ms|s)$/);
const volume = z.string().regex(/^(\.\/?[\w/.-]*|[a-z_]+|\/[\w/.]+|\$\{[A-Z_]+:-[a-z_]+\}):\/[\w/.-]+(:ro)?$/);
const command = z.array(z.string());
/** The parts of the Compose specification that are used, and nothing else: a misspelt one is otherwise passed over. */
const service = z.strictObject({
  image: z.string().regex(/^[\w/.-]+:[\w.-]+$/),
  profiles: z.array(z.enum(PROFILES)).min(1),
  restart: z.literal('unless-stopped').optional(),
  init: z.boolean().optional(),
  hostname: z.string().optional(),
  user: z.string().optional(),
  working_dir: z.string().optional(),
  stop_signal: z.literal('SIGINT').optional(),
  stop_grace_period: duration.optional(),
  shm_size: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  entrypoint: command.optional(),
  command: command.optional(),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string() })).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).default([]),
  volumes: z.array(volume).default([]),
  healthcheck: z
    .strictObject({ test: command, interval: duration, timeout: duration, retries: z.int(), start_period: duration })
    .optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({
        condition: z.enum(['service_healthy', 'service_completed_successfully']),
        required: z.literal(false).optional(),
      }),
    )
    .default({}),
});
const file = z.looseObject({
  name: z.literal('ops-db'),
  services: z.record(z.string(), service),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  volumes: z.record(z.string(), z.null()),
});
const { services, configs, volumes, ...rest } = file.parse(
  parse(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }),
);
const names = Object.keys(services);
const of = (profile: (typeof PROFILES)[number]) => names.filter((name) => services[name]?.profiles.includes(profile));

describe('docker-compose.yml', () => {
  test('has nothing at its top but what Compose knows', () => {
    expect(Object.keys(rest).filter((key) => key !== 'name' && !key.startsWith('x-'))).toEqual([]);
  });

  test('has for each site what a site is made of', () => {
    const main = [
      'main_alarms',
      'main_database',
      'main_gateway',
      'main_openwhisk',
      'main_volatile_redis',
      'migrations',
    ];
    expect(of('main').sort()).toEqual([...main, 'prometheus']);
    const parts = (prefix: string, site: string) =>
      [
        ...['replica_database', 'redis', 'volatile_redis'].map((part) => prefix + part),
        ...['alarms', 'gateway', 'openwhisk'].map((part) => `${site}_${part}`),
        'prometheus',
      ].sort();
    expect(of('observatory').sort()).toEqual(parts('', 'observatory'));
    expect(of('second').sort()).toEqual(parts('second_', 'second'));
  });

  test('what a service depends on is in a profile of its own, or may be missing', () => {
    const wrong = Object.entries(services).flatMap(([name, { depends_on, profiles }]) =>
      Object.entries(depends_on).flatMap(([other, { required }]) => {
        const there = services[other]?.profiles ?? [];
        return required === false || profiles.every((profile) => there.includes(profile))
          ? []
          : [`${name} -> ${other}`];
      }),
    );
    // Asked for beside the observatory, as the head of the file says.
    expect(wrong).toEqual(['redis_copy -> redis']);
    expect(
      Object.values(services)
        .flatMap(({ depends_on }) => Object.keys(depends_on))
        .filter((name) => !names.includes(name)),
    ).toEqual([]);
  });

  test('no port is given twice; every volume and config is there and used, every file that is mounted exists', () => {
    const ports = Object.values(services).flatMap((one) => one.ports.map((port) => port.split(':')[1]));
    expect(new Set(ports).size).toBe(ports.length);
    const sources = Object.values(services).flatMap((one) =>
      one.volumes.map((text) => text.replace(/^\$\{\w+:-(\w+)\}/, '$1').split(':')[0] ?? ''),
    );
    expect(new Set(sources.filter((name) => /^[a-z]/.test(name)))).toEqual(new Set(Object.keys(volumes)));
    expect(sources.filter((name) => name.startsWith('.')).filter((name) => !existsSync(path.join(ROOT, name)))).toEqual(
      [],
    );
    expect(Object.values(services).flatMap((one) => one.configs?.map(({ source }) => source) ?? [])).toEqual(
      Object.keys(configs),
    );
    const scripts = Object.values(services)
      .flatMap((one) => one.command ?? [])
      .flatMap((text) => text.match(/infra\/[\w/.-]+/g) ?? []);
    expect(scripts.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
    expect(new Set(scripts).size).toBe(3);
  });

  test.each(names.filter((name) => name.endsWith('_gateway')))(
    '%s has settings a gateway and a site start with',
    (name) => {
      const settings = services[name]?.environment ?? {};
      const text = Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [key, value.replace(/^\$\{\w+:-(.*)\}$/, '$1')]),
      );
      expect(parseGatewayConfig(text)).toMatchObject({ GATEWAY_UPSTREAM: 'in_process', GATEWAY_PORT: 8080 });
      expect(parseGatewayConfig({ ...text, GATEWAY_UPSTREAM: 'openwhisk' }).GATEWAY_OPENWHISK_URL).toMatch(
        /_openwhisk:3233$/,
      );
      const { SITE_NAME, SITE_TYPE, ...site } = parseConfig(text);
      expect([SITE_NAME, SITE_TYPE]).toEqual(
        name === 'main_gateway' ? ['cologne', 'main'] : [name.split('_')[0], 'secondary'],
      );
      const hosts = [site.MAIN_DATABASE_URL, site.LOCAL_DATABASE_URL, site.DURABLE_REDIS_URL, site.VOLATILE_REDIS_URL];
      expect(
        hosts
          .filter((url) => url !== undefined)
          .map((url) => new URL(url).hostname)
          .filter((host) => !names.includes(host)),
      ).toEqual([]);
    },
  );

  test('Prometheus looks at every gateway', () => {
    const config = z
      .object({
        scrape_configs: z.array(z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) })),
      })
      .parse(parse(readFileSync(path.join(ROOT, 'infra/monitoring/prometheus.yml'), 'utf8')));
    const targets = config.scrape_configs.flatMap(({ static_configs }) => static_configs.flatMap((one) => one.targets));
    expect(targets.sort()).toEqual(
      names
        .filter((name) => name.endsWith('_gateway'))
        .map((name) => `${name}:8080`)
        .sort(),
    );
  });
});

describe('the scripts', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'ops-db-compose-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test.each([
    ['makes a replica without data from main, with a slot', false],
    ['starts one with data as it is', true],
  ])('%s', (_, has_data) => {
    for (const program of ['psql', 'gosu', 'install', 'docker-entrypoint.sh']) {
      writeFileSync(path.join(dir, program), `#!/bin/sh\necho "${program} $*"\n`);
      chmodSync(path.join(dir, program), 0o755);
    }
    const data = path.join(dir, 'data');
    if (has_data) execFileSync('sh', ['-c', `mkdir ${data} && echo 18 >${data}/PG_VERSION`]);
    const [shell = '', flags = '', script = '', ...more] = services.second_replica_database?.entrypoint ?? [];
    const env = {
      PATH: `${dir}:${process.env.PATH}`,
      PGDATA: data,
      SLOT: services.second_replica_database?.environment?.SLOT,
    };
    const said = execFileSync(shell, [flags, script.replaceAll('$$', '$'), ...more, 'postgres'], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const [last = '', ...before] = said.trim().split('\n').reverse();
    expect(last).toMatch(
      /^docker-entrypoint.sh postgres -c primary_slot_name=second -c primary_conninfo=host=main_database .*application_name=second /,
    );
    expect(before.reverse().map((line) => line.split(' ', 1)[0])).toEqual(has_data ? [] : ['psql', 'install', 'gosu']);
  });

  test('alarms.sh invokes each function it is given, shows its key to nobody else, and says when one fails', async () => {
    const asked: [string, string, string][] = [];
    const server = createServer((request: IncomingMessage, response) => {
      const { method = '', url = '', headers } = request;
      asked.push([method, url, Buffer.from(headers.authorization?.split(' ')[1] ?? '', 'base64').toString()]);
      response.writeHead(url.endsWith('broken') ? 404 : 202).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = async (upstream: string, ...functions: string[]) => {
      const env = {
        ...process.env,
        GATEWAY_UPSTREAM: upstream,
        OPENWHISK_NAMESPACES: `http://127.0.0.1:${port}/api/v1/namespaces`,
        OPENWHISK_PACKAGE: 'recording/actions/ops-db',
        OPENWHISK_KEY: 'user:key',
      };
      const child = spawn(path.join(ROOT, 'infra/production/alarms.sh'), functions, { env, stdio: 'ignore' });
      return new Promise<number | null>((resolve) => child.once('exit', resolve));
    };
    try {
      expect(await run('in_process', 'drain-buffer')).toBe(0);
      expect(asked).toEqual([]);
      expect(await run('openwhisk', 'broken', 'drain-buffer')).toBe(1);
      expect(asked).toEqual(
        ['broken', 'drain-buffer'].map((name) => [
          'POST',
          `/api/v1/namespaces/recording/actions/ops-db/scheduled-${name}`,
          'user:key',
        ]),
      );
    } finally {
      server.close();
    }
  });

  test.each(['alarms.sh', 'tls/certificates.sh', 'postgresql/archive-wal.sh', 'redis/passwords.sh'])(
    '%s is a shell script',
    (name) => {
      const { status, stderr } = spawnSync('sh', ['-n', path.join(ROOT, 'infra/production', name)], {
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
    },
  );
});
