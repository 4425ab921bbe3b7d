import { getTableConfig, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import type { Clock } from '../../lib/kernel/clock.ts';
import { completePatch, completeRow, defineEntity } from '../../lib/model/entity.ts';

const clock: Clock = {
  now: () => Date.UTC(2026, 10, 21, 3, 0, 0, 250),
  uuid: () => '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1',
  random: () => 0,
};
const NOW = '2026-11-21T03:00:00.25Z';

test('a row is whole before it is stored: an id, defaults, explicit nulls, and the times main would set', () => {
  const given = { obs_unit_id: 1, start_time: '2026-11-21T02:00:00Z', comment: null, site_name: 'observatory' };
  const row = completeRow(executedObsUnit, given, clock);
  expect(row).toEqual({
    ...given,
    id: clock.uuid(),
    status: 'running',
    end_time: null,
    mean_pwv_mm: null,
    mean_elevation_deg: null,
    executed_by: null,
    created_at: NOW,
    updated_at: NOW,
  });
  expect(Object.keys(row).sort()).toEqual(Object.keys(executedObsUnit.columns).sort());
  expect(completeRow(executedObsUnit, row, { now: () => 0, uuid: () => 'other', random: () => 0 })).toEqual(row);
});

test('a patch carries what changes and when, and leaves what was given untouched', () => {
  const patch = { status: 'completed', comment: null };
  expect(completePatch(executedObsUnit, patch, clock)).toEqual({ ...patch, updated_at: NOW });
  expect(patch).toEqual({ status: 'completed', comment: null });
});

test('declared defaults of the catalogue are known before main sees the row', () => {
  expect(completeRow(obsUnit, { id: 5, name: 'x' }, clock)).toMatchObject({
    id: 5,
    available: true,
    priority: null,
    created_at: NOW,
  });
});

test('a list is never sorted by a column that may be null: a cursor could not stand there', () => {
  const table = pgTable('thing', { id: integer().primaryKey(), name: text() });
  const facts = {
    doc: 'x',
    write: 'direct',
    naturalKey: ['name'],
    permissions: { read: 'read:system', write: 'manage:buffer' },
    fields: {},
    filters: [],
  } as const;
  expect(() => defineEntity({ table, ...facts, order: ['name'] })).toThrow(TypeError);
  expect(defineEntity({ table, ...facts, order: ['id'] }).name).toBe('thing');
});

describe.each(catalogue.map((entity) => ({ entity, name: entity.name })))('$name', ({ entity }) => {
  test('is known by columns it has and that are never null', () => {
    for (const name of entity.naturalKey) expect(entity.columns[name]?.notNull).toBe(true);
  });

  test('has no column whose JSON form loses something', () => {
    const lossless =
      /^(integer|text|uuid|boolean|jsonb|double precision|varchar\(\d+\)|timestamp \(6\) with time zone|timestamp\(6\) with time zone)$/;
    // int8 is a number on the wire: exact up to 2^53 - 1, and a constraint sees to it that there is nothing beyond.
    const bounded = getTableConfig(entity.table).checks.map(({ name }) => name);
    for (const column of Object.values(entity.columns))
      if (column.getSQLType() === 'bigint') expect(bounded).toContain(`${entity.name}_${column.name}`);
      else expect(column.getSQLType()).toMatch(lossless);
  });

  test('refers only to records that are declared before it', () => {
    const before = catalogue.slice(0, catalogue.indexOf(entity)).map(({ name }) => name);
    for (const { entity: target } of entity.references) expect(before).toContain(target);
  });

  test('is found by its parents only through columns it has', () => {
    for (const name of [...(entity.parents ?? []), ...entity.filters, ...entity.order])
      expect(entity.columns).toHaveProperty(name);
  });
});
