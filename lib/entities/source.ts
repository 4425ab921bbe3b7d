import { sql } from 'drizzle-orm';
import { check, doublePrecision, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import * as z from 'zod';
import { listIndexes, oneOf, searchIndex, storable, utc } from '../model/columns.ts';
import { defineEntity } from '../model/entity.ts';

const permissions = { read: 'read:programs', write: 'write:programs' } as const;
const SOURCE_TYPES = ['fixed_source', 'solar_system_object', 'constant_elevation_source'] as const;

/** What is looked at. What it is more exactly, the record of the same id says that its type names. */
export const source = defineEntity({
  table: pgTable(
    'source',
    {
      id: integer().primaryKey().generatedByDefaultAsIdentity(),
      name: text().notNull().unique(),
      type: text({ enum: SOURCE_TYPES }).notNull(),
      created_at: utc().notNull().defaultNow(),
      updated_at: utc().notNull().defaultNow(),
      deleted_at: utc(),
    },
    (t) => [
      oneOf('source_type', t.type, SOURCE_TYPES),
      ...listIndexes(t, ['type', 'created_at'], 'id'),
      searchIndex(t, ['name']),
    ],
  ),
  doc: 'A source: what is observed.',
  write: 'direct',
  naturalKey: ['name'],
  permissions,
  history: true,
  fields: {
    name: { doc: 'Name of the source, such as Orion-KL.' },
    type: { doc: 'The table that says more: it has a record of the same id.' },
    deleted_at: { doc: 'When it was withdrawn; null while it is in use.' },
  },
  filters: ['id', 'name', 'type', 'created_at'],
  order: ['id', 'name', 'created_at'],
  search: ['name'],
});

const id = () =>
  integer()
    .primaryKey()
    .references(() => source.table.id);

/** A position that does not move. */
export const fixedSource = defineEntity({
  table: pgTable(
    'fixed_source',
    {
      id: id(),
      ra_deg: doublePrecision().notNull(),
      dec_deg: doublePrecision().notNull(),
      frame: text().notNull().default('icrs'),
      vlsr_km_s: doublePrecision(),
      redshift: doublePrecision(),
      aliases: jsonb().$type<string[]>().notNull().default([]),
    },
    (t) => [
      check('fixed_source_ra_deg', sql`${t.ra_deg} >= 0 and ${t.ra_deg} < 360`),
      check('fixed_source_dec_deg', sql`${t.dec_deg} between -90 and 90`),
      // A cone is sought in a band of declination.
      ...listIndexes(t, ['dec_deg', 'ra_deg'], 'id'),
    ],
  ),
  doc: 'A source with fixed celestial coordinates.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: {
    ra_deg: { doc: 'Right ascension.', unit: 'deg', refine: (s) => s.min(0).lt(360) },
    dec_deg: { doc: 'Declination.', unit: 'deg', refine: (s) => s.min(-90).max(90) },
    frame: { doc: 'Reference frame of the coordinates.' },
    vlsr_km_s: { doc: 'Velocity in the local standard of rest.', unit: 'km/s' },
    redshift: { doc: 'Redshift, where velocity is not used.', refine: (s) => s.min(-1) },
    aliases: {
      doc: 'Other names it is known by.',
      refine: () => z.array(storable(z.string().min(1))).max(100),
    },
  },
  filters: ['id', 'ra_deg', 'dec_deg'],
  order: ['id'],
});

/** A body of the solar system; where it is, an ephemeris says. */
export const solarSystemObject = defineEntity({
  table: pgTable('solar_system_object', { id: id(), body: text().notNull().unique(), naif_id: integer() }),
  doc: 'A body of the solar system, which moves.',
  write: 'direct',
  naturalKey: ['body'],
  permissions,
  fields: {
    body: { doc: 'English name, such as Jupiter.' },
    naif_id: { doc: 'Number in the NAIF (SPICE) scheme, such as 599.' },
  },
  filters: ['id', 'body'],
  order: ['id'],
});

/** An area that is scanned in azimuth while it drifts through one elevation. */
export const constantElevationSource = defineEntity({
  table: pgTable(
    'constant_elevation_source',
    {
      id: id(),
      ra_min_deg: doublePrecision().notNull(),
      ra_max_deg: doublePrecision().notNull(),
      dec_min_deg: doublePrecision().notNull(),
      dec_max_deg: doublePrecision().notNull(),
      elevation_deg: doublePrecision().notNull(),
    },
    (t) => [check('constant_elevation_source_dec', sql`${t.dec_min_deg} <= ${t.dec_max_deg}`)],
  ),
  doc: 'An area surveyed at constant elevation.',
  write: 'direct',
  naturalKey: ['id'],
  permissions,
  fields: {
    ra_min_deg: { doc: 'Western edge; the area may reach over 0.', unit: 'deg', refine: (s) => s.min(0).lt(360) },
    ra_max_deg: { doc: 'Eastern edge.', unit: 'deg', refine: (s) => s.min(0).lt(360) },
    dec_min_deg: { doc: 'Southern edge.', unit: 'deg', refine: (s) => s.min(-90).max(90) },
    dec_max_deg: { doc: 'Northern edge.', unit: 'deg', refine: (s) => s.min(-90).max(90) },
    elevation_deg: { doc: 'Elevation it is scanned at.', unit: 'deg', refine: (s) => s.min(20).max(90) },
  },
  filters: ['id'],
  order: ['id'],
});
