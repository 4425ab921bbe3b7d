import type { Shown } from '../history.ts';
import { instant } from './values.ts';

/** Which executions a list is about, as far as its path says. */
export interface ListQuery {
  ids?: ReadonlySet<string>;
  units?: ReadonlySet<number>;
  statuses?: ReadonlySet<string>;
  /** Starts from here on, and before there, in microseconds. */
  from?: number;
  before?: number;
  /** Rows the answer has at most, without saying that there are more: the newest starts. */
  newest?: number;
}

/** The limit of the bare list of an observation unit. */
const NEWEST = 100;

/** What a list asks for; undefined when this cannot be told, or when it asks for less than everything. */
export function listQueryOf(path: string): ListQuery | undefined {
  const [name = '', search = ''] = path.split('?');
  const unit = /^\/executed_obs_units\/(\d+)$/.exec(name)?.[1];
  if (unit !== undefined) return search === '' ? { units: new Set([Number(unit)]), newest: NEWEST } : undefined;
  if (name !== '/executed_obs_units') return undefined;
  const given = new URLSearchParams(search);
  const query: ListQuery = {};
  for (const parameter of new Set(given.keys())) {
    const values = given.getAll(parameter);
    if (parameter === 'id') query.ids = new Set(values);
    else if (parameter === 'obs_unit_id') query.units = new Set(values.map(Number));
    else if (parameter === 'status') query.statuses = new Set(values);
    else if (parameter === 'start_time_gte') query.from = instant(values[0]);
    else if (parameter === 'start_time_lt') query.before = instant(values[0]);
    else if (parameter !== 'limit' && parameter !== 'order') return undefined;
  }
  return query;
}

/** Whether a record of this unit and start belongs to the list, whatever its status. */
export function isAbout(query: ListQuery, id: string, unit: number, started: number): boolean {
  if (query.ids?.has(id) === false || query.units?.has(unit) === false) return false;
  return started >= (query.from ?? Number.NEGATIVE_INFINITY) && started < (query.before ?? Number.POSITIVE_INFINITY);
}

/** From which start on everything must be shown: the limit may have cut off what is older. */
export function shownFrom({ newest }: ListQuery, shown: readonly Shown[]): number {
  if (newest === undefined || shown.length < newest) return Number.NEGATIVE_INFINITY;
  return instant(shown.at(-1)?.start_time) + 1;
}
