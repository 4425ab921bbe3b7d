import type { Shown } from '../history.ts';
import { listQueryOf } from './list-query.ts';

/** The lists the model's readers read. */
export const LISTS = [
  '/executed_obs_units/1',
  '/executed_obs_units/2',
  '/executed_obs_units?status=running',
  '/executed_obs_units?obs_unit_id=1&obs_unit_id=3&status=completed',
  '/executed_obs_units?limit=4',
  '/executed_obs_units',
];

/** The page of a list that the rows make. */
export function listed(path: string, rows: readonly Shown[]): { shown: Shown[]; complete: boolean } {
  const query = listQueryOf(path);
  const limit = path.includes('limit=4') ? 4 : (query?.newest ?? 50);
  const all = rows.filter(
    ({ obs_unit_id, status }) => query?.units?.has(obs_unit_id) !== false && query?.statuses?.has(status) !== false,
  );
  return { shown: all.slice(0, limit), complete: all.length <= limit };
}
