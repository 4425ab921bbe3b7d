import { sql } from 'drizzle-orm';
import { check, doublePrecision, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { blockIndex, listIndexes, oneOf, searchIndex, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { obsUnit } from './programme.ts';

/** How an execution can stand: `running` until it is finished one way or another. */
export const EXECUTION_STATUS = ['running', 'completed', 'aborted', 'failed'] as const;

/** The record of one actual execution of an observation unit. */
export const executedObsUnit = defineEntity({
  table: pgTable(
    'executed_obs_unit',
    {
      id: uuid().primaryKey(),
      obs_unit_id: integer()
        .notNull()
        .references(() => obsUnit.table.id),
      start_time: utc().notNull(),
      end_time: utc(),
      status: text({ enum: EXECUTION_STATUS }).notNull().default('running'),
      mean_pwv_mm: doublePrecision(),
      mean_elevation_deg: doublePrecision(),
      comment: text(),
      executed_by: text(),
      site_name: text().notNull(),
      created_at: utc().notNull(),
      updated_at: utc().notNull(),
    },
    (t) => [
      unique().on(t.obs_unit_id, t.start_time),
      oneOf('executed_obs_unit_status', t.status, EXECUTION_STATUS),
      check('executed_obs_unit_end_time', sql`${t.end_time} >= ${t.start_time}`),
      ...listIndexes(t, ['status', 'start_time', 'end_time', 'created_at'], 'start_time'),
      blockIndex(t, 'executed_obs_unit_blocks', ['site_name', 'executed_by']),
      searchIndex(t, ['comment', 'executed_by']),
    ],
  ),
  doc: 'One execution of an observation unit: when, how it ended, under which conditions.',
  write: 'buffered',
  naturalKey: ['obs_unit_id', 'start_time'],
  parents: ['obs_unit_id'],
  permissions: { read: 'read:observations', write: 'write:observations' },
  transitions: { status: { running: ['completed', 'aborted', 'failed'], completed: [], aborted: [], failed: [] } },
  history: true,
  fields: {
    id: { doc: 'UUIDv7, made before anything is sent.' },
    obs_unit_id: { doc: 'The observation unit that was executed.', refine: (s) => s.min(1) },
    start_time: { doc: 'When it began, UTC.' },
    end_time: { doc: 'When it ended, UTC; null while it runs.' },
    status: { doc: 'running until it is finished.' },
    mean_pwv_mm: { doc: 'Mean precipitable water vapour.', unit: 'mm', refine: (s) => s.min(0).max(100) },
    mean_elevation_deg: { doc: 'Mean elevation of the pointing.', unit: 'deg', refine: (s) => s.min(-90).max(180) },
    comment: { doc: 'Free text of the observer.' },
    executed_by: { doc: 'Who or what ran it.' },
    site_name: { doc: 'The site that recorded it.' },
  },
  filters: ['id', 'obs_unit_id', 'status', 'start_time', 'end_time', 'created_at', 'site_name', 'executed_by'],
  order: ['start_time', 'created_at'],
  search: ['comment', 'executed_by'],
});
