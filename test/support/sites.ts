import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { prepareDatabase, type Tokens } from '../../infra/database/prepare.ts';
import type { ServerUrls } from '../../infra/servers/stack.ts';
import { newSessionKeys } from '../../infra/session-keys.ts';
import { openSite, type Site } from '../../lib/flow/site.ts';
import type { Clock } from '../../lib/kernel/clock.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { silentLog } from '../../lib/kernel/log.ts';

/** Raw tokens every test site knows, one per role. */
export const TOKENS: Tokens = {
  admin: `ops_api_token_${'a'.repeat(43)}`,
  observer: `ops_api_token_${'o'.repeat(43)}`,
  viewer: `ops_api_token_${'v'.repeat(43)}`,
  service: `ops_api_token_${'s'.repeat(43)}`,
};

/** Tests call more often than anybody; those of the limits say their own. */
export const UNLIMITED = {
  RATE_LIMIT_PER_MINUTE: '100000000',
  ANONYMOUS_LIMIT_PER_MINUTE: '100000000',
  REFUSED_LIMIT_PER_MINUTE: '100000000',
  SIGN_IN_LIMIT_PER_MINUTE: '100000000',
};

/** The machine can be busy; what is killed refuses at once, and tests of what waits too long say how long that is. */
const PATIENT = { REDIS_COMMAND_TIMEOUT_MS: '20000', VOLATILE_TIMEOUT_MS: '20000', LOCAL_TIMEOUT_MS: '20000' };
/** Between servers all tests share the link is never cut either. */
const PATIENT_WHEN_SHARED = { LINK_TIMEOUT_MS: '20000' };

/** A main and a mountain on a database of their own, on the given servers. */
export interface Sites {
  main: Site;
  observatory: Site;
  /** Runs SQL on main as the owner; what it changes is at the replica when it returns. */
  sql(text: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** The same without waiting, for a replica that is away. */
  sqlOnMain(text: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Waits until the replica has replayed everything main has committed so far. */
  replayed(): Promise<void>;
  close(): Promise<void>;
}

/** Makes the database that those of test sites are copies of: a copy is made in a fifth of the time of migrations and seed. */
export async function makeTemplate(urls: ServerUrls): Promise<string> {
  const template = 'template_of_sites';
  await asOwner(urls.main_database, `create database ${template}`);
  await prepareDatabase(withDatabase(urls.main_database, 'postgres', template), TOKENS);
  return template;
}

/** Opens both sites, on a copy of the template where the servers have one. Settings given are added to both. */
export async function openSites(
  { template, ...urls }: ServerUrls & { template?: string },
  settings: Record<string, string> = {},
  given: { clock?: Clock } = {},
): Promise<Sites> {
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await asOwner(urls.main_database, `create database ${name} ${template === undefined ? '' : `template ${template}`}`);
  const at = (url: string, user = 'ops_api') => withDatabase(url, user, name);
  if (template === undefined) await prepareDatabase(at(urls.main_database, 'postgres'), TOKENS);
  const main_url = at(urls.main_database);
  const keys = newSessionKeys(['cologne', name], new Date());
  const usual = { ...UNLIMITED, ...PATIENT, ...(template !== undefined && PATIENT_WHEN_SHARED), ...settings };
  const site = (own: Record<string, string>) =>
    openSite(parseConfig({ ...own, SESSION_KEYS: keys[own.SITE_NAME ?? ''], ...usual }), { ...given, log: silentLog });
  const main = site({
    SITE_NAME: 'cologne',
    SITE_TYPE: 'main',
    MAIN_DATABASE_URL: main_url,
    LOCAL_DATABASE_URL: main_url,
    VOLATILE_REDIS_URL: urls.volatile_redis,
  });
  const observatory = site({
    SITE_NAME: name,
    SITE_TYPE: 'secondary',
    MAIN_DATABASE_URL: at(urls.main_through_link),
    LOCAL_DATABASE_URL: at(urls.replica_database),
    DURABLE_REDIS_URL: urls.redis,
    VOLATILE_REDIS_URL: urls.volatile_redis,
  });
  const sites: Sites = {
    main,
    observatory,
    sql: async (text, params) => {
      const { command, rows } = await asOwner(at(urls.main_database, 'postgres'), text, params);
      if (command !== 'SELECT') await awaitReplay(urls);
      return rows;
    },
    sqlOnMain: async (text, params) => (await asOwner(at(urls.main_database, 'postgres'), text, params)).rows,
    replayed: () => awaitReplay(urls),
    close: async () => {
      await Promise.all([main.close(), observatory.close()]);
      await asOwner(urls.main_database, `drop database ${name} with (force)`);
    },
  };
  await sites.replayed();
  return sites;
}

/** Waits until the replica has replayed everything main has committed so far. */
export async function awaitReplay(urls: Pick<ServerUrls, 'main_database' | 'replica_database'>): Promise<void> {
  const [main] = (await asOwner(urls.main_database, 'select pg_current_wal_flush_lsn()::text as lsn')).rows;
  const reached = 'select coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) as reached';
  await until(async () => (await asOwner(urls.replica_database, reached, [main?.lsn])).rows[0]?.reached === true);
}

/** Waits until a condition holds; fails after a time. */
export async function until(holds: () => Promise<boolean>, within_ms = 30_000): Promise<void> {
  const deadline = Date.now() + within_ms;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`still not so after ${within_ms} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function withDatabase(url: string, user: string, name: string): string {
  const own = new URL(url);
  own.pathname = name;
  own.username = user;
  return own.href;
}

/** A pool whose connections the server may end at any moment, even while they say goodbye: a query says so, nothing else does. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

async function asOwner(url: string, text: string, params: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    return await client.query(text, params);
  } finally {
    await client.end();
  }
}
