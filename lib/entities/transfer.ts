import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { listIndexes, oneOf, utc } from '../model/columns.ts';
import { defineEntity, type FieldFacts } from '../model/entity.ts';
import { dataLocation, site } from './location.ts';
import { rawDataPackage } from './raw-data.ts';
import { dataTransferPackage } from './transfer-package.ts';
import { STATUS, STATUS_TRANSITIONS } from './work-status.ts';

const permissions = { read: 'read:transfers', write: 'write:transfers' } as const;
const ROUTE_TYPE = ['direct', 'relay', 'custom'] as const;
const location = () => integer().references(() => dataLocation.table.id);
const place = () => integer().references(() => site.table.id);
const origin_location_id = { doc: 'Where it is read from.', refine: (s) => s.min(1) } satisfies FieldFacts;
const destination_location_id = { doc: 'Where it is written to.', refine: (s) => s.min(1) } satisfies FieldFacts;
const retry_count = { doc: 'How often it was tried again.', refine: (s) => s.min(0) } satisfies FieldFacts;
const start_time = { doc: 'When it began, UTC.' };
const end_time = { doc: 'When it ended, UTC.' };
const failure_error_message = { doc: 'Why it failed, in the words of whoever tried.' };

/** How data get from one site to another. */
export const dataTransferRoute = defineEntity({
  table: pgTable(
    'data_transfer_route',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      name: text().notNull().unique(),
      origin_site_id: place().notNull(),
      destination_site_id: place().notNull(),
      relay_site_id: place(),
      origin_location_id: location(),
      destination_location_id: location(),
      method: text().notNull().default('bbcp'),
      route_type: text({ enum: ROUTE_TYPE }).notNull().default('direct'),
      active: boolean().notNull().default(true),
    },
    (t) => [
      oneOf('data_transfer_route_route_type', t.route_type, ROUTE_TYPE),
      ...listIndexes(t, ['origin_site_id', 'destination_site_id', 'route_type', 'active'], 'id'),
    ],
  ),
  doc: 'A way from one site to another, and the program that takes it.',
  write: 'direct',
  naturalKey: ['name'],
  parents: ['origin_site_id', 'destination_site_id'],
  permissions,
  fields: {
    name: { doc: 'Unique, such as ccat_to_cologne.' },
    origin_site_id: { doc: 'The site it begins at.', refine: (s) => s.min(1) },
    destination_site_id: { doc: 'The site it ends at.', refine: (s) => s.min(1) },
    relay_site_id: { doc: 'The site between them on a relay.', refine: (s) => s.min(1) },
    origin_location_id: { doc: 'On a custom route: the location it begins at.', refine: (s) => s.min(1) },
    destination_location_id: { doc: 'On a custom route: the location it ends at.', refine: (s) => s.min(1) },
    method: { doc: 'The program that moves the data.' },
    route_type: { doc: 'direct; relay by way of a third site; custom from location to location.' },
    active: { doc: 'In use.' },
  },
  filters: ['id', 'name', 'origin_site_id', 'destination_site_id', 'route_type', 'active'],
  order: ['id', 'name'],
});

