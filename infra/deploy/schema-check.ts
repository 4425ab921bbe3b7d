import pg from 'pg';
import type { BuiltFunction, Manifest } from '../build/manifest.ts';

const CONNECT_MS = 5_000;

/**
 * Refuses functions that need a migration the site's database has not had, which is main's or a copy of it. Throws an Error that names
 * them, what they need, what is there, and what to do; never the database's URL.
 */
export async function checkSchema(
  database_url: string,
  functions: readonly BuiltFunction[],
  { migrations }: Pick<Manifest, 'migrations'>,
): Promise<void> {
  if (functions.length === 0) return;
  const latest = await latestMigration(database_url);
  const present = migrations.findLast(({ when }) => when <= latest)?.tag ?? 'none';
  const needs = new Map(migrations.map(({ tag, when }) => [tag, when]));
  const refused = functions.filter((built) => (needs.get(built.oldest_migration) ?? Number.POSITIVE_INFINITY) > latest);
  if (refused.length === 0) return;
  const wanted = refused.map(({ name, oldest_migration }) => `${name} needs ${oldest_migration}`);
  throw new Error(
    `The site's database has had the migrations up to ${present}, and these functions need a later one:\n  ${wanted.join('\n  ')}\n` +
      'Nothing was changed. Migrate main, wait until this site has it by replication, and deploy again.',
  );
}

/** The time by which drizzle's migrator knows the latest migration; 0 where there has been none. */
async function latestMigration(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS, query_timeout: CONNECT_MS });
  client.on('error', () => {}); // its query is rejected
  try {
    await client.connect();
    const there = await client.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as there`);
    if (there.rows[0]?.there !== true) return 0;
    const { rows } = await client.query('select max(created_at)::text as latest from drizzle.__drizzle_migrations');
    return Number(rows[0]?.latest ?? 0);
  } catch (error) {
    throw new Error(
      `The site's database (LOCAL_DATABASE_URL) could not be asked for its migrations: ${error instanceof Error ? error.message : 'no answer'}. Nothing was changed.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
