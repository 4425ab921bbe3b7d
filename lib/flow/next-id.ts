import { DatabaseUnavailable } from '../database/connect.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity } from '../model/entity.ts';
import type { Site } from './site.ts';

/**
 * The number of a record to be made. Main gives it, so that two sites never give the same. Problem `site.read_only` when main
 * does not answer.
 */
export async function nextId(site: Site, { name }: AnyEntity): Promise<number> {
  try {
    const [row] = await site.main.query({
      sql: `select nextval(pg_get_serial_sequence($1, 'id')) as id`,
      params: [`public."${name}"`],
    });
    return Number(row?.id);
  } catch (error) {
    if (error instanceof DatabaseUnavailable)
      throw new Problem('site.read_only', `A new ${name} needs main, which does not answer.`);
    throw error;
  }
}
