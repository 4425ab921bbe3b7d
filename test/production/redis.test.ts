import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePorts } from '../../infra/servers/ports.ts';
import { REDIS_SETTINGS } from '../../infra/servers/redis.ts';
import { openSite, type Site } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { call } from '../support/api.ts';
import { start } from '../support/record.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { type Hosts, makeHosts, PRODUCTION, productionRedis } from './server-pair.ts';

/** The lines of a redis.conf. */
const settingsIn = (file: string) =>
  Object.fromEntries(
    [...readFileSync(path.join(PRODUCTION, 'redis', file), 'utf8').matchAll(/^([a-z-]+) (.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('"', '')],
    ),
  );

describe('the files say what npm start and the tests say', () => {
  test('of the durable Redis, all of it', () => {
    expect(settingsIn('durable.conf')).toMatchObject(REDIS_SETTINGS.durable);
  });

  test('of the volatile one, but for the memory of a host', () => {
    const { maxmemory, ...rest } = REDIS_SETTINGS.volatile;
    expect(settingsIn('volatile.conf')).toMatchObject({ ...rest, maxmemory: '256mb' });
    expect(maxmemory).not.toBe('256mb');
  });
});

describe('a site on servers with these files', () => {
  let hosts: Hosts;
  let ports: [durable: number, copy: number, volatile: number];
  let sites: Sites;
  let site: Site;
  let servers: ReturnType<typeof productionRedis>[];
  const password = (user: string) => readFileSync(path.join(hosts.dir, 'etc/redis', `${user}.password`), 'utf8');
  const url = (at: 0 | 1 | 2, user = 'functions') => `rediss://${user}:${password(user)}@localhost:${ports[at]}`;
  beforeAll(async () => {
    hosts = makeHosts(inject('servers').dir);
    hosts.run('redis/passwords.sh', path.join(hosts.dir, 'etc/redis'));
    const [a = 0, b = 0, c = 0] = await freePorts(3);
    ports = [a, b, c];
    servers = [
      productionRedis(hosts, 'durable', ports),
      productionRedis(hosts, 'copy', ports),
      productionRedis(hosts, 'volatile', ports),
    ];
    for (const server of servers) await server.start();
    sites = await openSites(inject('servers'));
    const settings = {
      ...sites.observatory.config,
      SITE_NAME: 'production',
      SESSION_KEYS: undefined,
      CA_CERTIFICATE: readFileSync(hosts.tls('ca.crt'), 'utf8').replaceAll('\n', '\\n'),
      DURABLE_REDIS_URL: url(0),
      VOLATILE_REDIS_URL: url(2),
    };
    site = openSite(parseConfig(asText(settings)), { log: silentLog });
  });
  afterAll(async () => {
    await site?.close();
    await sites?.close();
    for (const server of servers ?? []) await server.stop('fast');
    hosts?.remove();
  });

  test('records, is durable by its own check, and its copy on the second disk follows', async () => {
    const { status, transaction_id } = await start(site);
    expect(status).toBe('buffered');
    expect((await call(site, 'GET', '/health')).body).toMatchObject({ durability: 'durable', recording: true });
    const { durability, pending } = (await call(site, 'GET', '/buffer/stats')).body;
    expect([durability, pending]).toEqual(['durable', 1]);
    const copy = connect(url(1, 'operator'));
    await until(async () => (await copy.keys(`*${transaction_id}*`)).length > 0);
    copy.disconnect();
  });

  test('has everything again after a restart: Redis reads its log as a user who may do all of it', async () => {
    const before = (await call(site, 'GET', '/buffer/stats')).body.pending;
    await servers[0]?.stop('kill');
    await servers[0]?.start();
    await until(async () => (await call(site, 'GET', '/buffer/stats')).body.pending === before);
    expect(before).toBe(1);
  });

  test('keeps what may be lost in the other one', async () => {
    await call(site, 'GET', '/telescopes');
    const volatile = connect(url(2, 'operator'));
    await until(async () => (await volatile.keys('ops:{production}:*')).length > 0);
    volatile.disconnect();
  });

  test.each([
    ['flushall', ['flushall']],
    ['config set', ['config', 'set', 'appendfsync', 'no']],
    ['shutdown', ['shutdown', 'nosave']],
    ['bgrewriteaof', ['bgrewriteaof']],
    ['keys of others', ['set', 'somebody:else', '1']],
  ])('lets the functions not do: %s', async (_, [command = '', ...words]) => {
    const redis = connect(url(0));
    await expect(redis.call(command, ...words)).rejects.toThrow(/NOPERM/);
    redis.disconnect();
  });

  test.each([
    ['without a password', () => `rediss://localhost:${ports[0]}`, /NOAUTH/],
    ['with a wrong one', () => `rediss://functions:wrong@localhost:${ports[0]}`, /WRONGPASS/],
    [
      'without TLS',
      () => `redis://functions:${password('functions')}@localhost:${ports[0]}`,
      /closed|ECONNRESET|EPIPE/,
    ],
    ['of another host', () => url(0).replace('localhost', '127.0.0.1'), /certificate's altnames/],
  ])('lets nobody in %s', async (_, address, words) => {
    const redis = connect(address());
    const failed = new Promise<string>((resolve) => redis.on('error', (error) => resolve(String(error))));
    const answer = redis.ping().catch(String);
    expect(await Promise.race([answer, failed])).toMatch(words);
    redis.disconnect();
  });

  const connect = (address: string) =>
    new Redis(address, {
      retryStrategy: () => null,
      ...(address.startsWith('rediss') && { tls: { ca: readFileSync(hosts.tls('ca.crt'), 'utf8') } }),
    }).on('error', () => {});
});

/** Settings as an environment has them. */
const asText = (settings: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  );
