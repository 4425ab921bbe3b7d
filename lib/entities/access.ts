import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { listIndexes, oneOf, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';

const permissions = { read: 'manage:users', write: 'manage:users' } as const;

/** A person or a service that may call. Made on main, which gives the number; changed wherever an administrator is. */
export const user = defineEntity({
  table: pgTable(
    'user',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      username: text().notNull().unique(),
      github_id: bigint({ mode: 'number' }).unique(),
      name: text(),
      email: text(),
      avatar_url: text(),
      is_active: boolean().notNull().default(true),
      is_service: boolean().notNull().default(false),
      preferences: jsonb().$type<Record<string, unknown>>().notNull().default({}),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
    },
    (t) => [
      check('user_github_id', sql`${t.github_id} between 1 and 9007199254740991`),
      ...listIndexes(t, ['is_active', 'is_service', 'created_at'], 'created_at'),
    ],
  ),
  doc: 'A person or a service that may call.',
  write: 'buffered',
  naturalKey: ['username'],
  permissions,
  fields: {
    username: { doc: 'A GitHub login, or the name of a service.' },
    github_id: { doc: 'The number GitHub knows the person by; a login can change hands, this cannot.' },
    is_active: { doc: 'An inactive user is refused everywhere.' },
    is_service: { doc: 'A program, which never signs in and calls with API tokens.' },
    preferences: { doc: 'Whatever the screens keep for this person.' },
  },
  filters: ['id', 'username', 'is_active', 'is_service', 'created_at'],
  order: ['created_at', 'username'],
});

/** A named set of permissions. */
export const role = defineEntity({
  table: pgTable('role', {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull().unique(),
  }),
  doc: 'A named set of permissions.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: { name: { doc: 'admin, observer, viewer or service.' } },
  filters: ['name'],
  order: ['name'],
});

/** One permission, `action:resource`, `*` in either place meaning all. */
export const permission = pgTable('permission', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  name: text().notNull().unique(),
});

/** Who gave a role: a sign-in takes back only what a sign-in gave. */
const ROLE_SOURCE = ['administrator', 'github'] as const;

/** Which roles a user has. A row is made once for each role and never deleted, so that two sites never make the same. */
export const userRole = defineEntity({
  table: pgTable(
    'user_role',
    {
      id: uuid().primaryKey().defaultRandom(),
      user_id: integer()
        .notNull()
        .references(() => user.table.id),
      role_id: integer()
        .notNull()
        .references(() => role.table.id),
      granted: boolean().notNull().default(true),
      source: text({ enum: ROLE_SOURCE }).notNull().default('administrator'),
      created_at: utc().notNull().defaultNow(),
    },
    (t) => [
      unique().on(t.user_id, t.role_id),
      oneOf('user_role_source', t.source, ROLE_SOURCE),
      ...listIndexes(t, ['role_id', 'created_at'], 'created_at'),
    ],
  ),
  doc: 'A role a user has or has had.',
  write: 'buffered',
  naturalKey: ['user_id', 'role_id'],
  parents: ['user_id'],
  permissions,
  fields: {
    granted: { doc: 'Whether the user has it now.' },
    source: { doc: 'Who gave or took it last: an administrator, or the GitHub teams the user is in.' },
  },
  filters: ['user_id', 'role_id'],
  order: ['created_at'],
});

/** Which permissions a role grants. */
export const rolePermission = pgTable(
  'role_permission',
  {
    role_id: integer()
      .notNull()
      .references(() => role.table.id),
    permission_id: integer()
      .notNull()
      .references(() => permission.id),
  },
  (t) => [primaryKey({ columns: [t.role_id, t.permission_id] })],
);

/** A token of a user; only its SHA-256 is stored. Scopes narrow what the user's roles allow; null narrows nothing. */
export const apiToken = defineEntity({
  table: pgTable(
    'api_token',
    {
      id: uuid().primaryKey().defaultRandom(),
      user_id: integer()
        .notNull()
        .references(() => user.table.id),
      name: varchar({ length: 255 }).notNull(),
      token_hash: varchar({ length: 64 }).notNull().unique(),
      token_prefix: varchar({ length: 16 }).notNull(),
      scopes: jsonb().$type<string[]>(),
      made_with: uuid(),
      last_used_at: utc(),
      last_used_ip: text(),
      usage_count: bigint({ mode: 'number' }).notNull().default(0),
      is_active: boolean().notNull().default(true),
      expires_at: utc(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
    },
    (t) => [
      ...listIndexes(t, ['user_id', 'is_active', 'created_at'], 'created_at'),
      check('api_token_usage_count', sql`${t.usage_count} between 0 and 9007199254740991`),
    ],
  ),
  doc: 'A token a program calls with.',
  write: 'buffered',
  naturalKey: ['token_hash'],
  parents: ['user_id'],
  permissions: { read: 'manage:tokens', write: 'manage:tokens' },
  fields: {
    name: { doc: 'What it is for.' },
    token_prefix: { doc: 'The first characters behind `ops_api_token_`, to tell tokens apart.' },
    scopes: { doc: "What it is good for: permissions, `*` in either place meaning all; null for all its user's." },
    made_with: { doc: 'The token it was made with: it ends with that one. Null when a person made it.' },
    last_used_at: { doc: 'Written about once a minute; null when it was never used.' },
    usage_count: { doc: 'How often it was used; counted while Redis keeps the count.' },
  },
  filters: ['id', 'user_id', 'is_active', 'created_at'],
  order: ['created_at'],
});
