import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { listIndexes, oneOf, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { user } from './access.ts';

const permissions = { read: 'manage:users', write: 'manage:users' } as const;

/** How a person signed in. */
const SIGN_IN_METHOD = ['github', 'code'] as const;

/** One sign-in of a person, until it ends. Its refresh token is known only to the site it began at. */
export const userSession = defineEntity({
  table: pgTable(
    'user_session',
    {
      id: uuid().primaryKey(),
      user_id: integer()
        .notNull()
        .references(() => user.table.id),
      site: text().notNull(),
      method: text({ enum: SIGN_IN_METHOD }).notNull(),
      address: text(),
      user_agent: text(),
      created_at: utc().notNull(),
      expires_at: utc().notNull(),
      ended_at: utc(),
      ended_because: text(),
    },
    (t) => [
      oneOf('user_session_method', t.method, SIGN_IN_METHOD),
      ...listIndexes(t, ['user_id', 'created_at', 'ended_at'], 'created_at'),
      index().on(t.expires_at).where(sql`ended_at is not null`),
    ],
  ),
  doc: 'One sign-in of a person, until it ends.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['user_id'],
  permissions,
  fields: {
    site: { doc: 'Where it began; only there it can be refreshed.' },
    expires_at: { doc: 'It ends then, whatever happens.' },
    ended_at: { doc: 'Null while it lasts.' },
    ended_because: { doc: 'Such as: signed out; a refresh token was used twice.' },
  },
  filters: ['id', 'user_id', 'created_at', 'ended_at'],
  order: ['created_at'],
});

/** A code to sign in with once while GitHub is out of reach; only its SHA-256 is stored, and it is good at one site. */
export const signInCode = defineEntity({
  table: pgTable(
    'sign_in_code',
    {
      id: uuid().primaryKey(),
      user_id: integer()
        .notNull()
        .references(() => user.table.id),
      site: text().notNull(),
      code_hash: varchar({ length: 64 }).notNull().unique(),
      made_by: text().notNull(),
      created_at: utc().notNull(),
      expires_at: utc().notNull(),
      used_at: utc(),
    },
    (t) => listIndexes(t, ['user_id', 'created_at'], 'created_at'),
  ),
  doc: 'A code to sign in with once while GitHub is out of reach.',
  write: 'buffered',
  naturalKey: ['code_hash'],
  parents: ['user_id'],
  permissions,
  fields: { site: { doc: 'Where it is good: two sites that cannot hear of each other would each take it once.' } },
  filters: ['id', 'user_id', 'created_at'],
  order: ['created_at'],
});
