import type pg from 'pg';
import { catalogue as entities } from '../../lib/entities/catalogue.ts';
import { insertRows, pgIdentifier, type Rows } from './insert-rows.ts';
import { type Numbers, numbersOf, renumbered } from './numbers.ts';
import { CONFIGURATIONS } from './seed-configurations.ts';
import { LOCATIONS } from './seed-locations.ts';
import { OBSERVATORY } from './seed-observatory.ts';
import { PROGRAMMES } from './seed-programmes.ts';
import { SOURCES } from './seed-sources.ts';

/**
 * The observatory's catalogue: enough for a first look, by id, so that examples can name it. Sources:
 * ccatobservatory.org (site, instruments), fyst-trajectories (coordinates of the telescope), and what its parts say.
 */
export const CATALOGUE: Rows = { ...OBSERVATORY, ...LOCATIONS, ...SOURCES, ...CONFIGURATIONS, ...PROGRAMMES };

/**
 * Inserts a catalogue where it is missing. Records that are there, whoever made them, are left as they are and are known by
 * their natural keys; what has another number than the catalogue gives it, because that was taken, is returned.
 */
export async function insertCatalogue(client: pg.ClientBase, catalogue: Rows = CATALOGUE): Promise<Numbers> {
  const numbers: Numbers = new Map();
  for (const entity of entities.filter(({ name }) => catalogue[name] !== undefined)) {
    const rows = renumbered(catalogue[entity.name] ?? [], entity, numbers);
    await insertRows(client, entity.name, rows);
    // Numbers made by the database go on behind these. Of a table without any there is no sequence, and nothing happens.
    await client.query(
      `select setval(pg_get_serial_sequence($1, 'id'), greatest((select max(id) from ${pgIdentifier(entity.name)}), 1))`,
      [entity.name],
    );
    const found = await numbersOf(client, entity, rows);
    const homeless = rows.filter(({ id }) => !found.has(id));
    const unnumbered = homeless.map(({ id: _, ...row }) => row);
    if (homeless.length > 0) await insertRows(client, entity.name, unnumbered);
    const known = homeless.length > 0 ? await numbersOf(client, entity, rows) : found;
    const changed = [...known].filter(([wanted, actual]) => wanted !== actual);
    if (changed.length > 0) numbers.set(entity.name, new Map(changed));
  }
  return numbers;
}
