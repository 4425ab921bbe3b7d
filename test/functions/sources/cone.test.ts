import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { overlaid, toQuery } from '../../../lib/database/overlay.ts';
import { fixedSource, source } from '../../../lib/entities/source.ts';
import { type Cone, coneStatement } from '../../../lib/flow/cone.ts';
import { type Answered, call } from '../../support/api.ts';
import { openPlaces, type Places } from '../access/places.ts';
import { LINKED, read, write } from '../catalogue.ts';
import { expectInvalid, replicate } from '../expect.ts';

/** Sources of the test: at the poles, on both sides of right ascension 0, on one spot, and anywhere. */
const ANYWHERE = 3_000;
const PLACED: [ra_deg: number, dec_deg: number][] = [
  ...([0, 90, 123.4, 359.999].map((ra) => [ra, 90]) as [number, number][]),
  ...([0, 180, 271.5].map((ra) => [ra, -90]) as [number, number][]),
  ...([0, 1e-7, 0.5, 359.5, 359.9999999].map((ra) => [ra, 0]) as [number, number][]),
  ...([12.3, 102.3, 192.3, 282.3].map((ra) => [ra, 89.5]) as [number, number][]),
  ...([200.1, 200.1, 200.1000001].map((ra) => [ra, -33.3]) as [number, number][]),
  [20.1, 33.3],
];

interface Star {
  id: number;
  ra_deg: number;
  dec_deg: number;
}

let places: Places;
let stars: Star[];
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
  // Evenly over the sphere; the seed is fixed, the numbers are nobody's.
  await places.sql(`do $$ begin perform setseed(0.42);
    insert into source (id, name, type) select 1000 + n, 'star ' || n, 'fixed_source' from generate_series(1, ${ANYWHERE}) as n;
    insert into fixed_source (id, ra_deg, dec_deg)
      select 1000 + n, random() * 359.999999, degrees(asin(2 * random() - 1)) from generate_series(1, ${ANYWHERE}) as n;
  end $$`);
  const ids = PLACED.map((_, n) => 100 + n);
  await places.sql(
    "insert into source (id, name, type) select id, 'placed ' || id, 'fixed_source' from unnest($1::int[]) as id",
    [ids],
  );
  await places.sql(
    'insert into fixed_source (id, ra_deg, dec_deg) select * from unnest($1::int[], $2::float8[], $3::float8[])',
    [ids, PLACED.map(([ra]) => ra), PLACED.map(([, dec]) => dec)],
  );
  stars = (await places.sql('select id, ra_deg, dec_deg from fixed_source')) as unknown as Star[];
  await places.sql('analyze source');
  await places.sql('analyze fixed_source');
});
afterAll(() => places.close());

const cone = (at: (typeof LINKED)[number], query: string): Promise<Answered> =>
  call(places.at[at], 'GET', `/sources/cone?${query}`, { role: 'viewer' });
const queryOf = ({ ra_deg, dec_deg, radius_deg }: Cone, limit = 500) =>
  `ra_deg=${ra_deg.toFixed(9)}&dec_deg=${dec_deg.toFixed(9)}&radius_deg=${radius_deg.toFixed(9)}&limit=${limit}`;

/** The angle between two directions by the chord between them, or between one and the opposite of the other. */
function apart_deg(a: { ra_deg: number; dec_deg: number }, b: { ra_deg: number; dec_deg: number }): number {
  const [u, v] = [a, b].map(({ ra_deg, dec_deg }) => {
    const [ra, dec] = [(ra_deg * Math.PI) / 180, (dec_deg * Math.PI) / 180];
    return [Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)];
  }) as [number[], number[]];
  const chord = (sign: 1 | -1) => Math.hypot(...u.map((part, axis) => part - sign * (v[axis] ?? 0)));
  const angle = chord(1) <= chord(-1) ? 2 * Math.asin(chord(1) / 2) : Math.PI - 2 * Math.asin(chord(-1) / 2);
  return (angle * 180) / Math.PI;
}

