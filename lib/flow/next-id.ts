import { DatabaseUnavailable } from '../database/connect.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import type { Site } from './site.ts';

/**
 * The numbers of records to be made, one for each entity named, in one question. Main gives them, so that two sites never give
 * the same. Problem `site.read_only` when main does not answer.
 */
export async function nextIds(site: Site, entities: readonly AnyEntity[]): Promise<number[]> {
  const [first] = entities;
  if (first === undefined) return [];
  try {
    const rows = await site.main.query({
      sql: `select e.n::int as n, nextval(pg_get_serial_sequence(e.name, 'id')) as id
        from unnest($1::text[]) with ordinality as e(name, n)`,
      params: [entities.map(({ name }) => `public."${name}"`)],
    });
    return rows.toSorted((a, b) => Number(a.n) - Number(b.n)).map(({ id }) => Number(id));
  } catch (error) {
    if (error instanceof DatabaseUnavailable)
      throw new Problem('site.read_only', `A new ${first.name} needs main, which does not answer.`);
    throw error;
  }
}

/** The number of one record to be made, as `nextIds`. */
export async function nextId(site: Site, entity: AnyEntity): Promise<number> {
  const [id = 0] = await nextIds(site, [entity]);
  return id;
}
