import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { query } from '../../../infra/servers/postgres.ts';
import type { Servers } from '../../../infra/servers/stack.ts';
import { drain } from '../../../lib/flow/drain.ts';
import { retry } from '../../../lib/flow/operate.ts';
import { retire } from '../../../lib/flow/retire.ts';
import type { Receipt } from '../../../lib/model/transaction.ts';
import { keyPrefix } from '../../../lib/outbox/outbox.ts';
import { finish, start } from '../../support/record.ts';
import { startPrivateServers } from '../../support/servers.ts';
import { openSites, type Sites, until } from '../../support/sites.ts';
import { expectProblem, nextTime, replicate } from '../expect.ts';
import { ask, Follower } from './follower.ts';

let servers: Servers;
let sites: Sites;
beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  const settings = ['autovacuum = off', "wal_writer_delay = '10s'"];
  for (const setting of settings) await query(servers.urls.main_database, `alter system set ${setting}`);
  await query(servers.urls.main_database, 'select pg_reload_conf()');
  sites = await openSites(servers.urls, { BREAKER_MS: '0' });
});
afterEach(() => servers.link.up());
afterAll(async () => {
  await sites.close();
  await servers.stop();
});

const record = (at: 'main' | 'observatory') => start(sites[at], 1, nextTime());
const durable = () => sites.observatory.buffer?.durable ?? expect.fail('a secondary has a buffer');
const key = (name: string) => `${keyPrefix(sites.observatory.config.SITE_NAME)}${name}`;
const ids = ({ seen }: Follower) => seen.map(({ transaction_id }) => transaction_id);

/** Writes into the ledger over a connection of its own, in a transaction that stays open. Answers the transaction's id. */
async function openTransaction(
  synchronous_commit = 'on',
): Promise<{ transaction_id: string; commit(): Promise<void> }> {
  const client = new pg.Client({ connectionString: sites.main.config.MAIN_DATABASE_URL });
  await client.connect();
  const transaction_id = randomUUID();
  await client.query(`begin; set local synchronous_commit = ${synchronous_commit}`);
  await client.query(
    `insert into ledger (transaction_id, site, lane, outcome, fingerprint, digest, endpoint, user_id, attempts, accepted_at,
        applied_at, acts, changes)
      values ($1, 'elsewhere', 'obs_unit:1', 'applied', 'f', 'd', 'test', 1, 1, now(), now(), '[]',
        '[{"entity": "obs_unit", "operation": "update", "ids": [1], "values": {"name": "secret"}}]')`,
    [transaction_id],
  );
  const commit = async () => {
    await client.query('commit');
    await client.end();
  };
  return { transaction_id, commit };
}

test('what was written first and committed last is told of first, at both sites, and nothing behind it is told before', async () => {
  const before = [await Follower.begin(sites.main), await Follower.begin(sites.observatory)];
  const first = await openTransaction();
  const second = await record('main');
  await sites.replayed();
  const during = [await Follower.begin(sites.main), await Follower.begin(sites.observatory)];
  for (const follower of [...before, ...during]) expect(await follower.catchUp()).toEqual([]);
  await first.commit();
  await sites.replayed();
  for (const follower of [...before, ...during]) {
    await follower.catchUp();
    expect(ids(follower)).toEqual([first.transaction_id, second.transaction_id]);
    expect(JSON.stringify(follower.seen)).not.toContain('secret');
  }
});

test('what main has told of is there when it comes back from a crash', async () => {
  const follower = await Follower.begin(sites.main);
  const told: string[] = [];
  for (let n = 0; n < 5; n++) {
    const { transaction_id, commit } = await openTransaction('off');
    await commit();
    await follower.catchUp();
    told.push(transaction_id);
  }
  expect(ids(follower)).toEqual(told);
  await servers.main_database.stop('kill');
  await servers.main_database.start();
  const kept = 'select transaction_id from ledger where transaction_id = any($1) order by xid';
  expect((await sites.sql(kept, [told])).map((row) => row.transaction_id)).toEqual(told);
  const { transaction_id } = await record('main');
  await until(async () => (await follower.catchUp()).length > 0);
  expect(ids(follower)).toEqual([...told, transaction_id]);
});

test('while the link is down the mountain tells of its own, and afterwards of everything, in the order of Cologne', async () => {
  await until(async () => (await drain(sites.observatory)).link !== 'down');
  await sites.replayed();
  const cologne = await Follower.begin(sites.main);
  const mountain = await Follower.begin(sites.observatory);
  servers.link.down();
  const own = [await record('observatory'), await record('observatory')];
  const theirs = [await record('main'), await record('main')];
  expect(await drain(sites.observatory)).toMatchObject({ link: 'down' });
  expect((await mountain.catchUp()).map((event) => [event.transaction_id, event.state])).toEqual(
    own.map(({ transaction_id }) => [transaction_id, 'buffered']),
  );
  expect(await mountain.next()).toMatchObject({ items: [], complete: true });
  await cologne.catchUp();
  expect(cologne.arrived).toEqual(theirs.map(({ transaction_id }) => transaction_id));
  servers.link.up();
  await replicate(sites);
  for (const follower of [cologne, mountain]) {
    await follower.catchUp();
    expect(follower.arrived).toEqual([...theirs, ...own].map(({ transaction_id }) => transaction_id));
  }
});

