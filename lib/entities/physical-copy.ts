import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { listIndexes, oneOf, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { dataLocation } from './location.ts';
import { rawDataFile, rawDataPackage } from './raw-data.ts';
import { dataTransferPackage } from './transfer-package.ts';
import { COPY_STATUS, COPY_STATUS_TRANSITIONS } from './work-status.ts';

const permissions = { read: 'read:transfers', write: 'write:transfers' } as const;
const COPY_TYPE = [
  'raw_data_file_physical_copy',
  'raw_data_package_physical_copy',
  'data_transfer_package_physical_copy',
] as const;

/** One copy of a file or package at one location. What it is a copy of, the record of the same id says that its type names. */
export const physicalCopy = defineEntity({
  table: pgTable(
    'physical_copy',
    {
      id: uuid().primaryKey(),
      type: text({ enum: COPY_TYPE }).notNull(),
      data_location_id: integer()
        .notNull()
        .references(() => dataLocation.table.id),
      status: text({ enum: COPY_STATUS }).notNull().default('present'),
      checksum: text(),
      verified_at: utc(),
      gone_at: utc(),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      oneOf('physical_copy_type', t.type, COPY_TYPE),
      oneOf('physical_copy_status', t.status, COPY_STATUS),
      ...listIndexes(t, ['type', 'data_location_id', 'status', 'created_at'], 'created_at'),
    ],
  ),
  doc: 'A copy of a file or package at one location.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['data_location_id'],
  permissions,
  transitions: { status: COPY_STATUS_TRANSITIONS },
  fields: {
    type: { doc: 'The table that says what it is a copy of: it has a record of the same id.' },
    data_location_id: { doc: 'Where it lies.', refine: (s) => s.min(1) },
    status: { doc: 'Whether it is there, and how its deletion stands.' },
    checksum: { doc: 'As found when it was last verified.' },
    verified_at: { doc: 'When its checksum was last verified, UTC.' },
    gone_at: { doc: 'When it was deleted, UTC; null while it is there.' },
  },
  filters: ['id', 'type', 'data_location_id', 'status', 'created_at'],
  order: ['created_at'],
});

const id = () =>
  uuid()
    .primaryKey()
    .references(() => physicalCopy.table.id);

/** A copy of a raw data file. */
export const rawDataFilePhysicalCopy = defineEntity({
  table: pgTable(
    'raw_data_file_physical_copy',
    {
      id: id(),
      raw_data_file_id: uuid()
        .notNull()
        .references(() => rawDataFile.table.id),
    },
    (t) => listIndexes(t, ['raw_data_file_id'], 'id'),
  ),
  doc: 'A copy of a raw data file.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['raw_data_file_id'],
  permissions,
  fields: { raw_data_file_id: { doc: 'The file.' } },
  filters: ['id', 'raw_data_file_id'],
  order: ['id'],
});

/** A copy of a raw data package. */
export const rawDataPackagePhysicalCopy = defineEntity({
  table: pgTable(
    'raw_data_package_physical_copy',
    {
      id: id(),
      raw_data_package_id: uuid()
        .notNull()
        .references(() => rawDataPackage.table.id),
    },
    (t) => listIndexes(t, ['raw_data_package_id'], 'id'),
  ),
  doc: 'A copy of a raw data package.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['raw_data_package_id'],
  permissions,
  fields: { raw_data_package_id: { doc: 'The package.' } },
  filters: ['id', 'raw_data_package_id'],
  order: ['id'],
});

/** A copy of a data transfer package. */
export const dataTransferPackagePhysicalCopy = defineEntity({
  table: pgTable(
    'data_transfer_package_physical_copy',
    {
      id: id(),
      data_transfer_package_id: uuid()
        .notNull()
        .references(() => dataTransferPackage.table.id),
    },
    (t) => listIndexes(t, ['data_transfer_package_id'], 'id'),
  ),
  doc: 'A copy of a data transfer package.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['data_transfer_package_id'],
  permissions,
  fields: { data_transfer_package_id: { doc: 'The bundle.' } },
  filters: ['id', 'data_transfer_package_id'],
  order: ['id'],
});