/** One bundle on its way to one place. */
export const dataTransfer = defineEntity({
  table: pgTable(
    'data_transfer',
    {
      id: uuid().primaryKey(),
      data_transfer_package_id: uuid()
        .notNull()
        .references(() => dataTransferPackage.table.id),
      origin_location_id: location().notNull(),
      destination_location_id: location().notNull(),
      data_transfer_route_id: integer().references(() => dataTransferRoute.table.id),
      status: text({ enum: STATUS }).notNull().default('pending'),
      retry_count: integer().notNull().default(0),
      unpack_status: text({ enum: STATUS }).notNull().default('pending'),
      unpack_retry_count: integer().notNull().default(0),
      start_time: utc(),
      end_time: utc(),
      failure_error_message: text(),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      oneOf('data_transfer_status', t.status, STATUS),
      oneOf('data_transfer_unpack_status', t.unpack_status, STATUS),
      ...listIndexes(
        t,
        [
          'data_transfer_package_id',
          'origin_location_id',
          'destination_location_id',
          'data_transfer_route_id',
          'status',
          'unpack_status',
          'created_at',
        ],
        'created_at',
      ),
    ],
  ),
  doc: 'A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be tried again alone.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['data_transfer_package_id', 'data_transfer_route_id'],
  permissions,
  transitions: { status: STATUS_TRANSITIONS, unpack_status: STATUS_TRANSITIONS },
  fields: {
    data_transfer_package_id: { doc: 'The bundle.' },
    origin_location_id,
    destination_location_id,
    data_transfer_route_id: { doc: 'The way it takes.', refine: (s) => s.min(1) },
    status: { doc: 'How moving it stands.' },
    retry_count,
    unpack_status: { doc: 'How unpacking it at its destination stands.' },
    unpack_retry_count: { doc: 'How often unpacking was tried again.', refine: (s) => s.min(0) },
    start_time,
    end_time,
    failure_error_message,
  },
  filters: [
    'id',
    'data_transfer_package_id',
    'origin_location_id',
    'destination_location_id',
    'data_transfer_route_id',
    'status',
    'unpack_status',
    'created_at',
  ],
  order: ['created_at'],
});

/** Where the log of one attempt lies; never its text. */
export const dataTransferLog = defineEntity({
  table: pgTable(
    'data_transfer_log',
    {
      id: uuid().primaryKey(),
      data_transfer_id: uuid()
        .notNull()
        .references(() => dataTransfer.table.id),
      status: text({ enum: STATUS }).notNull(),
      log_path: text().notNull(),
      created_at: utc().notNull(),
    },
    (t) => [
      oneOf('data_transfer_log_status', t.status, STATUS),
      ...listIndexes(t, ['data_transfer_id', 'status', 'created_at'], 'created_at'),
    ],
  ),
  doc: 'Where the log of an attempt at a transfer lies.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['data_transfer_id'],
  permissions,
  fields: {
    data_transfer_id: { doc: 'The transfer.' },
    status: { doc: 'What the attempt came to.' },
    log_path: { doc: 'Path of the log file; its text is not stored here.' },
    created_at: { doc: 'When it was filed, UTC.' },
  },
  filters: ['id', 'data_transfer_id', 'status', 'created_at'],
  order: ['created_at'],
});

/** One package on its way into one archive. */
export const longTermArchiveTransfer = defineEntity({
  table: pgTable(
    'long_term_archive_transfer',
    {
      id: uuid().primaryKey(),
      raw_data_package_id: uuid()
        .notNull()
        .references(() => rawDataPackage.table.id),
      origin_location_id: location().notNull(),
      destination_location_id: location().notNull(),
      status: text({ enum: STATUS }).notNull().default('pending'),
      retry_count: integer().notNull().default(0),
      start_time: utc(),
      end_time: utc(),
      failure_error_message: text(),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      oneOf('long_term_archive_transfer_status', t.status, STATUS),
      ...listIndexes(
        t,
        ['raw_data_package_id', 'origin_location_id', 'destination_location_id', 'status', 'created_at'],
        'created_at',
      ),
    ],
  ),
  doc: 'A transfer of one raw data package into a long-term archive.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['raw_data_package_id'],
  permissions,
  transitions: { status: STATUS_TRANSITIONS },
  fields: {
    raw_data_package_id: { doc: 'The package.' },
    origin_location_id,
    destination_location_id,
    status: { doc: 'How it stands.' },
    retry_count,
    start_time,
    end_time,
    failure_error_message,
  },
  filters: ['id', 'raw_data_package_id', 'origin_location_id', 'destination_location_id', 'status', 'created_at'],
  order: ['created_at'],
});
