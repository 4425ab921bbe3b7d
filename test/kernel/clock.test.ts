import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { isBefore, systemClock, utcNow, utcText } from '../../lib/kernel/clock.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const FIRST = Date.parse('0001-01-02T00:00:00Z');
const LAST = Date.UTC(9999, 11, 30);
const two = (number: number) => String(number).padStart(2, '0');

/** A moment to the microsecond, somewhere between the years 1 and 9999. */
const moment = fc.record({ ms: fc.integer({ min: FIRST, max: LAST }), us: fc.integer({ min: 0, max: 999 }) });
const iso = ({ ms, us }: { ms: number; us: number }) =>
  new Date(ms).toISOString().replace('Z', `${String(us).padStart(3, '0')}Z`);
/** Any way of writing an offset; PostgreSQL takes less than 16 hours. */
const offset = fc.oneof(
  fc.constantFrom('Z', 'z', '', '+00', '-00:00', '+0000'),
  fc
    .record({
      sign: fc.constantFrom('+', '-'),
      hours: fc.integer({ min: 0, max: 15 }),
      minutes: fc.integer({ min: 0, max: 59 }),
      colon: fc.constantFrom('', ':'),
    })
    .map(({ sign, hours, minutes, colon }) => `${sign}${two(hours)}${colon}${two(minutes)}`),
);
const written = fc
  .record({ moment, digits: fc.integer({ min: 0, max: 6 }), separator: fc.constantFrom('T', ' ', 't'), offset })
  .map(({ moment: one, digits, separator, offset: zone }) => {
    const text = iso(one);
    const fraction = digits === 0 ? '' : `.${text.slice(20, 20 + digits)}`;
    return `${text.slice(0, 10)}${separator}${text.slice(11, 19)}${fraction}${zone}`;
  });

test('every moment to the millisecond is spelled so that Date reads the same moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), (ms) => {
      const spelled = utcText(new Date(ms).toISOString()) ?? '';
      expect(Date.parse(spelled)).toBe(ms);
      expect(utcText(spelled)).toBe(spelled);
      expect(spelled).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?Z$/);
    }),
  );
});

test('however a moment is written, PostgreSQL reads and answers it in the same spelling', async () => {
  const texts = fc.sample(written, 2_000);
  const query =
    'select t::timestamptz as time, (t::timestamptz)::text as plain from unnest($1::text[]) with ordinality as u(t, n) order by n';
  for (const site of [sites.main, sites.observatory]) {
    const rows = await site.local.query({ sql: query, params: [texts] });
    expect(rows.map(({ time }) => time)).toEqual(texts.map(utcText));
    expect(rows.map(({ plain }) => utcText(String(plain)))).toEqual(texts.map(utcText));
  }
});

test('a spelled time goes into PostgreSQL and comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(moment, async (one) => {
      const spelled = utcText(iso(one));
      const [row] = await sites.main.local.query({ sql: 'select $1::timestamptz as time', params: [spelled] });
      expect(row?.time).toBe(spelled);
    }),
    { numRuns: 50 },
  );
});

test('digits behind the microsecond are cut, never rounded into another second', () => {
  expect(utcText('2026-12-31T23:59:59.9999999Z')).toBe('2026-12-31T23:59:59.999999Z');
  expect(utcText('2026-12-31T23:59:59.00000049Z')).toBe('2026-12-31T23:59:59Z');
});

test.each([
  '',
  'now',
  '2026-11-21',
  '2026-11-21T03:00Z',
  '2026-02-29T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-11-21T24:00:00Z',
  '2026-11-21T03:00:60Z',
  '2026-11-21T03:00:00+24:00',
  '2026-11-21T03:00:00,5Z',
  '0000-12-31T00:00:00Z',
  '0001-01-01T00:30:00+01:00',
  '9999-12-31T23:30:00-01:00',
  '+002026-11-21T03:00:00Z',
  '2026-11-21T03:00:00Z\n',
  '２026-11-21T03:00:00Z',
])('%j is no time', (text) => {
  expect(utcText(text)).toBeUndefined();
});

test('a leap day exists in a leap year', () => {
  expect(utcText('2028-02-29T00:00:00Z')).toBe('2028-02-29T00:00:00Z');
});

test('of two times the earlier is before the later, by a microsecond, with or without a fraction', () => {
  const near = fc.record({ ms: fc.integer({ min: 0, max: 1 }), us: fc.integer({ min: 0, max: 999 }) });
  fc.assert(
    fc.property(fc.oneof(near, moment), fc.oneof(near, moment), (a, b) => {
      const earlier = a.ms === b.ms ? a.us < b.us : a.ms < b.ms;
      expect(isBefore(utcText(iso(a)) ?? '', utcText(iso(b)) ?? '')).toBe(earlier);
    }),
  );
});

test('the clock speaks the one spelling, and its ids are UUIDv7 in the order they were made', () => {
  const now = utcNow(systemClock);
  expect(utcText(now)).toBe(now);
  const ids = Array.from({ length: 1_000 }, systemClock.uuid);
  expect(new Set(ids).size).toBe(1_000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
});