/** Expects what looking at every source finds: which, how far, nearest first, and whether that is all. */
function expectFound({ status, body }: Answered, wanted: Cone, limit = 500): void {
  expect(status, JSON.stringify(body)).toBe(200);
  const within = stars
    .map(({ id, ...star }) => ({ id, distance_deg: apart_deg(star, wanted) }))
    .filter(({ distance_deg }) => distance_deg <= wanted.radius_deg)
    .sort((a, b) => a.distance_deg - b.distance_deg);
  const items: { id: number; distance_deg: number }[] = body.items;
  expect(items).toHaveLength(Math.min(within.length, limit));
  expect(body.complete).toBe(within.length <= limit);
  const truth = new Map(within.map(({ id, distance_deg }) => [id, distance_deg]));
  for (const [n, { id, distance_deg }] of items.entries()) {
    expect(truth.get(id), JSON.stringify({ wanted, id, distance_deg })).toBeCloseTo(distance_deg, 7);
    // The n-th nearest is as far as the n-th nearest is.
    expect(within[n]?.distance_deg).toBeCloseTo(distance_deg, 7);
    expect(distance_deg).toBeGreaterThanOrEqual(items[n - 1]?.distance_deg ?? 0);
  }
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
}

describe('GET /sources/cone', () => {
  describe('200', () => {
    const CENTRES: [ra_deg: number, dec_deg: number][] = [
      ...([0, 77, 359.9] as const).flatMap((ra) => [90, -90, 89.9, -89.6].map((dec): [number, number] => [ra, dec])),
      ...([0, 0.000001, 0.3, 359.7, 359.999999] as const).flatMap((ra) =>
        [0, 45, -80].map((dec): [number, number] => [ra, dec]),
      ),
      [200.1, -33.3],
      [12.3, 89.5],
    ];

    test.each([0.0005, 0.7, 3, 20, 90.5, 179.9])(
      'within %d degrees of the poles, of right ascension 0 and of others it finds what looking at every source finds',
      async (radius_deg) => {
        for (const [ra_deg, dec_deg] of CENTRES) {
          const wanted = { ra_deg, dec_deg, radius_deg };
          expectFound(await cone('main', queryOf(wanted)), wanted);
        }
      },
    );

    test('of anywhere and any size it finds what looking at every source finds', async () => {
      // A sequence that fills the unit interval evenly: nobody's choice, and the same every time.
      const share = (n: number, step: number) => (0.5 + n * step) % 1;
      for (let n = 0; n < 80; n++) {
        const wanted = {
          ra_deg: Number((share(n, 0.6180339887) * 360).toFixed(6)),
          dec_deg: Number((Math.asin(2 * share(n, 0.7548776662) - 1) * (180 / Math.PI)).toFixed(6)),
          radius_deg: Number((180 * share(n, 0.5698402909) ** 3).toFixed(6)),
        };
        expectFound(await cone(n % 10 === 0 ? 'the observatory' : 'main', queryOf(wanted)), wanted);
      }
    });

    test.each(LINKED)(
      'at %s what lies on the edge is within, and the nearest come first where there are more',
      async (place) => {
        const ids = async (query: string) => (await cone(place, query)).body.items.map(({ id }: { id: number }) => id);
        expect(await ids('ra_deg=20.1&dec_deg=33.3&radius_deg=0')).toEqual([100 + PLACED.length - 1]);
        // Straight to the south of it, where the distance is a difference of declinations: as far as it is, or as rounding has it.
        for (let tenths = 1; tenths <= 20; tenths++) {
          const dec_deg = ((333 - tenths) / 10).toFixed(1);
          const found = await ids(`ra_deg=20.1&dec_deg=${dec_deg}&radius_deg=${(tenths / 10).toFixed(1)}`);
          expect(found, dec_deg).toContain(100 + PLACED.length - 1);
        }
        const everything = { ra_deg: 200.1, dec_deg: -33.3, radius_deg: 180 };
        for (const limit of [1, 2, 3, 499])
          expectFound(await cone(place, queryOf(everything, limit)), everything, limit);
        const unsaid = await cone(place, 'ra_deg=200.1&dec_deg=-33.3&radius_deg=180');
        expect(unsaid.body.items).toHaveLength(50);
        // Two on one spot stand in the order of their numbers.
        const [first, second] = unsaid.body.items;
        expect([first.distance_deg, second.distance_deg]).toEqual([0, 0]);
        expect(first.id).toBeLessThan(second.id);
      },
    );

    test.each(LINKED)(
      'at %s each is shown as its own endpoint shows it, and others than fixed sources are not',
      async (place) => {
        const { items } = (await cone(place, 'ra_deg=83.8&dec_deg=-5.4&radius_deg=0.1')).body;
        expect(items.map(({ name }: { name: string }) => name)).toEqual(['Orion-KL']);
        const { distance_deg: _, ...row } = items[0];
        expect(row).toEqual(await read(places, place, '/sources/1'));
      },
    );

    test('what is made, moved and withdrawn at the observatory shows there at once, and everywhere when it has arrived', async () => {
      const here = 'ra_deg=301.5&dec_deg=61.5&radius_deg=0.001';
      const there = 'ra_deg=121.5&dec_deg=-61.5&radius_deg=0.001';
      const found = async (place: (typeof LINKED)[number], query: string) =>
        (await cone(place, query)).body.items.map(({ id }: { id: number }) => id);
      const change = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
        const answer = await write(places, 'the observatory', { method, path, body });
        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
        return answer.body.id;
      };
      const facts = { name: 'A wanderer', type: 'fixed_source', ra_deg: 301.5, dec_deg: 61.5 };
      const id = await change('POST', '/sources', facts);
      const made = await cone('the observatory', here);
      expect(made.body).toMatchObject({
        items: [{ id, name: 'A wanderer' }],
        complete: true,
        pending: { [id]: 'applied' },
      });
      expect(Number(made.headers.get('opsdb-overlay'))).toBeGreaterThan(0);
      await change('PUT', `/sources/${id}`, { ra_deg: 121.5, dec_deg: -61.5 });
      expect([await found('the observatory', here), await found('the observatory', there)]).toEqual([[], [id]]);
      await replicate(places);
      for (const place of LINKED) expect([await found(place, here), await found(place, there)]).toEqual([[], [id]]);
      await change('DELETE', `/sources/${id}`);
      expect(await found('the observatory', there)).toEqual([]);
      await replicate(places);
      for (const place of LINKED) expect(await found(place, there)).toEqual([]);
    });

    test('a small cone is found by the index on declination, with changes pending, too', async () => {
      const statement = coneStatement(
        { base: source, part: fixedSource },
        { ra_deg: 10, dec_deg: 20, radius_deg: 0.2 },
        51,
      );
      const step = { operation: 'update' as const, entity: 'fixed_source', id: 1001, patch: { ra_deg: 1 } };
      const steps = [{ transaction_id: '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1', step }];
      for (const laid of [[], [{ entity: fixedSource, steps }]]) {
        const { sql: text, params } = toQuery(overlaid(laid, sql`${statement}`));
        const rows = await places.at.main.main.query({ sql: `explain ${text}`, params });
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toMatch(/(Index Scan using|Bitmap Index Scan on) fixed_source_dec_deg/);
        expect(plan).not.toMatch(/Seq Scan on (fixed_)?source/);
      }
    });
  });

  describe('422', () => {
    test.each(LINKED)('at %s what is missing and what is nowhere is named', async (place) => {
      expectInvalid(await cone(place, ''), ['query.ra_deg', 'query.dec_deg', 'query.radius_deg']);
      expectInvalid(await cone(place, 'ra_deg=360&dec_deg=-90.1&radius_deg=181&limit=501&cursor=x'), [
        ...['query.ra_deg', 'query.dec_deg', 'query.radius_deg', 'query.limit', 'query.cursor'],
      ]);
      for (const text of ['-1', 'NaN', '1e1', '', '05:35:14', 'Infinity'])
        expectInvalid(await cone(place, `ra_deg=${text}&dec_deg=0&radius_deg=1`), ['query.ra_deg']);
      expectInvalid(await cone(place, 'ra_deg=0&dec_deg=0&radius_deg=-0.1&limit=0'), [
        'query.radius_deg',
        'query.limit',
      ]);
    });
  });
});
