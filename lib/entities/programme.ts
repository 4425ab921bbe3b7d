import { boolean, doublePrecision, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { jsonObject, listIndexes, searchIndex, utc } from '../model/columns.ts';
import { defineEntity, type FieldFacts } from '../model/entity.ts';
import { instrumentModuleConfiguration, observationConfiguration } from './configuration.ts';
import { instrument } from './observatory.ts';
import { source } from './source.ts';

const permissions = { read: 'read:programs', write: 'write:programs' } as const;
const deleted_at = { doc: 'When it was withdrawn; null while it is in use.' };

/** An approved programme with telescope time. */
export const observingProgram = defineEntity({
  table: pgTable(
    'observing_program',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      name: text().notNull().unique(),
      short_name: text().notNull().unique(),
      description: text(),
      lead: text(),
      instrument_id: integer().references(() => instrument.table.id),
      allocated_time_hours: doublePrecision(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
      deleted_at: utc(),
    },
    (t) => [...listIndexes(t, ['instrument_id', 'created_at'], 'id'), searchIndex(t, ['name', 'short_name'])],
  ),
  doc: 'An observing programme: an approved proposal with allocated telescope time.',
  write: 'direct',
  naturalKey: ['short_name'],
  parents: ['instrument_id'],
  permissions,
  history: true,
  fields: {
    short_name: { doc: 'The form normally used, such as GEco.' },
    lead: { doc: 'Who answers for it.' },
    instrument_id: { doc: 'The instrument it needs; null when it uses several.', refine: (s) => s.min(1) },
    allocated_time_hours: { doc: 'Telescope time granted.', unit: 'h', refine: (s) => s.min(0) },
    deleted_at,
  },
  filters: ['id', 'name', 'short_name', 'instrument_id', 'created_at'],
  order: ['id', 'short_name', 'created_at'],
  search: ['name', 'short_name'],
});

/** A part of a programme; not every programme has any. */
export const subObservingProgram = defineEntity({
  table: pgTable(
    'sub_observing_program',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      observing_program_id: integer()
        .notNull()
        .references(() => observingProgram.table.id),
      name: text().notNull(),
      short_name: text().notNull(),
      description: text(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
      deleted_at: utc(),
    },
    (t) => [
      unique().on(t.observing_program_id, t.short_name),
      ...listIndexes(t, ['observing_program_id', 'name', 'short_name', 'created_at'], 'id'),
    ],
  ),
  doc: 'A part of an observing programme.',
  write: 'direct',
  naturalKey: ['observing_program_id', 'short_name'],
  parents: ['observing_program_id'],
  permissions,
  history: true,
  fields: {
    observing_program_id: { doc: 'The programme it is part of.', refine: (s) => s.min(1) },
    short_name: { doc: 'Unique within its programme.' },
    deleted_at,
  },
  filters: ['id', 'observing_program_id', 'name', 'short_name', 'created_at'],
  order: ['id', 'short_name', 'created_at'],
});

/** How an observation unit is carried out. */
export const obsMode = defineEntity({
  table: pgTable('obs_mode', {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull().unique(),
    description: text(),
    scan_parameters: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  }),
  doc: 'An observing mode: the strategy of an observation unit, such as a daisy scan.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: {
    name: { doc: 'Name of the mode.' },
    scan_parameters: {
      doc: 'What the scan pattern needs, as the planning software understands it.',
      refine: () => jsonObject,
    },
  },
  filters: ['id', 'name'],
  order: ['id', 'name'],
});

