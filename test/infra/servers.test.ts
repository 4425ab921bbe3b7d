import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { query } from '../../infra/servers/postgres.ts';
import { type Servers, startReplica } from '../../infra/servers/stack.ts';
import { startPrivateServers } from '../support/servers.ts';

let servers: Servers;
const main = (sql: string, values?: unknown[]) => query(servers.urls.main_database, sql, values);
const replica = (sql: string, values?: unknown[]) => query(servers.urls.replica_database, sql, values);
const onReplica = (id: number) =>
  vi.waitFor(async () => expect(await replica('select id from note where id = $1::int', [id])).toEqual([{ id }]), {
    timeout: 15_000,
  });

beforeAll(async () => {
  servers = await startPrivateServers(inject('servers').dir);
  await main('create table note (id int primary key)');
});

afterAll(() => servers?.stop());

beforeEach(() => {
  servers.link.up();
  servers.link.delay(0);
});

/** One command on a connection of its own, in the inline form of the Redis protocol. */
function redis(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(servers.urls.redis).port), '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().trim());
    });
  });
}

it('shows a commit on main at the replica', async () => {
  await main('insert into note values (1)');
  await onReplica(1);
});

it('refuses writes at the replica', async () => {
  await expect(replica('insert into note values (2)')).rejects.toMatchObject({ code: '25006' });
});

it('replicates through the link, under the name and the slot of the observatory', async () => {
  const sql =
    'select application_name, slot_name from pg_stat_replication r join pg_replication_slots s on s.active_pid = r.pid';
  expect(await main(sql)).toEqual([{ application_name: 'observatory', slot_name: 'observatory' }]);
  expect(servers.link.status().connections).toBe(1);
});

it('neither fails nor answers a query across a link that is down, until it is up', async () => {
  servers.link.down();
  const settled = vi.fn();
  const answer = query(servers.urls.main_through_link, 'select 1 as one');
  answer.then(settled, settled);
  await main('insert into note values (3)');
  expect(await replica('select id from note where id = 3')).toEqual([]);
  expect(settled).not.toHaveBeenCalled();
  servers.link.up();
  expect(await answer).toEqual([{ one: 1 }]);
  await onReplica(3);
});

it('attaches the replica again after its connection was lost', async () => {
  servers.link.down();
  servers.link.reset();
  await main('insert into note values (4)');
  expect(await main('select active from pg_replication_slots')).toEqual([{ active: false }]);
  servers.link.up();
  await onReplica(4);
});

it('starts a replica on what it had while the link is down', async () => {
  await main('insert into note values (5)');
  await onReplica(5);
  await servers.replica_database.stop('kill');
  servers.link.down();
  await servers.replica_database.start();
  expect(await replica('select id from note where id = 5')).toEqual([{ id: 5 }]);
  await main('insert into note values (6)');
  servers.link.up();
  await onReplica(6);
});

it('makes a replica anew from the running main, even while the link is down', async () => {
  servers.link.down();
  servers.link.reset();
  await main('insert into note values (7)');
  await servers.rebuildReplica();
  expect(await replica('select id from note where id = 7')).toEqual([{ id: 7 }]);
  servers.link.up();
  await main('insert into note values (8)');
  await onReplica(8);
});

it('replaces a replica that was away for longer than main keeps WAL', async () => {
  await servers.replica_database.stop('fast');
  await main('alter system set max_slot_wal_keep_size = 0');
  await main('select pg_reload_conf()');
  const status = async () => {
    await main('insert into note values ((select max(id) + 100 from note))');
    await main('select pg_switch_wal()');
    await main('checkpoint');
    return (await main('select wal_status from pg_replication_slots'))[0]?.wal_status;
  };
  await vi.waitFor(async () => expect(await status()).toBe('lost'), { timeout: 10_000 });
  await main('alter system reset max_slot_wal_keep_size');
  await main('select pg_reload_conf()');
  await startReplica(servers);
  await main('insert into note values (11)');
  await onReplica(11);
});

it('keeps what main acknowledged when main is killed', async () => {
  await main('insert into note values (9)');
  await servers.main_database.stop('kill');
  await servers.main_database.start();
  expect(await main('select id from note where id = 9')).toEqual([{ id: 9 }]);
  await main('insert into note values (10)');
  await onReplica(10);
});

it('keeps what Redis acknowledged when Redis is killed', async () => {
  expect(await redis('SET recorded yes')).toBe('+OK');
  await servers.redis.stop('kill');
  await servers.redis.start();
  expect(await redis('GET recorded')).toBe('$3\r\nyes');
});

it('acknowledges a write to the durable Redis only when it is on disk', async () => {
  expect(await redis('CONFIG GET appendfsync')).toContain('always');
  expect(await redis('CONFIG GET maxmemory-policy')).toContain('noeviction');
});

it('answers nothing while paused and goes on when resumed', async () => {
  const settled = vi.fn();
  servers.main_database.pause();
  const answer = query(servers.urls.main_database, 'select 1 as one');
  answer.then(settled, settled);
  expect(await redis('PING')).toBe('+PONG');
  expect(settled).not.toHaveBeenCalled();
  servers.main_database.resume();
  expect(await answer).toEqual([{ one: 1 }]);
});

it('tells why a server ended', async () => {
  const { pid, exited } = servers.volatile_redis;
  if (pid === undefined) throw new Error('it is not running');
  process.kill(pid, 'SIGKILL');
  expect(await exited).toBe('killed by SIGKILL');
  expect(servers.volatile_redis.pid).toBeUndefined();
  await servers.volatile_redis.start();
});

it('says what the log says when a server cannot start', async () => {
  await servers.redis.stop('fast');
  const [port, host] = [Number(new URL(servers.urls.redis).port), '127.0.0.1'];
  const squatter = createServer((socket) => socket.resume().end('-NOT REDIS\r\n')).listen(port, host);
  await once(squatter, 'listening');
  await expect(servers.redis.start()).rejects.toThrow(/redis did not start \(exit code 1\)[\s\S]*in use/);
  await new Promise((closed) => squatter.close(closed));
  await servers.redis.start();
});
