import { boolean, integer, jsonb, pgTable, primaryKey, text, varchar } from 'drizzle-orm/pg-core';
import { utc } from '../model/columns.ts';

/** A person or a service that may call. */
export const user = pgTable('user', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  username: text().notNull().unique(),
  is_active: boolean().notNull().default(true),
  is_service: boolean().notNull().default(false),
  created_at: utc().notNull().defaultNow(),
});

/** A named set of permissions. */
export const role = pgTable('role', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  name: text().notNull().unique(),
});

/** One permission, `action:resource`, `*` in either place meaning all. */
export const permission = pgTable('permission', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  name: text().notNull().unique(),
});

/** Which roles a user has. */
export const userRole = pgTable(
  'user_role',
  {
    user_id: integer()
      .notNull()
      .references(() => user.id),
    role_id: integer()
      .notNull()
      .references(() => role.id),
  },
  (t) => [primaryKey({ columns: [t.user_id, t.role_id] })],
);

/** Which permissions a role grants. */
export const rolePermission = pgTable(
  'role_permission',
  {
    role_id: integer()
      .notNull()
      .references(() => role.id),
    permission_id: integer()
      .notNull()
      .references(() => permission.id),
  },
  (t) => [primaryKey({ columns: [t.role_id, t.permission_id] })],
);

/** A token of a user; only its SHA-256 is stored. Scopes narrow what the user's roles allow; null narrows nothing. */
export const apiToken = pgTable('api_token', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  user_id: integer()
    .notNull()
    .references(() => user.id),
  name: varchar({ length: 255 }).notNull(),
  token_hash: varchar({ length: 64 }).notNull().unique(),
  token_prefix: varchar({ length: 16 }).notNull(),
  scopes: jsonb().$type<string[]>(),
  last_used_at: utc(),
  last_used_ip: text(),
  usage_count: integer().notNull().default(0),
  is_active: boolean().notNull().default(true),
  expires_at: utc(),
  created_at: utc().notNull().defaultNow(),
});
