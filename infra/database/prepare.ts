import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { ROLES } from '../../lib/model/permission.ts';
import { insertCatalogue } from './seed.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
/** Any number no other advisory lock of this database uses. */
const MIGRATION_LOCK = 7_305_615;

/** The raw API tokens of the four built-in users of a development stack. */
export type Tokens = Record<'admin' | 'observer' | 'viewer' | 'service', string>;

/**
 * Brings main's schema up to date and, given tokens, seeds the catalogue and one user with a token per role. Every part
 * is repeatable: it can be interrupted at any point and run again. `url` is the owner's. Errors: PostgreSQL's own.
 */
export async function prepareDatabase(url: string, tokens?: Tokens): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    // drizzle's migrator takes no lock of its own: two starting at once would collide.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
    // A deployment asks which migrations there have been, as the functions' own user.
    await client.query('grant usage on schema drizzle to ops_api');
    await client.query('grant select on drizzle.__drizzle_migrations to ops_api');
    await insertRoles(client);
    if (tokens === undefined) return;
    await insertCatalogue(client);
    for (const [role, token] of Object.entries(tokens)) await insertToken(client, role, token);
  } finally {
    await client.end();
  }
}

async function insertRoles(client: pg.Client): Promise<void> {
  for (const [role, permissions] of Object.entries(ROLES)) {
    await client.query('insert into role (name) values ($1) on conflict do nothing', [role]);
    for (const permission of permissions) {
      await client.query('insert into permission (name) values ($1) on conflict do nothing', [permission]);
      await client.query(
        `insert into role_permission (role_id, permission_id)
         select role.id, permission.id from role, permission where role.name = $1 and permission.name = $2 on conflict do nothing`,
        [role, permission],
      );
    }
  }
}

async function insertToken(client: pg.Client, role: string, token: string): Promise<void> {
  await client.query(`insert into "user" (username, is_service) values ($1, $2) on conflict do nothing`, [
    role,
    role === 'service',
  ]);
  await client.query(
    `insert into user_role (user_id, role_id, granted) select u.id, role.id, role.name = $1 from "user" u, role where u.username = $1 on conflict do nothing`,
    [role],
  );
  await client.query(
    `insert into api_token (user_id, name, token_hash, token_prefix)
     select u.id, $2, $3, $4 from "user" u where u.username = $1 on conflict do nothing`,
    [
      role,
      `development ${role}`,
      createHash('sha256').update(token).digest('hex'),
      token.slice('ops_api_token_'.length).slice(0, 8),
    ],
  );
}
