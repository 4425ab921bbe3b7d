import { boolean, doublePrecision, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { listIndexes } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';

const permissions = { read: 'read:programs', write: 'write:programs' } as const;
const name = { doc: 'Name by which people know it.' };

/** The place: one organisation with telescopes. */
export const observatory = defineEntity({
  table: pgTable('observatory', {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull().unique(),
    description: text(),
  }),
  doc: 'An observatory: the organisation that runs telescopes.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: { name },
  filters: ['id', 'name'],
  order: ['id', 'name'],
});

/** One telescope of an observatory. */
export const telescope = defineEntity({
  table: pgTable(
    'telescope',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      observatory_id: integer()
        .notNull()
        .references(() => observatory.table.id),
      name: text().notNull().unique(),
      latitude_deg: doublePrecision(),
      longitude_deg: doublePrecision(),
      elevation_m: doublePrecision(),
    },
    (t) => listIndexes(t, ['observatory_id'], 'id'),
  ),
  doc: 'A telescope and where it stands.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: {
    name,
    latitude_deg: { doc: 'Geodetic latitude, north positive.', unit: 'deg', refine: (s) => s.min(-90).max(90) },
    longitude_deg: { doc: 'Longitude, east positive.', unit: 'deg', refine: (s) => s.min(-180).max(180) },
    elevation_m: { doc: 'Height above sea level.', unit: 'm' },
  },
  parents: ['observatory_id'],
  filters: ['id', 'observatory_id', 'name'],
  order: ['id', 'name'],
});

/** An instrument mounted on a telescope. */
export const instrument = defineEntity({
  table: pgTable(
    'instrument',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      telescope_id: integer()
        .notNull()
        .references(() => telescope.table.id),
      name: text().notNull().unique(),
      instrument_type: text(),
      description: text(),
      available: boolean().notNull().default(true),
    },
    (t) => listIndexes(t, ['telescope_id', 'available'], 'id'),
  ),
  doc: 'An instrument of a telescope.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  fields: { name, available: { doc: 'Installed and operational now.' } },
  parents: ['telescope_id'],
  filters: ['id', 'telescope_id', 'name', 'available'],
  order: ['id', 'name'],
});

/** A module of an instrument; data are produced at this level. */
export const instrumentModule = defineEntity({
  table: pgTable(
    'instrument_module',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      instrument_id: integer()
        .notNull()
        .references(() => instrument.table.id),
      name: text().notNull(),
      pixels: integer(),
      freq_min_ghz: doublePrecision(),
      freq_max_ghz: doublePrecision(),
      available: boolean().notNull().default(true),
    },
    (t) => [unique().on(t.instrument_id, t.name), ...listIndexes(t, ['instrument_id', 'name', 'available'], 'id')],
  ),
  doc: 'A module of an instrument: the level at which data are produced.',
  write: 'direct',
  naturalKey: ['instrument_id', 'name'],
  permissions,
  fields: {
    name,
    pixels: { doc: 'Number of detectors.', refine: (s) => s.min(1) },
    freq_min_ghz: { doc: 'Lower end of the band.', unit: 'GHz', refine: (s) => s.positive() },
    freq_max_ghz: { doc: 'Upper end of the band.', unit: 'GHz', refine: (s) => s.positive() },
    available: { doc: 'Installed and operational now.' },
  },
  parents: ['instrument_id'],
  filters: ['id', 'instrument_id', 'name', 'available'],
  order: ['id', 'name'],
});
