import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { listIndexes, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';

/** Who did what, when and from where. Rows are only ever added. */
export const auditEvent = defineEntity({
  table: pgTable(
    'audit_event',
    {
      id: uuid().primaryKey(),
      at: utc().notNull(),
      site: text().notNull(),
      user_id: integer(),
      username: text().notNull(),
      act: text().notNull(),
      subject: text().notNull(),
      address: text(),
      request_id: text().notNull(),
      details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    },
    (t) => [
      ...listIndexes(t, ['at', 'site', 'user_id', 'username', 'act', 'subject'], 'at'),
      check('audit_event_act', sql`${t.act} ~ '^[a-z_]+\\.[a-z_]+$'`),
    ],
  ),
  doc: 'Who did what, when and from where.',
  write: 'buffered',
  naturalKey: ['id'],
  permissions: { read: 'read:audit', write: 'manage:users' },
  fields: {
    at: { doc: 'When, by the clock of the site.' },
    username: { doc: 'Who did it, by the name of that time.' },
    act: { doc: 'Such as token.revoke.' },
    subject: { doc: 'What it was done to, such as user:3.' },
    address: { doc: 'Where the call came from; null for the command line of the site.' },
    request_id: { doc: 'The request in the log.' },
    details: { doc: 'What changed. Never a secret.' },
  },
  filters: ['id', 'at', 'site', 'user_id', 'username', 'act', 'subject'],
  order: ['at'],
});
