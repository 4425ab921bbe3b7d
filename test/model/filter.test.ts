import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toQuery } from '../../lib/database/overlay.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { utcText } from '../../lib/kernel/clock.ts';
import type { AnyEntity } from '../../lib/model/entity.ts';
import { LIST_LIMIT, listQuery, type Page } from '../../lib/model/filter.ts';

/** The page a query asks for; throws when it is not one. */
const page = (entity: AnyEntity, query: Record<string, unknown>): Page => listQuery(entity).parse(query) as Page;
const condition = ({ where }: Page) => (where === undefined ? undefined : toQuery(where));

const time = fc
  .record({ ms: fc.integer({ min: 0, max: 4e12 }), us: fc.integer({ min: 0, max: 999 }) })
  .map(({ ms, us }) => utcText(new Date(ms).toISOString().replace('Z', `${String(us).padStart(3, '0')}Z`)) ?? '');
const executed = fc.record({ id: fc.uuid(), start_time: time, created_at: time });
const unit = fc.record({
  id: fc.integer({ min: 1, max: 2_147_483_647 }),
  name: fc.string({ unit: 'grapheme' }),
  created_at: time,
});

test.each(['start_time', '-start_time', 'created_at', '-created_at'])(
  'a cursor ordered by %s stands exactly behind its row',
  (order) => {
    fc.assert(
      fc.property(executed, (row) => {
        const next = page(executedObsUnit, { order, cursor: page(executedObsUnit, { order }).cursorAfter(row) });
        const value = order.endsWith('start_time') ? row.start_time : row.created_at;
        expect(condition(next)?.params).toEqual([value, row.id]);
        expect(condition(next)?.sql).toContain(order.startsWith('-') ? ') < (' : ') > (');
      }),
    );
  },
);

test.each(['id', '-id', 'name', '-name', 'created_at', '-created_at'])(
  'a cursor of another entity ordered by %s does as well, whatever its text',
  (order) => {
    const column = order.replace('-', '');
    fc.assert(
      fc.property(unit, (row) => {
        fc.pre(!row.name.includes('\0'));
        const { cursorAfter } = page(obsUnit, { order });
        const cursor = cursorAfter(row);
        expect(cursor).toMatch(/^[\w-]+$/);
        const value = column === 'id' ? row.id : column === 'name' ? row.name : row.created_at;
        expect(condition(page(obsUnit, { order, cursor }))?.params).toEqual([value, row.id]);
      }),
    );
  },
);

test('any text is either a cursor or refused in the field cursor', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  fc.assert(
    fc.property(text, (cursor) => {
      const parsed = listQuery(executedObsUnit).safeParse({ cursor });
      if (!parsed.success) expect(parsed.error.issues.map(({ path }) => path)).toEqual([['cursor']]);
    }),
  );
});

test('a page has a size, a default and a limit, and a stable order', () => {
  const { limit, order_by, stale, where, equals } = page(executedObsUnit, {});
  expect({ limit, stale, where, equals }).toEqual({
    limit: LIST_LIMIT.default,
    stale: false,
    where: undefined,
    equals: {},
  });
  expect(order_by.map((one) => toQuery(one).sql)).toEqual([
    '"executed_obs_unit"."start_time" desc',
    '"executed_obs_unit"."id" desc',
  ]);
  expect(page(obsUnit, { order: 'id' }).order_by).toHaveLength(1);
});

test('values reach the statement as parameters, never as text of it', () => {
  const hostile = `'; drop table executed_obs_unit; --`;
  const { sql, params } = condition(page(executedObsUnit, { executed_by: [hostile, 'null'], status: 'running' })) ?? {
    sql: '',
    params: [],
  };
  expect(sql).not.toContain('drop');
  expect(params).toEqual(['running', hostile]);
});

test('what is asked by equality is known apart, so that only what can be pending there is looked at', () => {
  const { equals } = page(executedObsUnit, {
    obs_unit_id: ['2', '1'],
    status: 'running',
    start_time_gte: '2026-11-21T00:00:00Z',
  });
  expect(equals).toEqual({ obs_unit_id: [2, 1], status: ['running'] });
});
