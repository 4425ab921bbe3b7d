import { nightsOf, rowsOf, SEASON_BASE, type Season } from '../../infra/database/season.ts';
import { plannedUnits } from '../../infra/database/season-plan.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { Row } from '../../lib/model/entity.ts';

/** What a scheduler of the season chooses from. */
export const units = plannedUnits(SEASON_BASE);

/** Some nights at their usual size, which tests change as they need. */
export const SEASON: Season = {
  nights: 3,
  until: '2026-11-20',
  seed: '1',
  files_per_night: 10_000,
  hours: 24,
  requested_by: 2,
};

/** All rows of a season, by table, in the order of its nights. */
export function made(given: Partial<Season> = {}): Record<string, Row[]> {
  const season = { ...SEASON, ...given };
  const all: Record<string, Row[]> = Object.fromEntries(catalogue.map(({ name }) => [name, []]));
  for (const night of nightsOf(season))
    for (const [table, rows] of Object.entries(rowsOf(season, night, units))) all[table]?.push(...rows);
  return all;
}