const degrees = (doc: string): FieldFacts => ({ doc, unit: 'deg', refine: (s) => s.min(0).max(180) });

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
      sub_observing_program_id: integer().references(() => subObservingProgram.table.id),
      source_id: integer()
        .notNull()
        .references(() => source.table.id),
      obs_mode_id: integer()
        .notNull()
        .references(() => obsMode.table.id),
      observation_configuration_id: integer().references(() => observationConfiguration.table.id),
      available: boolean().notNull().default(true),
      phase: text(),
      priority: integer(),
      requested_time_s: doublePrecision(),
      min_elevation_deg: doublePrecision(),
      max_elevation_deg: doublePrecision(),
      min_sun_distance_deg: doublePrecision(),
      min_moon_distance_deg: doublePrecision(),
      max_pwv_mm: doublePrecision(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
      deleted_at: utc(),
    },
    (t) => [
      unique().on(t.observing_program_id, t.name),
      ...listIndexes(
        t,
        [
          'name',
          'observing_program_id',
          'sub_observing_program_id',
          'source_id',
          'obs_mode_id',
          'observation_configuration_id',
          'available',
          'phase',
          'priority',
          'created_at',
        ],
        'id',
      ),
      searchIndex(t, ['name']),
    ],
  ),
  doc: 'An observation unit: the schedulable piece of a programme.',
  write: 'direct',
  naturalKey: ['observing_program_id', 'name'],
  parents: ['observing_program_id', 'sub_observing_program_id', 'source_id', 'obs_mode_id'],
  permissions,
  history: true,
  fields: {
    name: { doc: 'Name, unique within its programme.' },
    observing_program_id: { doc: 'The programme it belongs to.', refine: (s) => s.min(1) },
    sub_observing_program_id: { doc: 'The part of the programme, where there are parts.', refine: (s) => s.min(1) },
    source_id: { doc: 'What it looks at.', refine: (s) => s.min(1) },
    obs_mode_id: { doc: 'How it is carried out.', refine: (s) => s.min(1) },
    observation_configuration_id: { doc: 'What the mode leaves open.', refine: (s) => s.min(1) },
    available: { doc: 'Whether the scheduler may choose it.' },
    phase: { doc: 'The part of the season or of its programme it is planned for.' },
    priority: { doc: 'Higher is sooner.' },
    requested_time_s: { doc: 'Time on source asked for.', unit: 's', refine: (s) => s.min(0) },
    min_elevation_deg: degrees('Lowest elevation it may be observed at.'),
    max_elevation_deg: degrees('Highest elevation it may be observed at.'),
    min_sun_distance_deg: degrees('Least distance from the Sun.'),
    min_moon_distance_deg: degrees('Least distance from the Moon.'),
    max_pwv_mm: { doc: 'Most precipitable water vapour it stands.', unit: 'mm', refine: (s) => s.min(0).max(100) },
    deleted_at,
  },
  filters: [
    'id',
    'name',
    'observing_program_id',
    'sub_observing_program_id',
    'source_id',
    'obs_mode_id',
    'observation_configuration_id',
    'available',
    'phase',
    'priority',
    'created_at',
  ],
  order: ['id', 'name', 'created_at'],
  search: ['name'],
});

/** Which configurations of modules an observation unit uses. */
export const obsUnitModuleConfiguration = defineEntity({
  table: pgTable(
    'obs_unit_module_configuration',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      obs_unit_id: integer()
        .notNull()
        .references(() => obsUnit.table.id),
      instrument_module_configuration_id: integer()
        .notNull()
        .references(() => instrumentModuleConfiguration.table.id),
    },
    (t) => [
      unique().on(t.obs_unit_id, t.instrument_module_configuration_id),
      ...listIndexes(t, ['obs_unit_id', 'instrument_module_configuration_id'], 'id'),
    ],
  ),
  doc: 'A configuration of a module that an observation unit uses.',
  write: 'direct',
  naturalKey: ['obs_unit_id', 'instrument_module_configuration_id'],
  parents: ['obs_unit_id', 'instrument_module_configuration_id'],
  permissions,
  fields: {
    obs_unit_id: { doc: 'The observation unit.', refine: (s) => s.min(1) },
    instrument_module_configuration_id: { doc: 'What it uses.', refine: (s) => s.min(1) },
  },
  filters: ['id', 'obs_unit_id', 'instrument_module_configuration_id'],
  order: ['id'],
});
