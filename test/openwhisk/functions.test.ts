import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { drain } from '../../lib/flow/drain.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, TOKENS, UNLIMITED, until } from '../support/sites.ts';
import { bundled, openWhisk, pidIn, RAW, type TestWhisk } from './whisk.ts';

// Functions of this project as they are deployed, in containers of an OpenWhisk site whose servers are killed and cut.

const FUNCTIONS = {
  'site-health': 'site/health.ts',
  'executed_obs_units-start': 'executed_obs_units/start.ts',
  'executed_obs_units-by-id': 'executed_obs_units/by-id.ts',
  'scheduled-drain-buffer': 'scheduled/drain-buffer.ts',
};

let servers: Servers;
let sites: Sites;
let whisk: TestWhisk;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  sites = await openSites(servers.urls);
  whisk = await openWhisk();
  await deploy();
});
afterAll(async () => {
  await whisk.close();
  await sites.close();
  await servers.stop();
});

/** One package with the site's settings, and in it the functions. */
async function deploy(): Promise<void> {
  const { SITE_NAME, MAIN_DATABASE_URL, LOCAL_DATABASE_URL, DURABLE_REDIS_URL, VOLATILE_REDIS_URL } =
    sites.observatory.config;
  const settings = {
    SITE_NAME,
    SITE_TYPE: 'secondary',
    MAIN_DATABASE_URL,
    LOCAL_DATABASE_URL,
    DURABLE_REDIS_URL,
    VOLATILE_REDIS_URL,
    // As many as a container takes calls at once.
    DATABASE_POOL_SIZE: '1',
    LOCAL_TIMEOUT_MS: '20000',
    LINK_TIMEOUT_MS: '20000',
    ...UNLIMITED,
  };
  const client = whisk.client();
  const parameters = Object.entries(settings).map(([key, value]) => ({ key, value }));
  await client.packages.update({ name: 'ops-db', package: { parameters } } as never);
  for (const [name, file] of Object.entries(FUNCTIONS))
    await client.actions.update({
      name: `ops-db/${name}`,
      action: await bundled(file),
      kind: 'nodejs:20',
      annotations: RAW,
    } as never);
}

