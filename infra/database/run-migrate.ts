import { parseArgs } from 'node:util';
import { query } from '../servers/postgres.ts';
import { prepareDatabase } from './prepare.ts';

// npm run migrate -- --database URL: brings the schema of main up to date, and the roles and their permissions; no demonstration
// data. Repeatable, and several at once wait for each other. The URL is the owner's, on the database's own machine:
// postgres://postgres@%2Fvar%2Frun%2Fpostgresql/ops_db needs no password. Exit code 0 done, 1 failed, 2 misunderstood.

const database = called();
if (database === undefined) {
  console.error('usage: npm run migrate -- --database postgres://...');
  process.exitCode = 2;
} else {
  try {
    const before = await applied(database);
    await prepareDatabase(database);
    const after = await applied(database);
    console.log(`${after - before} migrations applied, ${after} in all`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function called(): string | undefined {
  try {
    return parseArgs({ options: { database: { type: 'string' } } }).values.database;
  } catch {
    return undefined;
  }
}

/** How many migrations the database has; none before the first. */
async function applied(url: string): Promise<number> {
  const [found] = await query(url, `select to_regclass('drizzle.__drizzle_migrations') is not null as is_there`);
  if (found?.is_there !== true) return 0;
  const [row] = await query(url, 'select count(*)::int as count from drizzle.__drizzle_migrations');
  return Number(row?.count);
}
