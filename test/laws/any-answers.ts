import { catalogue } from '../../lib/entities/catalogue.ts';
import { expansion, SHOWN } from '../../lib/flow/expand.ts';
import { list } from '../../lib/flow/list.ts';
import { readById } from '../../lib/flow/read.ts';
import type { Site } from '../../lib/flow/site.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';
import { listQuery } from '../../lib/model/filter.ts';
import { relationsOf } from '../../lib/model/relation.ts';
import { type AnyRecords, entityNamed } from './any-records.ts';

/** What a site answers about the records touched of late: by id with all they are related to, and lists of their entities. */
export async function answersOf(site: Site, records: AnyRecords, picks: readonly number[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [name, ids] of [...records.touched].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entity = entityNamed(name);
    const rows: Row[] = [];
    for (const id of [...ids].sort().slice(0, 8)) {
      const { readable, ...shown } = expansion(entity, relationsOf(entity, catalogue), { shown: SHOWN.one, id });
      const [row] = (await readById(site, entity, id, shown)).rows.map(readable);
      answers.push([name, id, row ?? null]);
      if (row !== undefined) rows.push(row);
    }
    for (const query of queriesOf(entity, rows, picks)) answers.push([name, query, await pagesOf(site, entity, query)]);
  }
  return answers;
}

/** Two pages, and whether there are more. */
async function pagesOf(site: Site, entity: AnyEntity, query: Record<string, string>): Promise<unknown> {
  const { list: first } = await list(site, entity, listQuery(entity).parse(query));
  const { pending: _, ...page } = first;
  if (first.next_cursor === null) return page;
  const { list: second } = await list(site, entity, listQuery(entity).parse({ ...query, cursor: first.next_cursor }));
  return [page, second.items, second.next_cursor];
}

/** Lists in every order, filtered by a value that is there. */
function queriesOf(entity: AnyEntity, rows: readonly Row[], picks: readonly number[]): Record<string, string>[] {
  const [by = 0, which = 0, direction = 0, limit = 0, range = 0] = picks;
  const filter = entity.filters[by % entity.filters.length] ?? 'id';
  const value = rows[which % Math.max(1, rows.length)]?.[filter];
  const column = entity.order[direction % entity.order.length] ?? 'id';
  const order = direction % 2 === 0 ? column : `-${column}`;
  const ranged = typeof value === 'number' || entity.columns[filter]?.columnType === 'PgTimestampString';
  return [
    { order, limit: String(1 + (limit % 7)) },
    ...(value === undefined || value === '' ? [] : [{ [filter]: String(value), order }]),
    ...(value == null || !ranged
      ? []
      : [{ [`${filter}_${range % 2 === 0 ? 'gte' : 'lt'}`]: String(value), order, limit: '5' }]),
  ];
}