test('while the replica is away, or behind what it has served, the buffer is told of, and nothing is missed when it is back', async () => {
  const follower = await Follower.begin(sites.observatory);
  const away = async (): Promise<string> => {
    const { transaction_id } = await record('observatory');
    const answer = await follower.next();
    expect(answer).toMatchObject({ complete: false, items: [{ transaction_id, state: 'buffered' }] });
    expect(await follower.next({ wait_s: '0.1' })).toMatchObject({ complete: false, items: [] });
    expectProblem(await ask(sites.observatory), 'database.unavailable');
    return transaction_id;
  };
  await servers.replica_database.stop('kill');
  const told = [await away()];
  await drain(sites.observatory);
  await servers.replica_database.start();
  await replicate(sites);
  const mark = await durable().hget(key('meta'), 'watermark');
  await durable().hset(key('meta'), 'watermark', 'FFFF/0');
  told.push(await away());
  await durable().hset(key('meta'), 'watermark', mark ?? '');
  await replicate(sites);
  await follower.catchUp();
  expect(follower.arrived).toEqual(told);
});

test('without the durable Redis the mountain says so, and without its database Cologne does', async () => {
  const cologne = await Follower.begin(sites.main);
  const mountain = await Follower.begin(sites.observatory);
  await servers.redis.stop('kill');
  expectProblem(await ask(sites.observatory), 'buffer.unavailable');
  expectProblem(await ask(sites.observatory, { after: mountain.cursor, wait_s: '1' }), 'buffer.unavailable');
  await servers.redis.start();
  await servers.main_database.stop('kill');
  const { headers: _, ...rest } = await ask(sites.main, { after: cologne.cursor }, { role: 'viewer' });
  expect(rest).toMatchObject({ status: 503, body: { code: 'database.unavailable' } });
  await servers.main_database.start();
  await until(async () => (await ask(sites.observatory, { after: mountain.cursor })).body.items?.length === 0);
});

test('where the log of the buffer has been cut, everything pending is told of again, in stretches, and then what changes', async () => {
  await replicate(sites);
  const mountain = await Follower.begin(sites.observatory, { limit: '4' });
  const cologne = await Follower.begin(sites.main, { limit: '3' });
  servers.link.down();
  const own: string[] = [];
  for (let n = 0; n < 9; n++) own.push((await record('observatory')).transaction_id);
  await mountain.catchUp();
  await durable().xtrim(key('changes'), 'MAXLEN', 1);
  mountain.seen.splice(0);
  await record('observatory');
  await durable().xtrim(key('changes'), 'MAXLEN', 1);
  // A cursor of Cologne says nothing of this buffer.
  cologne.site = sites.observatory;
  for (const follower of [mountain, cologne]) {
    const states = (await follower.catchUp()).map((event) => [event.transaction_id, event.state]);
    expect(states.slice(0, 9)).toEqual(own.map((id) => [id, 'buffered']));
    expect(states).toHaveLength(10);
    expect(await follower.catchUp()).toEqual([]);
  }
  // The same entry with another history before it is another log.
  const [form, ledger, [entry, digest], list] = JSON.parse(Buffer.from(mountain.cursor, 'base64url').toString());
  const other = [form, ledger, [entry, digest.replaceAll(/./g, '0')], list];
  const after = Buffer.from(JSON.stringify(other)).toString('base64url');
  expect((await ask(sites.observatory, { after, limit: '500' })).body.items).toHaveLength(10);
  const last = (await record('observatory')).transaction_id;
  for (const follower of [mountain, cologne])
    expect(await follower.catchUp()).toMatchObject([{ transaction_id: last }]);
});

test('however far each has come: who knows nothing of the buffer is told of every one, one by one', async () => {
  servers.link.up();
  await replicate(sites);
  const follower = await Follower.begin(sites.main, { limit: '1' });
  await query(servers.urls.replica_database, 'select pg_wal_replay_pause()');
  const expected: string[][] = [];
  const expecting = (state: string, { transaction_id }: Receipt) => expected.push([transaction_id, state]);
  const time = nextTime();
  const refused = await start(sites.observatory, 1, time);
  await start(sites.main, 1, time);
  // Applied in one call, they have one position.
  for (let n = 0; n < 4; n++) expecting('applied', await record('observatory'));
  await drain(sites.observatory);
  // Dead when it is told of, and sent again before the others are.
  expecting('buffered', refused);
  expecting('held', await finish(sites.observatory, refused.id));
  expecting('buffered', await record('observatory'));
  follower.site = sites.observatory;
  while (!follower.states().has(refused.transaction_id)) await follower.next();
  expect(follower.seen.at(-1)?.state).toBe('dead');
  await retry(sites.observatory, refused.transaction_id, { username: 'operator', reason: 'test' });
  await follower.catchUp();
  expect([...follower.states()].sort()).toEqual(expected.sort());
  expect(follower.seen).toHaveLength(expected.length + 1);
  await query(servers.urls.replica_database, 'select pg_wal_replay_resume()');
});

test('a Redis that has lost everything takes nothing from those who follow: they see what comes', async () => {
  servers.link.up();
  await replicate(sites);
  const follower = await Follower.begin(sites.observatory);
  const first = await record('observatory');
  await replicate(sites);
  await record('observatory');
  await follower.next();
  await durable().flushall();
  const second = await record('observatory');
  await follower.catchUp();
  expect(follower.states().get(second.transaction_id)).toBe('buffered');
  await replicate(sites);
  await follower.catchUp();
  expect(follower.arrived).toEqual([first.transaction_id, second.transaction_id]);
});

test('a cursor of the main before says that it is no good any more as soon as another has taken over', async () => {
  const cologne = await Follower.begin(sites.main);
  await sites.replayed();
  await retire(sites.observatory);
  await servers.main_database.stop('kill');
  await query(servers.urls.replica_database, 'select pg_promote()');
  const promoted = { ...sites.main, local: sites.observatory.local };
  expectProblem(await ask(promoted, { after: cologne.cursor }), 'cursor.expired');
  const { cursor } = await Follower.begin(promoted);
  expect((await ask(promoted, { after: cursor })).status).toBe(200);
  await servers.main_database.start();
});
