import { boolean, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { oneOf } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';

const permissions = { read: 'read:observations', write: 'write:programs' } as const;

/** A place that stores or handles data. */
export const site = defineEntity({
  table: pgTable(
    'site',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      short_name: text().notNull(),
      name: text().notNull(),
      location: text(),
    },
    (t) => [unique().on(t.short_name)],
  ),
  doc: 'A place that stores or handles data.',
  write: 'direct',
  naturalKey: ['short_name'],
  permissions,
  fields: {
    short_name: { doc: 'Used in the names of queues.' },
    name: { doc: 'What people call it.' },
    location: { doc: 'Where it is.' },
  },
  filters: ['id', 'short_name', 'name'],
  order: ['id', 'short_name'],
});

/** What a data location is for. */
const LOCATION_TYPE = ['source', 'buffer', 'long_term_archive', 'processing'] as const;
/** How it stores. */
const STORAGE_TYPE = ['disk', 's3', 'tape'] as const;

/** A place within a site where files lie. */
export const dataLocation = defineEntity({
  table: pgTable(
    'data_location',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      site_id: integer()
        .notNull()
        .references(() => site.table.id),
      name: text().notNull(),
      location_type: text({ enum: LOCATION_TYPE }).notNull(),
      storage_type: text({ enum: STORAGE_TYPE }).notNull(),
      priority: integer().notNull().default(0),
      active: boolean().notNull().default(true),
    },
    (t) => [
      unique().on(t.site_id, t.name),
      oneOf('data_location_location_type', t.location_type, LOCATION_TYPE),
      oneOf('data_location_storage_type', t.storage_type, STORAGE_TYPE),
    ],
  ),
  doc: 'A place within a site where files lie.',
  write: 'direct',
  naturalKey: ['site_id', 'name'],
  permissions,
  fields: {
    name: { doc: 'Unique within its site.' },
    location_type: { doc: 'What it is for.' },
    storage_type: { doc: 'How it stores.' },
    priority: { doc: 'Of several of one type the lowest is taken first.' },
    active: { doc: 'In use.' },
  },
  filters: ['id', 'site_id', 'name', 'location_type', 'storage_type', 'active'],
  order: ['id', 'name'],
});
