import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePorts } from '../../infra/servers/ports.ts';
import { databaseUrl, query } from '../../infra/servers/postgres.ts';
import { until } from '../support/sites.ts';
import { ROOT } from '../tidy/sources.ts';
import {
  type Hosts,
  haveOpenssl,
  makeHosts,
  type PlacedDatabase,
  productionDatabase,
  productionRedis,
  redisData,
  startProductionMain,
} from './server-pair.ts';

// The page's `sh` blocks, run in order as they stand but for the places: two hosts are two folders here. What the page sets as `console`
// in between (packages, systemd, copying from host to host) is done by `before` and `after`.

const page = readFileSync(path.join(ROOT, 'docs/deploy.md'), 'utf8');
/** The `sh` blocks of each section. */
const sections = page.split(/^## /m).map((text) => ({
  heading: text.split('\n', 1)[0] ?? '',
  blocks: [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, commands = '']) => commands),
}));

let hosts: Hosts;
let main: PlacedDatabase;
let replica: PlacedDatabase;
let redis: ReturnType<typeof productionRedis>;
let redis_ports: [number, number, number];
let before_the_mistake: string;
beforeAll(async () => {
  haveOpenssl();
  hosts = makeHosts(inject('servers').dir);
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = await freePorts(5);
  redis_ports = [c, d, e];
  main = productionDatabase(hosts, 'main_database', a);
  replica = productionDatabase(hosts, 'replica_database', b, a);
  for (const folder of ['base', 'wal', 'redis'])
    mkdirSync(path.join(hosts.dir, 'backups', folder), { recursive: true });
  mkdirSync(path.join(hosts.dir, 'etc/redis'), { recursive: true });
});
afterAll(async () => {
  await redis?.stop('fast');
  await replica?.server.stop('fast');
  await main?.server.stop('fast');
  hosts?.remove();
});

const sql = (at: PlacedDatabase, text: string) => query(databaseUrl(at.port), text);
const giveBack = ({ data, program: { user } }: PlacedDatabase) =>
  user.uid === undefined || execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, data]);
const operator = () => {
  const password = readFileSync(path.join(hosts.dir, 'etc/redis/operator.password'), 'utf8');
  return `rediss://operator:${password}@localhost:${redis_ports[0]}`;
};
async function asOperator<Result>(run: (redis: Redis) => Promise<Result>): Promise<Result> {
  const connection = new Redis(operator(), { tls: { ca: readFileSync(hosts.tls('ca.crt'), 'utf8') } });
  return run(connection).finally(() => connection.disconnect());
}

/** What stands around a section's commands: which database they are about, and what people do before and after. */
interface Step {
  at?: () => PlacedDatabase;
  before?: () => Promise<unknown>;
  after: (printed: string) => Promise<unknown>;
}

