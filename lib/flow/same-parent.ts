import { Problem } from '../kernel/problem.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import { readById } from './read.ts';
import type { Site } from './site.ts';

/**
 * Problem `request.invalid`, naming `column`, when the record it refers to belongs by `shared` to another one than the row
 * does. A record that is not here is left to main. Problems as for `readById`.
 */
export async function refuseOtherParent(
  site: Site,
  row: Row,
  { entity, column, shared }: { entity: AnyEntity; column: string; shared: string },
): Promise<void> {
  const id = row[column];
  if (typeof id !== 'number' && typeof id !== 'string') return;
  const [part] = (await readById(site, entity, id)).rows;
  if (part === undefined || part[shared] === row[shared]) return;
  const detail = `${entity.name} ${id} belongs to ${shared} ${part[shared]}, not ${row[shared]}`;
  throw new Problem('request.invalid', `${column}: ${detail}`, { errors: [{ in: 'body', field: column, detail }] });
}
