import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { blockIndex, bytes, jsonObject, listIndexes, oneOf, searchIndex, utc, wholeBytes } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { executedObsUnit } from './execution.ts';
import { dataLocation } from './location.ts';
import { instrumentModule } from './observatory.ts';
import { dataTransferPackage } from './transfer-package.ts';
import { PACKAGE_STATE, PACKAGE_STATE_TRANSITIONS, STATUS, STATUS_TRANSITIONS } from './work-status.ts';

/** How a checksum was computed. */
const CHECKSUM_ALGORITHM = ['xxh64', 'sha256', 'md5'] as const;

const permissions = { read: 'read:observations', write: 'write:observations' } as const;

/** A tar of the files one instrument module produced during one execution. */
export const rawDataPackage = defineEntity({
  table: pgTable(
    'raw_data_package',
    {
      id: uuid().primaryKey(),
      name: text().notNull(),
      executed_obs_unit_id: uuid()
        .notNull()
        .references(() => executedObsUnit.table.id),
      instrument_module_id: integer()
        .notNull()
        .references(() => instrumentModule.table.id),
      data_transfer_package_id: uuid().references(() => dataTransferPackage.table.id),
      relative_path: text(),
      size_bytes: bytes(),
      checksum: text(),
      status: text({ enum: STATUS }).notNull().default('pending'),
      state: text({ enum: PACKAGE_STATE }).notNull().default('waiting'),
      retry_count: integer().notNull().default(0),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      unique().on(t.executed_obs_unit_id, t.instrument_module_id, t.name),
      oneOf('raw_data_package_status', t.status, STATUS),
      oneOf('raw_data_package_state', t.state, PACKAGE_STATE),
      wholeBytes('raw_data_package_size_bytes', t.size_bytes),
      ...listIndexes(
        t,
        [
          'name',
          'executed_obs_unit_id',
          'instrument_module_id',
          'data_transfer_package_id',
          'status',
          'state',
          'created_at',
        ],
        'created_at',
      ),
      searchIndex(t, ['name']),
    ],
  ),
  doc: 'A tar of the files one instrument module produced during one execution.',
  write: 'buffered',
  naturalKey: ['executed_obs_unit_id', 'instrument_module_id', 'name'],
  parents: ['executed_obs_unit_id', 'data_transfer_package_id'],
  permissions,
  transitions: { status: STATUS_TRANSITIONS, state: PACKAGE_STATE_TRANSITIONS },
  fields: {
    name: { doc: 'Unique within its execution and module.' },
    executed_obs_unit_id: { doc: 'The execution whose files it holds.' },
    instrument_module_id: { doc: 'The module that produced them.', refine: (s) => s.min(1) },
    data_transfer_package_id: { doc: 'The bundle it crosses the link in; null until it is bundled.' },
    relative_path: { doc: 'Where the tar lies below its location.' },
    size_bytes: { doc: 'Size of the tar.', unit: 'byte', refine: (s) => s.int().min(0) },
    checksum: { doc: 'Of the tar.' },
    status: { doc: 'pending: scheduled to be built.' },
    state: { doc: 'Where it is on its way to the archives.' },
    retry_count: { doc: 'How often building it was tried again.' },
  },
  filters: [
    'id',
    'name',
    'executed_obs_unit_id',
    'instrument_module_id',
    'data_transfer_package_id',
    'status',
    'state',
    'created_at',
  ],
  order: ['created_at'],
  search: ['name'],
});

/** What is said of a package beyond its columns, for the archive's descriptions (IVOA). */
export const rawDataPackageMetadata = defineEntity({
  table: pgTable('raw_data_package_metadata', {
    id: uuid()
      .primaryKey()
      .references(() => rawDataPackage.table.id),
    metadata: jsonb().$type<Record<string, unknown>>().notNull(),
    created_at: utc().notNull(),
    updated_at: utc().notNull(),
  }),
  doc: 'What is said of a raw data package beyond its columns, for descriptions in the terms of the IVOA.',
  write: 'buffered',
  naturalKey: ['id'],
  permissions,
  fields: {
    id: { doc: 'The package it describes.' },
    metadata: { doc: 'Any JSON object.', refine: () => jsonObject },
  },
  filters: ['id'],
  order: ['id'],
});

/** A file an instrument has written. */
export const rawDataFile = defineEntity({
  table: pgTable(
    'raw_data_file',
    {
      id: uuid().primaryKey(),
      name: text().notNull(),
      relative_path: text().notNull(),
      source_location_id: integer()
        .notNull()
        .references(() => dataLocation.table.id),
      instrument_module_id: integer()
        .notNull()
        .references(() => instrumentModule.table.id),
      executed_obs_unit_id: uuid().references(() => executedObsUnit.table.id),
      raw_data_package_id: uuid().references(() => rawDataPackage.table.id),
      size_bytes: bytes(),
      checksum: text(),
      checksum_algorithm: text({ enum: CHECKSUM_ALGORITHM }).notNull().default('xxh64'),
      file_type: text(),
      description: text(),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      // The path first: it is asked for alone as well.
      unique().on(t.relative_path, t.source_location_id),
      oneOf('raw_data_file_checksum_algorithm', t.checksum_algorithm, CHECKSUM_ALGORITHM),
      wholeBytes('raw_data_file_size_bytes', t.size_bytes),
      // Each of one column, and others only where blocks do not find it: a file is the most numerous record of all.
      index().on(t.created_at),
      index().on(t.executed_obs_unit_id),
      index().on(t.raw_data_package_id),
      blockIndex(t, 'raw_data_file_blocks', ['name', 'source_location_id', 'instrument_module_id', 'file_type']),
    ],
  ),
  doc: 'A file an instrument has written: where it lies, how large it is, its checksum.',
  write: 'buffered',
  naturalKey: ['source_location_id', 'relative_path'],
  parents: ['executed_obs_unit_id', 'raw_data_package_id'],
  permissions,
  fields: {
    name: { doc: 'Name of the file.' },
    relative_path: { doc: 'Where it lies below its location; unique there.' },
    source_location_id: { doc: 'The location it was written to.', refine: (s) => s.min(1) },
    instrument_module_id: { doc: 'The module that produced it.', refine: (s) => s.min(1) },
    executed_obs_unit_id: { doc: 'The execution during which it was written.' },
    raw_data_package_id: { doc: 'The package it is part of; null until it is packaged.' },
    size_bytes: { doc: 'Size.', unit: 'byte', refine: (s) => s.int().min(0) },
    checksum: { doc: 'As hexadecimal digits.' },
    checksum_algorithm: { doc: 'How the checksum was computed.' },
    file_type: { doc: 'Such as hdf5 or fits.' },
    description: { doc: 'Free text.' },
  },
  filters: [
    'id',
    'name',
    'relative_path',
    'source_location_id',
    'instrument_module_id',
    'executed_obs_unit_id',
    'raw_data_package_id',
    'file_type',
    'created_at',
  ],
  order: ['created_at'],
});