const steps: Record<string, Step> = {
  TLS: {
    after: async (printed) => {
      expect(printed).toMatch(/^notAfter=/);
      for (const server of ['postgres', 'redis'])
        for (const end of ['crt', 'key']) copyFileSync(hosts.tls(`cologne.${end}`), hosts.tls(`${server}.${end}`));
    },
  },
  'PostgreSQL in Cologne': {
    before: () => startProductionMain(main, 'a-password-of-this-test'),
    after: async (printed) => {
      expect(printed).toMatch(/^[1-9]\d* migrations applied, \d+ in all\n$/);
      // No demonstration data: nobody, and nothing to observe.
      for (const table of ['"user"', 'obs_unit', 'telescope'])
        expect(await sql(main, `select from ${table}`)).toEqual([]);
      expect((await sql(main, 'select from role')).length).toBeGreaterThan(0);
    },
  },
  'The replica at the observatory': {
    at: () => replica,
    after: async () => {
      giveBack(replica);
      await replica.server.start();
      const streams = 'select state, ssl from pg_stat_replication join pg_stat_ssl using (pid)';
      await until(async () => (await sql(main, streams))[0]?.state === 'streaming');
      expect(await sql(main, streams)).toEqual([{ state: 'streaming', ssl: true }]);
    },
  },
  Redis: {
    after: async () => {
      redis = productionRedis(hosts, 'durable', redis_ports);
      await redis.start();
      await asOperator((connection) => connection.set('ops:{page}:waits', 'still'));
      const ca = readFileSync(hosts.tls('ca.crt'), 'utf8').replaceAll('\n', '\\n');
      writeFileSync(
        path.join(hosts.dir, 'etc/redis/operator.env'),
        `OPERATOR_REDIS_URL='${operator()}'\nCA_CERTIFICATE='${ca}'\n`,
      );
    },
  },
  Backup: {
    at: () => main,
    before: () => sql(main, `create table public.note (text text); insert into public.note values ('kept')`),
    after: async (printed) => {
      expect(printed.match(/copied to /g)).toHaveLength(2);
      [{ before_the_mistake }] = (await sql(main, 'select clock_timestamp()::text as before_the_mistake')) as [
        { before_the_mistake: string },
      ];
      await sql(main, `insert into public.note values ('a mistake')`);
      await sql(main, 'select pg_switch_wal()');
      await sql(main, `insert into public.note values ('another')`);
      const archived = () =>
        readdirSync(path.join(hosts.dir, 'backups/wal')).filter((name) => /^[0-9A-F]{24}$/.test(name));
      const [now] = await sql(main, 'select pg_walfile_name(pg_current_wal_lsn()) as segment');
      await until(async () =>
        archived().some((name) => name < String(now?.segment) && name >= String(archived().at(-1))),
      );
    },
  },
  'Restoring PostgreSQL': {
    at: () => main,
    before: async () => {
      await main.server.stop('fast');
      renameSync(main.data, `${main.data}.before`);
    },
    after: async () => {
      giveBack(main);
      await main.server.start();
      await until(async () => (await sql(main, 'select pg_is_in_recovery() as still'))[0]?.still === false);
      expect(await sql(main, 'select text from public.note')).toEqual([{ text: 'kept' }]);
    },
  },
  'Restoring the durable Redis': {
    before: async () => {
      await redis.stop('kill');
      renameSync(redisData(hosts, 'durable'), `${redisData(hosts, 'durable')}.lost`);
    },
    after: async () => {
      await redis.start();
      expect(await asOperator((connection) => connection.get('ops:{page}:waits'))).toBe('still');
    },
  },
  'When Cologne is lost': {
    at: () => replica,
    after: async (printed) => {
      expect(printed).toMatch(/^main now, as \d+\/0000000[23]; slots: cologne\n$/);
      expect(await sql(replica, 'select slot_name from pg_replication_slots')).toEqual([{ slot_name: 'cologne' }]);
    },
  },
  'The way back': {
    at: () => replica,
    after: async (printed) => expect(printed).toBe('0 transactions only the former main has\n'),
  },
};

/** The page's places, and those here. */
function here(commands: string, at = main): string {
  return commands
    .replaceAll(/sudo -u \w+ (--preserve-env )?/g, '')
    .replaceAll('postgres@former/', `postgres@127.0.0.1:${main.port}/`)
    .replaceAll(
      /postgres@localhost\/(\w+)\?host=\/var\/run\/postgresql/g,
      `postgres@127.0.0.1:${databasePort(commands, at)}/$1`,
    )
    .replaceAll('/var/lib/postgresql/18/main', at.data)
    .replaceAll('/var/lib/ops-db/redis', redisData(hosts, 'durable'))
    .replaceAll('/var/backups/ops-db', path.join(hosts.dir, 'backups'))
    .replaceAll('/etc/ops-db', path.join(hosts.dir, 'etc'))
    .replaceAll('/opt/ops-db', ROOT.replace(/\/$/, ''))
    .replaceAll(/npm run -s (migrate|site) --/g, (_, verb) => `node infra/bootstrap.mjs ${verb}`)
    .replaceAll(/--until '[^']+'/g, `--until '${before_the_mistake}'`);
}

/** The base backup for a replica is made of main. */
const databasePort = (commands: string, at: PlacedDatabase) =>
  commands.includes('backup-database') ? main.port : at.port;

test('every section of the page with commands is tried', () => {
  const with_commands = sections.filter(({ blocks }) => blocks.length > 0).map(({ heading }) => heading);
  expect(with_commands).toEqual(Object.keys(steps));
});

test.each(Object.entries(steps))('%s', async (heading, { at, before, after }) => {
  await before?.();
  const { blocks = [] } = sections.find((section) => section.heading === heading) ?? {};
  let printed = '';
  for (const commands of blocks) {
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-eu', '-c', here(commands, at?.())], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect([status, stderr], commands).toEqual([0, '']);
    printed += stdout;
  }
  await after(printed);
});

test('every file of infra/production is named by the page or by another of them', () => {
  const folder = path.join(ROOT, 'infra/production');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => path.extname(name) !== '');
  const texts = files.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  // Units are also named with wildcards, and without the ending.
  const units = [...page.matchAll(/ops-db-[\w.*-]*[\w*]/g)].map(
    ([glob]) => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}(\\.service)?$`),
  );
  const named = (name: string) =>
    [page, ...texts].some((text) => text.includes(path.basename(name))) ||
    units.some((unit) => unit.test(path.basename(name)));
  expect(files.filter((name) => !named(name))).toEqual([]);
  expect(
    [...page.matchAll(/infra\/production\/([\w/.-]+\.\w+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !existsSync(path.join(folder, name))),
  ).toEqual([]);
});
