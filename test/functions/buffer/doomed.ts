import { drain } from '../../../lib/flow/drain.ts';
import { type Answered, call } from '../../support/api.ts';
import { type Sites, until } from '../../support/sites.ts';
import { nextTime } from '../expect.ts';

/** What a write answered. */
interface Written {
  id: string;
  transaction_id: string;
}

/** Why the operators of these tests do what they do. */
export const WHY = 'the unit is back';

/** An observation unit on main that nothing refers to yet. */
export async function insertUnit({ sql }: Sites, obs_unit_id: number): Promise<void> {
  const values = `($1, $2, 1, 1, 1)`;
  const columns = 'id, name, observing_program_id, source_id, obs_mode_id';
  await sql(`insert into obs_unit (${columns}) values ${values}`, [obs_unit_id, `unit ${obs_unit_id}`]);
}

/** Begins an observation at the observatory. */
export async function begin({ observatory }: Sites, obs_unit_id = 1, start_time = nextTime()): Promise<Written> {
  const body = { obs_unit_id, start_time };
  return (await call(observatory, 'POST', '/executed_obs_units/start', { body })).body;
}

/** Ends an observation at the observatory. */
export async function end({ observatory }: Sites, id: string): Promise<Written> {
  const body = { status: 'completed', end_time: '2027-01-01T00:00:00Z' };
  return (await call(observatory, 'PUT', `/executed_obs_units/${id}/finish`, { body })).body;
}

/** An observation whose unit main has deleted meanwhile: its beginning is dead, its end is held. */
export async function doom(sites: Sites, obs_unit_id: number): Promise<{ start: Written; finish: Written }> {
  await insertUnit(sites, obs_unit_id);
  await sites.replayed();
  const start = await begin(sites, obs_unit_id);
  const finish = await end(sites, start.id);
  await sites.sql('delete from obs_unit where id = $1', [obs_unit_id]);
  await drainAll(sites);
  return { start, finish };
}

/** Drains until nothing can be sent any more. */
export async function drainAll({ observatory }: Sites): Promise<void> {
  await until(async () => (await drain(observatory)).pending === 0);
}

/** A call of the operator about dead letters: `path` behind `/buffer/failed/`. */
export function operate(
  { main, observatory }: Sites,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  at: 'main' | 'observatory' = 'observatory',
): Promise<Answered> {
  const site = at === 'main' ? main : observatory;
  return call(site, method, `/buffer/failed/${path}`, { role: 'observer', ...(body === undefined ? {} : { body }) });
}
