import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { retire } from '../../lib/flow/retire.ts';
import { systemClock } from '../../lib/kernel/clock.ts';
import { expectProblem, replicate } from '../functions/expect.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, until } from '../support/sites.ts';
import { type Held, heldAfter, logout, me, newCodes, redeem, refresh, signIn } from './support-session.ts';
import { opened } from './support-sites.ts';

let ahead_ms = 0;
let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  const { volatile_redis: VOLATILE_REDIS_URL } = servers.urls;
  const clock = { ...systemClock, now: () => Date.now() + ahead_ms };
  sites = await openSites(servers.urls, { VOLATILE_REDIS_URL }, { clock });
});
afterAll(async () => {
  await sites.close();
  await servers.stop();
});

const there = async (held: Held) => heldAfter(sites.observatory, await refresh(sites.observatory, held.cookie));

describe('with the link down', () => {
  let before: Held;
  beforeAll(async () => {
    before = await signIn(sites.observatory);
    await replicate(sites);
    servers.link.down();
  });
  afterAll(async () => {
    servers.link.up();
    await replicate(sites);
  });

  test('sessions are refreshed, for days, and nothing is asked of main', async () => {
    for (let day = 0; day < 5; day++) {
      before = await there(before);
      expect((await me(sites.observatory, before.access_token)).body).toMatchObject({ username: 'observer' });
      ahead_ms += 86_400_000;
    }
  });

  test('sessions begin, are misused and end, and all of it acts here at once', async () => {
    const held = await signIn(sites.observatory, 'viewer');
    const next = await there(await there(held));
    expectProblem(await refresh(sites.observatory, held.cookie), 'auth.required');
    expectProblem(await me(sites.observatory, next.access_token), 'auth.required');
  });

  test('what either site signs the other takes, without a word between them', async () => {
    const [here, far] = [await signIn(sites.main), await signIn(sites.observatory)];
    expect((await me(sites.observatory, here.access_token)).status).toBe(200);
    expect((await me(sites.main, far.access_token)).status).toBe(200);
  });
});

describe('with the replica away', () => {
  let held: Held;
  let ended: Held;
  let code = '';
  beforeAll(async () => {
    [code = ''] = await newCodes(sites.observatory, 'observer');
    held = await signIn(sites.observatory);
    ended = await signIn(sites.observatory);
    await me(sites.observatory, held.access_token);
    await servers.replica_database.stop('kill');
  });
  afterAll(async () => {
    ahead_ms = 0;
    await servers.replica_database.start();
    await until(async () => (await retire(sites.observatory)).replica === 'up');
    await replicate(sites);
  });

  test('a session is refreshed and known, also by a process that has just been started', async () => {
    ahead_ms += 5_000;
    for (const site of [sites.observatory, opened(sites.observatory)]) {
      held = heldAfter(site, await refresh(site, held.cookie));
      const answer = await me(site, held.access_token);
      expect(answer).toMatchObject({ status: 200, body: { username: 'observer', roles: ['observer'] } });
      if (site !== sites.observatory) await site.close();
    }
  });

  test('a session is ended, and stays so for a process that has just been started', async () => {
    expect((await logout(sites.observatory, ended.cookie)).status).toBe(200);
    const site = opened(sites.observatory);
    expectProblem(await me(site, ended.access_token), 'auth.required');
    expectProblem(await refresh(site, ended.cookie), 'auth.required');
    await site.close();
  });

  test('signing in anew needs it, says so, and no code is used up', async () => {
    expectProblem(await redeem(sites.observatory, 'observer', code), 'database.unavailable');
  });

  test('what is known of people is believed for TOKEN_CACHE_MAX_AGE_S and no longer', async () => {
    const { TOKEN_CACHE_MAX_AGE_S } = sites.observatory.config;
    ahead_ms += TOKEN_CACHE_MAX_AGE_S * 1_000 - 120_000;
    held = await there(held);
    ahead_ms += 180_000;
    expectProblem(await refresh(sites.observatory, held.cookie), 'database.unavailable');
    ahead_ms -= 180_000;
    held = await there(held);
  });
});

describe('with the durable Redis killed', () => {
  let held: Held;
  beforeAll(async () => {
    held = await there(await signIn(sites.observatory));
    await servers.redis.stop('kill');
  });

  test('nobody is told that a session has ended or goes on', async () => {
    expectProblem(await refresh(sites.observatory, held.cookie), 'buffer.unavailable');
    expectProblem(await logout(sites.observatory, held.cookie), 'buffer.unavailable');
  });

  test('and started again, sessions go on', async () => {
    await servers.redis.start();
    await until(async () => (await refresh(sites.observatory, held.cookie)).status === 200);
    expect((await there(held)).session_id).toBe(held.session_id);
  });
});

describe('with the volatile Redis away', () => {
  let at_main: Held;
  beforeAll(async () => {
    at_main = await signIn(sites.main);
    await servers.volatile_redis.stop('kill');
  });
  afterAll(() => servers.volatile_redis.start());

  test('sessions begin, go on and end at the mountain', async () => {
    const held = await there(await signIn(sites.observatory));
    expect((await me(sites.observatory, held.access_token)).status).toBe(200);
    expect((await logout(sites.observatory, held.cookie)).status).toBe(200);
    ahead_ms += 5_000;
    expectProblem(await me(sites.observatory, held.access_token), 'auth.required');
    expectProblem(await refresh(sites.observatory, held.cookie), 'auth.required');
  });

  test('none goes on at main, which says so, and access tokens are good until they expire', async () => {
    expectProblem(await refresh(sites.main, at_main.cookie), 'buffer.unavailable');
    expect((await me(sites.main, at_main.access_token)).status).toBe(200);
  });
});

test('main whose Redis has forgotten its sessions asks to sign in again, which works', async () => {
  await until(async () => (await sites.main.volatile?.ping()) === 'PONG');
  const held = await signIn(sites.main);
  await servers.volatile_redis.stop('kill');
  await servers.volatile_redis.start();
  await until(async () => (await refresh(sites.main, held.cookie)).status === 401);
  expect((await me(sites.main, (await signIn(sites.main)).access_token)).status).toBe(200);
});
