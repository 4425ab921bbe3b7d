import { boolean, doublePrecision, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { oneOf, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';

const permissions = { read: 'read:programs', write: 'write:programs' } as const;
const SOURCE_TYPES = ['fixed_source', 'solar_system_object', 'constant_elevation_source'] as const;

/** An approved programme with telescope time. */
export const observingProgram = defineEntity({
  table: pgTable('observing_program', {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull().unique(),
    short_name: text().notNull().unique(),
    description: text(),
    lead: text(),
    allocated_time_hours: doublePrecision(),
    created_at: utc().notNull().defaultNow(),
    updated_at: utc().notNull().defaultNow(),
  }),
  doc: 'An observing programme: an approved proposal with allocated telescope time.',
  write: 'direct',
  naturalKey: ['short_name'],
  permissions,
  fields: {
    short_name: { doc: 'The form normally used, such as GEco.' },
    allocated_time_hours: { doc: 'Telescope time granted.', unit: 'h', refine: (s) => s.min(0) },
  },
  filters: ['id', 'name', 'short_name'],
  order: ['id', 'short_name', 'created_at'],
});

/** What is looked at. */
export const source = defineEntity({
  table: pgTable(
    'source',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      name: text().notNull().unique(),
      type: text({ enum: SOURCE_TYPES }).notNull(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
    },
    (t) => [oneOf('source_type', t.type, SOURCE_TYPES)],
  ),
  doc: 'A source: what is observed.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: { name: { doc: 'Name of the source, such as Orion-KL.' } },
  filters: ['id', 'name', 'type'],
  order: ['id', 'name', 'created_at'],
});

/** How an observation unit is carried out. */
export const obsMode = defineEntity({
  table: pgTable('obs_mode', {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull().unique(),
    description: text(),
  }),
  doc: 'An observing mode: the strategy of an observation unit, such as a daisy scan.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: { name: { doc: 'Name of the mode.' } },
  filters: ['id', 'name'],
  order: ['id', 'name'],
});

/** The schedulable unit: one source, one mode, one programme. */
export const obsUnit = defineEntity({
  table: pgTable(
    'obs_unit',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      name: text().notNull(),
      observing_program_id: integer()
        .notNull()
        .references(() => observingProgram.table.id),
      source_id: integer()
        .notNull()
        .references(() => source.table.id),
      obs_mode_id: integer()
        .notNull()
        .references(() => obsMode.table.id),
      available: boolean().notNull().default(true),
      priority: integer(),
      requested_time_s: doublePrecision(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
    },
    (t) => [unique().on(t.observing_program_id, t.name), index().on(t.source_id)],
  ),
  doc: 'An observation unit: the schedulable piece of a programme.',
  write: 'direct',
  naturalKey: ['observing_program_id', 'name'],
  parents: ['observing_program_id', 'source_id'],
  permissions,
  fields: {
    name: { doc: 'Name, unique within its programme.' },
    available: { doc: 'Whether the scheduler may choose it.' },
    priority: { doc: 'Higher is sooner.' },
    requested_time_s: { doc: 'Time on source asked for.', unit: 's', refine: (s) => s.min(0) },
  },
  filters: ['id', 'name', 'observing_program_id', 'source_id', 'obs_mode_id', 'available'],
  order: ['id', 'name', 'created_at'],
});
