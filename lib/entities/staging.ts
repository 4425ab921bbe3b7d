import { boolean, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { listIndexes, oneOf, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { user } from './access.ts';
import { dataLocation } from './location.ts';
import { rawDataPackage } from './raw-data.ts';
import { STATUS, STATUS_TRANSITIONS } from './work-status.ts';

const permissions = { read: 'read:staging', write: 'write:staging' } as const;

/** A request that packages be unpacked where they can be processed. */
export const stagingJob = defineEntity({
  table: pgTable(
    'staging_job',
    {
      id: uuid().primaryKey(),
      destination_location_id: integer()
        .notNull()
        .references(() => dataLocation.table.id),
      requested_by: integer()
        .notNull()
        .references(() => user.table.id),
      status: text({ enum: STATUS }).notNull().default('pending'),
      active: boolean().notNull().default(true),
      retry_count: integer().notNull().default(0),
      comment: text(),
      start_time: utc(),
      end_time: utc(),
      failure_error_message: text(),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      oneOf('staging_job_status', t.status, STATUS),
      ...listIndexes(t, ['destination_location_id', 'requested_by', 'status', 'active', 'created_at'], 'created_at'),
    ],
  ),
  doc: 'A request that raw data packages be unpacked where they can be processed.',
  write: 'buffered',
  naturalKey: ['id'],
  parents: ['destination_location_id', 'requested_by'],
  permissions,
  transitions: { status: STATUS_TRANSITIONS },
  fields: {
    destination_location_id: { doc: 'Where to; a location for processing.', refine: (s) => s.min(1) },
    requested_by: { doc: 'The user who asked.' },
    status: { doc: 'How it stands.' },
    active: { doc: 'Whether its files are still needed: what is active is not deleted there.' },
    retry_count: { doc: 'How often it was tried again.', refine: (s) => s.min(0) },
    comment: { doc: 'What it is for.' },
    start_time: { doc: 'When it began, UTC.' },
    end_time: { doc: 'When it ended, UTC.' },
    failure_error_message: { doc: 'Why it failed.' },
  },
  filters: ['id', 'destination_location_id', 'requested_by', 'status', 'active', 'created_at'],
  order: ['created_at'],
});

/** A package a staging job asks for. */
export const stagingJobPackage = defineEntity({
  table: pgTable(
    'staging_job_package',
    {
      id: uuid().primaryKey(),
      staging_job_id: uuid()
        .notNull()
        .references(() => stagingJob.table.id),
      raw_data_package_id: uuid()
        .notNull()
        .references(() => rawDataPackage.table.id),
    },
    (t) => [
      unique().on(t.staging_job_id, t.raw_data_package_id),
      ...listIndexes(t, ['staging_job_id', 'raw_data_package_id'], 'id'),
    ],
  ),
  doc: 'A raw data package that a staging job asks for.',
  write: 'buffered',
  naturalKey: ['staging_job_id', 'raw_data_package_id'],
  parents: ['staging_job_id', 'raw_data_package_id'],
  permissions,
  fields: { staging_job_id: { doc: 'The job.' }, raw_data_package_id: { doc: 'The package.' } },
  filters: ['id', 'staging_job_id', 'raw_data_package_id'],
  order: ['id'],
});
