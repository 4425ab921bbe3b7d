import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toQuery } from '../../lib/database/overlay.ts';
import { user } from '../../lib/entities/access.ts';
import { auditEvent } from '../../lib/entities/audit.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { utcText } from '../../lib/kernel/clock.ts';
import { behind, positionOf, writeCursor } from '../../lib/model/cursor.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';
import { following, LIST_LIMIT, listQuery, narrowed, type Page } from '../../lib/model/filter.ts';

/** The page a query asks for; throws when it is not one. */
const page = (entity: AnyEntity, query: Record<string, unknown>): Page => listQuery(entity).parse(query) as Page;
const condition = ({ where }: Page) => (where === undefined ? undefined : toQuery(where));
/** The cursor of a page that ends in a row, and what the page behind it begins with. */
const cursorAfter = ({ order }: Page, row: Row) => writeCursor(order, positionOf(order, row));
const beginning = ({ order, after }: Page) => (after === undefined ? undefined : toQuery(behind(order, after)));

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
        const first = page(executedObsUnit, { order, status: 'running' });
        const next = page(executedObsUnit, { order, status: 'running', cursor: cursorAfter(first, row) });
        const value = order.endsWith('start_time') ? row.start_time : row.created_at;
        expect(beginning(next)?.params).toEqual([value, row.id]);
        expect(beginning(next)?.sql).toContain(order.startsWith('-') ? ') < (' : ') > (');
        // What is asked of each record stays as it is: all pages together are counted by it.
        expect(condition(next)).toEqual(condition(first));
        expect(following(first, row)).toEqual(next);
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
        const cursor = cursorAfter(page(obsUnit, { order }), row);
        expect(cursor).toMatch(/^[\w-]+$/);
        const value = column === 'id' ? row.id : column === 'name' ? row.name : row.created_at;
        expect(beginning(page(obsUnit, { order, cursor }))?.params).toEqual([value, row.id]);
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

test('a page is a stretch of all records only while nothing is asked of them', () => {
  const unfiltered = (query: Record<string, unknown>) => page(executedObsUnit, query).unfiltered;
  expect(unfiltered({ order: 'created_at', limit: '5', fields: 'status', total: 'true', format: 'csv' })).toBe(true);
  for (const query of [
    { status: 'running' },
    { q: 'cirrus' },
    { end_time: 'null' },
    { start_time_lt: '2026-11-21T00:00:00Z' },
  ])
    expect(unfiltered(query)).toBe(false);
  expect(narrowed(executedObsUnit, page(executedObsUnit, {}), 'obs_unit_id', 1).unfiltered).toBe(false);
});

test('a text that is searched for stands for itself, in each of the columns', () => {
  const { sql, params } = condition(page(executedObsUnit, { q: '100%_\\ a*?' })) ?? expect.fail();
  expect(sql).toBe('("executed_obs_unit"."comment" ilike $1 or "executed_obs_unit"."executed_by" ilike $2)');
  expect(params).toEqual(Array(2).fill('%100\\%\\_\\\\ a*?%'));
});

test('any text is either searched for or refused in the field q', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 150, maxLength: 250 })),
      (q) => {
        const parsed = listQuery(executedObsUnit).safeParse({ q });
        const good = [...q].length >= 2 && [...q].length <= 200 && !q.includes('\0') && q.isWellFormed();
        expect(parsed.success).toBe(good);
        if (!parsed.success)
          expect(parsed.error.issues.map(({ path }) => path)).toEqual(parsed.error.issues.map(() => ['q']));
      },
    ),
  );
});

test('an entity that declares nothing to search takes no q', () => {
  const issues = listQuery(auditEvent).safeParse({ q: 'cirrus' }).error?.issues;
  expect(issues).toEqual([expect.objectContaining({ code: 'unrecognized_keys', keys: ['q'] })]);
});

test('an item has the members asked for, each once, in that order, and always its id', () => {
  const all = Object.keys(executedObsUnit.columns);
  expect(page(executedObsUnit, {}).fields).toEqual(all);
  for (const [fields, expected] of [
    ['status,comment', ['id', 'status', 'comment']],
    [
      ['comment', 'status,id', 'comment'],
      ['comment', 'status', 'id'],
    ],
  ])
    expect(page(executedObsUnit, { fields }).fields).toEqual(expected);
});

test('what a list hides cannot be asked for, and what it adds can', () => {
  const users = listQuery(user, [], { hides: ['preferences'], adds: ['roles'] });
  expect(users.parse({}).fields).toEqual([
    ...Object.keys(user.columns).filter((name) => name !== 'preferences'),
    'roles',
  ]);
  expect(users.parse({ fields: 'roles' }).fields).toEqual(['id', 'roles']);
  expect(users.safeParse({ fields: 'preferences' }).error?.issues.map(({ path }) => path)).toEqual([['fields']]);
});
