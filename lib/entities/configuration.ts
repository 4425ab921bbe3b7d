import { doublePrecision, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { jsonObject, listIndexes, oneOf } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';
import { instrumentModule } from './observatory.ts';

const permissions = { read: 'read:programs', write: 'write:programs' } as const;
const parameters = {
  doc: 'What its type does not name, as the instrument understands it.',
  refine: () => jsonObject,
};
const MODULE_CONFIGURATION_TYPE = ['generic', 'chai_module_configuration'] as const;
const OBSERVATION_CONFIGURATION_TYPE = ['generic', 'chai_observation_configuration'] as const;
const SIDEBAND = ['upper', 'lower'] as const;

/** How a module is set up for observation units. */
export const instrumentModuleConfiguration = defineEntity({
  table: pgTable(
    'instrument_module_configuration',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      instrument_module_id: integer()
        .notNull()
        .references(() => instrumentModule.table.id),
      name: text().notNull(),
      type: text({ enum: MODULE_CONFIGURATION_TYPE }).notNull().default('generic'),
      parameters: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    },
    (t) => [
      unique().on(t.instrument_module_id, t.name),
      oneOf('instrument_module_configuration_type', t.type, MODULE_CONFIGURATION_TYPE),
      ...listIndexes(t, ['instrument_module_id', 'name', 'type'], 'id'),
    ],
  ),
  doc: 'How an instrument module is set up.',
  write: 'direct',
  naturalKey: ['instrument_module_id', 'name'],
  parents: ['instrument_module_id'],
  permissions,
  fields: {
    name: { doc: 'Unique for its module.' },
    type: { doc: 'The table that says more: it has a record of the same id.' },
    parameters,
  },
  filters: ['id', 'instrument_module_id', 'name', 'type'],
  order: ['id', 'name'],
});

/** How a module of CHAI is tuned. */
export const chaiModuleConfiguration = defineEntity({
  table: pgTable(
    'chai_module_configuration',
    {
      id: integer()
        .primaryKey()
        .references(() => instrumentModuleConfiguration.table.id),
      sky_frequency_ghz: doublePrecision().notNull(),
      sideband: text({ enum: SIDEBAND }).notNull(),
      backend: text(),
    },
    (t) => [oneOf('chai_module_configuration_sideband', t.sideband, SIDEBAND)],
  ),
  doc: 'How a heterodyne module of CHAI is tuned.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: {
    sky_frequency_ghz: { doc: 'Tuned sky frequency.', unit: 'GHz', refine: (s) => s.positive() },
    sideband: { doc: 'The sideband the line is in.' },
    backend: { doc: 'Spectrometer set-up.' },
  },
  filters: ['id'],
  order: ['id'],
});

/** How an observation is to be made, beyond its mode. */
export const observationConfiguration = defineEntity({
  table: pgTable(
    'observation_configuration',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      name: text().notNull().unique(),
      type: text({ enum: OBSERVATION_CONFIGURATION_TYPE }).notNull().default('generic'),
      parameters: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    },
    (t) => [
      oneOf('observation_configuration_type', t.type, OBSERVATION_CONFIGURATION_TYPE),
      ...listIndexes(t, ['type'], 'id'),
    ],
  ),
  doc: 'How an observation is to be made, beyond its mode.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: {
    name: { doc: 'What people call it.' },
    type: { doc: 'The table that says more: it has a record of the same id.' },
    parameters,
  },
  filters: ['id', 'name', 'type'],
  order: ['id', 'name'],
});

/** What CHAI is to observe. */
export const chaiObservationConfiguration = defineEntity({
  table: pgTable('chai_observation_configuration', {
    id: integer()
      .primaryKey()
      .references(() => observationConfiguration.table.id),
    line: text().notNull(),
    rest_frequency_ghz: doublePrecision().notNull(),
    off_ra_deg: doublePrecision(),
    off_dec_deg: doublePrecision(),
  }),
  doc: 'What CHAI is to observe: a line, and where there is none of it.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: {
    line: { doc: 'Transition, such as CO(4-3).' },
    rest_frequency_ghz: { doc: 'Of the line.', unit: 'GHz', refine: (s) => s.positive() },
    off_ra_deg: { doc: 'Right ascension of the reference position.', unit: 'deg', refine: (s) => s.min(0).lt(360) },
    off_dec_deg: { doc: 'Declination of the reference position.', unit: 'deg', refine: (s) => s.min(-90).max(90) },
  },
  filters: ['id'],
  order: ['id'],
});

const chai_observation_configuration_id = () =>
  integer()
    .notNull()
    .references(() => chaiObservationConfiguration.table.id);

/** One tile of a map made with CHAI. */
export const chaiTiling = defineEntity({
  table: pgTable(
    'chai_tiling',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      chai_observation_configuration_id: chai_observation_configuration_id(),
      position: integer().notNull(),
      offset_x_arcsec: doublePrecision().notNull(),
      offset_y_arcsec: doublePrecision().notNull(),
      angle_deg: doublePrecision().notNull().default(0),
    },
    (t) => [
      unique().on(t.chai_observation_configuration_id, t.position),
      ...listIndexes(t, ['chai_observation_configuration_id'], 'id'),
    ],
  ),
  doc: 'One tile of a map made with CHAI.',
  write: 'direct',
  naturalKey: ['chai_observation_configuration_id', 'position'],
  parents: ['chai_observation_configuration_id'],
  permissions,
  fields: {
    position: { doc: 'Place in the order the tiles are observed in, from 0.', refine: (s) => s.min(0) },
    offset_x_arcsec: { doc: 'Offset of its centre from the source, east positive.', unit: 'arcsec' },
    offset_y_arcsec: { doc: 'Offset of its centre from the source, north positive.', unit: 'arcsec' },
    angle_deg: { doc: 'Position angle.', unit: 'deg', refine: (s) => s.min(-360).max(360) },
  },
  filters: ['id', 'chai_observation_configuration_id'],
  order: ['id'],
});

/** One input parameter of the software that runs CHAI. */
export const chaiInparParameter = defineEntity({
  table: pgTable(
    'chai_inpar_parameter',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      chai_observation_configuration_id: chai_observation_configuration_id(),
      name: text().notNull(),
      value: text().notNull(),
      unit: text(),
    },
    (t) => [
      unique().on(t.chai_observation_configuration_id, t.name),
      ...listIndexes(t, ['chai_observation_configuration_id', 'name'], 'id'),
    ],
  ),
  doc: 'An input parameter of the software that runs CHAI.',
  write: 'direct',
  naturalKey: ['chai_observation_configuration_id', 'name'],
  parents: ['chai_observation_configuration_id'],
  permissions,
  fields: {
    name: { doc: 'Unique for its configuration.' },
    value: { doc: 'As the software reads it.' },
    unit: { doc: 'Unit of the value; null for a bare number or word.' },
  },
  filters: ['id', 'chai_observation_configuration_id', 'name'],
  order: ['id', 'name'],
});

/** What an observation configuration is of, by its type. */
export const configurationKinds = { base: observationConfiguration, subtypes: [chaiObservationConfiguration] };

/** What belongs to CHAI's configurations, by the names the API has for it. */
export const configurationFamilies = {
  chai_tilings: { entity: chaiTiling, column: 'chai_observation_configuration_id' },
  chai_inpar_parameters: { entity: chaiInparParameter, column: 'chai_observation_configuration_id' },
};
