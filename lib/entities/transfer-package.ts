import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, listIndexes, oneOf, utc, wholeBytes } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { dataLocation } from './location.ts';
import { STATUS, STATUS_TRANSITIONS } from './work-status.ts';

/** A bundle of raw data packages for the long link. */
export const dataTransferPackage = defineEntity({
  table: pgTable(
    'data_transfer_package',
    {
      id: uuid().primaryKey(),
      name: text().notNull().unique(),
      origin_location_id: integer()
        .notNull()
        .references(() => dataLocation.table.id),
      size_bytes: bytes(),
      checksum: text(),
      status: text({ enum: STATUS }).notNull().default('pending'),
      retry_count: integer().notNull().default(0),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      oneOf('data_transfer_package_status', t.status, STATUS),
      wholeBytes('data_transfer_package_size_bytes', t.size_bytes),
      ...listIndexes(t, ['origin_location_id', 'status', 'created_at'], 'created_at'),
    ],
  ),
  doc: 'A bundle of raw data packages that crosses the long link as one.',
  write: 'buffered',
  naturalKey: ['name'],
  parents: ['origin_location_id'],
  permissions: { read: 'read:transfers', write: 'write:transfers' },
  transitions: { status: STATUS_TRANSITIONS },
  fields: {
    name: { doc: 'Unique.' },
    origin_location_id: { doc: 'Where it was put together.', refine: (s) => s.min(1) },
    size_bytes: { doc: 'Size; best between 10 and 50 TB.', unit: 'byte', refine: (s) => s.int().min(0) },
    checksum: { doc: 'Of the bundle.' },
    status: { doc: 'How putting it together stands.' },
    retry_count: { doc: 'How often that was tried again.', refine: (s) => s.min(0) },
  },
  filters: ['id', 'name', 'origin_location_id', 'status', 'created_at'],
  order: ['created_at'],
});