const headers = { authorization: `Bearer ${TOKENS.service}`, 'content-type': 'application/json' };
const call = async (action: string, path: string, init: RequestInit = {}) => {
  const response = await fetch(`${whisk.web(`ops-db/${action}`)}${path}`, {
    ...init,
    headers: { ...headers, ...init.headers },
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
};
let minute = 0;
const start = (more: RequestInit = {}) => {
  minute += 1;
  const start_time = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const body = JSON.stringify({ obs_unit_id: 1, start_time });
  return call('executed_obs_units-start', '/executed_obs_units/start', { method: 'POST', body, ...more });
};
const read = (id: string) => call('executed_obs_units-by-id', `/executed_obs_units/by-id/${id}`);
const health = () => call('site-health', '/health');
const pidOf = (name: string) => pidIn(whisk, `ops-db/${name}`);

describe('functions of this project, called through their URLs', () => {
  test('health, a recording, and the record at once', async () => {
    expect(await health()).toMatchObject({ status: 200, body: { site_type: 'secondary', recording: true } });
    const { status, body } = await start();
    expect({ status, state: body.status }).toEqual({ status: 201, state: 'buffered' });
    expect(await read(body.id)).toMatchObject({ status: 200, body: { id: body.id, status: 'running' } });
  });

  test('a problem is the function’s own, and names the activation', async () => {
    const answer = await read('0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1');
    expect(answer).toMatchObject({ status: 404, body: { code: 'record.not_found' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-request-id')).toBe(answer.headers.get('x-openwhisk-activation-id'));
    expect(await start({ body: '{' })).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });

  test('the drain is run by an alarm: its trigger, its rule, its action', async () => {
    const { body } = await start();
    const client = whisk.client();
    await client.triggers.update({ name: 'drain-buffer' });
    await client.rules.update({
      name: 'drain-buffer',
      trigger: 'drain-buffer',
      action: 'ops-db/scheduled-drain-buffer',
    });
    const alarm = { feedName: '/whisk.system/alarms/alarm', trigger: 'drain-buffer', params: { cron: '* * * * *' } };
    await client.feeds.create(alarm as never);
    expect(whisk.tick(new Date(Date.now() + 60_000))).toBe(1);
    await until(async () => {
      const found = await sites.sqlOnMain('select 1 from executed_obs_unit where id = $1', [body.id]);
      return found.length === 1;
    });
  });
});

test('a drain that is killed while it is under way loses nothing', async () => {
  const ids: string[] = [];
  for (let recorded = 0; recorded < 20; recorded++) ids.push((await start()).body.id);
  const invoke = (blocking: boolean) =>
    whisk.client().actions.invoke({ name: 'ops-db/scheduled-drain-buffer', blocking });
  servers.link.delay(500); // connecting takes three round trips of a second
  await invoke(false);
  // It has taken the lease, and has not got across yet.
  const { SITE_NAME } = sites.observatory.config;
  await until(async () => (await sites.observatory.volatile?.exists(`ops:{${SITE_NAME}}:drain`)) === 1);
  process.kill(pidOf('scheduled-drain-buffer'), 'SIGKILL');
  servers.link.delay(0);
  const arrived = () => sites.sqlOnMain('select id from executed_obs_unit where id = any($1::uuid[])', [ids]);
  // A dead drainer is succeeded when its lease has run out.
  await until(async () => {
    await invoke(true);
    return (await arrived()).length === ids.length;
  });
  // What is applied a second time as something new would be refused, and stay as a dead letter.
  expect(await health()).toMatchObject({ body: { transaction_buffer: { failed: 0 } } });
});

describe('a container whose connections are closed while it is paused', () => {
  /** Ends what a container holds while it stands still, as servers and firewalls do with what says nothing. */
  async function whilePaused(pid: number, cut: () => Promise<void>): Promise<void> {
    process.kill(pid, 'SIGSTOP');
    try {
      await cut();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }

  test('answers the next call: of PostgreSQL', async () => {
    const { body } = await start();
    await read(body.id);
    const pid = pidOf('executed_obs_units-by-id');
    await whilePaused(pid, async () => expect(await endBackends(servers.urls.replica_database)).toBeGreaterThan(0));
    expect(await read(body.id)).toMatchObject({ status: 200, body: { id: body.id } });
    expect(pidOf('executed_obs_units-by-id')).toBe(pid);
  });

  test('answers the next call: of both Redis servers', async () => {
    await start();
    const pid = pidOf('executed_obs_units-start');
    await whilePaused(pid, async () => {
      for (const url of [servers.urls.redis, servers.urls.volatile_redis])
        expect(await onRedis(url, (redis) => redis.call('CLIENT', 'KILL', 'TYPE', 'normal'))).toBeGreaterThan(0);
      await endBackends(servers.urls.replica_database);
    });
    expect(await start()).toMatchObject({ status: 201, body: { status: 'buffered' } });
    expect(pidOf('executed_obs_units-start')).toBe(pid);
  });
});

describe('while Redis is away', () => {
  test('a recording and a read are refused, health says so, the containers live, and go on when it is back', async () => {
    const { body } = await start();
    await Promise.all([read(body.id), health()]);
    const pids = whisk.containers().map(({ pid }) => pid);
    await servers.redis.stop('kill');
    try {
      for (const answer of [await start(), await read(body.id)])
        expect(answer).toMatchObject({ status: 503, body: { code: 'buffer.unavailable' } });
      expect(await health()).toMatchObject({ status: 503, body: { recording: false, redis: 'unreachable' } });
    } finally {
      await servers.redis.start();
    }
    await until(async () => (await start()).status === 201);
    expect(await read(body.id)).toMatchObject({ status: 200 });
    expect(whisk.containers().map(({ pid }) => pid)).toEqual(pids);
    await drain(sites.observatory);
  });
});

/** Ends the connections of the functions, all but this one's. */
async function endBackends(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const ended = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'ops_api' and pid <> pg_backend_pid()`,
    );
    return ended.rowCount ?? 0;
  } finally {
    await client.end();
  }
}

async function onRedis<Reply>(url: string, command: (redis: Redis) => Promise<Reply>): Promise<Reply> {
  const redis = new Redis(url);
  try {
    return await command(redis);
  } finally {
    redis.disconnect();
  }
}
