import { boolean, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { listIndexes, oneOf } from '../model/columns.ts';
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
    (t) => [unique().on(t.short_name), ...listIndexes(t, ['name'], 'id')],
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
      ...listIndexes(t, ['name', 'location_type', 'storage_type', 'active'], 'id'),
    ],
  ),
  doc: 'A place within a site where files lie.',
  write: 'direct',
  naturalKey: ['site_id', 'name'],
  permissions,
  fields: {
    name: { doc: 'Unique within its site.' },
    location_type: { doc: 'What it is for.' },
    storage_type: { doc: 'How it stores: the table that says more has a record of the same id.' },
    priority: { doc: 'Of several of one type the lowest is taken first.' },
    active: { doc: 'In use.' },
  },
  parents: ['site_id'],
  filters: ['id', 'site_id', 'name', 'location_type', 'storage_type', 'active'],
  order: ['id', 'name'],
});

const id = () =>
  integer()
    .primaryKey()
    .references(() => dataLocation.table.id);

/** A directory of a host. */
export const diskDataLocation = defineEntity({
  table: pgTable('disk_data_location', { id: id(), host: text().notNull(), path: text().notNull(), user: text() }),
  doc: 'A directory of a host where files lie.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: {
    host: { doc: 'Name of the host.' },
    path: { doc: 'Directory the relative paths of its files begin at.' },
    user: { doc: 'Who reaches it; null for whoever runs the transfer.' },
  },
  filters: ['id'],
  order: ['id'],
});

/** A bucket of an object store. Credentials are never stored: the environment of whoever uses it holds them. */
export const s3DataLocation = defineEntity({
  table: pgTable('s3_data_location', {
    id: id(),
    bucket: text().notNull(),
    endpoint_url: text(),
    region: text(),
    credentials_prefix: text(),
  }),
  doc: 'A bucket of an object store where files lie.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: {
    bucket: { doc: 'Name of the bucket.' },
    endpoint_url: { doc: 'Where the store answers; null for the public cloud of its region.' },
    region: { doc: 'Region of the store.' },
    credentials_prefix: {
      doc: 'How the environment variables begin that hold its credentials; they are never stored.',
    },
  },
  filters: ['id'],
  order: ['id'],
});

/** A pool of a tape library. */
export const tapeDataLocation = defineEntity({
  table: pgTable('tape_data_location', { id: id(), library: text().notNull(), pool: text() }),
  doc: 'A pool of a tape library where files lie.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: { library: { doc: 'Name of the library.' }, pool: { doc: 'Pool of tapes within it.' } },
  filters: ['id'],
  order: ['id'],
});
