import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, nextTime, replicate } from '../expect.ts';

let sites: Sites;
/** What is said of each execution; those from `ARRIVED` on are pending. */
const COMMENTS = [
  'Light cirrus in the west',
  'CIRRUS, then clear',
  'humidity 100% at 03:00',
  'humidity 1000 g, not percent',
  'scan_12 aborted',
  'scan-12 aborted',
  'path C:\\data\\raw',
  'path C:/data/raw',
  'Größe der Quelle: ΔΩ',
  'größe, again ΔΩ',
  `it's "quoted"; -- ' or 1=1`,
  null,
];
const ARRIVED = 6;
const ids: string[] = [];
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  for (const [index, comment] of COMMENTS.entries()) {
    if (index === ARRIVED) await replicate(sites);
    const body = {
      obs_unit_id: 1,
      start_time: nextTime(),
      comment,
      executed_by: index === 0 ? 'Cirrus crew' : 'observer',
    };
    ids.push((await call(sites.observatory, 'POST', '/executed_obs_units/start', { body })).body.id);
  }
  // A pending change gives an arrived record a comment, and takes another's away.
  await finish(4, 'scan_12 was SUNNY');
  await finish(1, null);
});
afterAll(() => sites.close());

const finish = (index: number, comment: string | null) =>
  call(sites.observatory, 'PUT', `/executed_obs_units/${ids[index]}/finish`, {
    body: { status: 'completed', comment },
  });

async function found(at: (typeof AT)[number], q: string, more = ''): Promise<number[]> {
  const path = `/executed_obs_units?q=${encodeURIComponent(q)}&order=start_time${more}`;
  const { status, body } = await call(sites[at], 'GET', path);
  expect([status, body.complete]).toEqual([200, true]);
  return body.items.map(({ id }: { id: string }) => ids.indexOf(id));
}

describe('a text is found wherever it stands, in either case, with what is pending', () => {
  const FOUND: [string, number[]][] = [
    ['cirrus', [0]],
    ['CiRrUs CREW', [0]],
    ['irru', [0]],
    ['in the west', [0]],
    ['sunny', [4]],
    ['scan', [4, 5]],
    ['observer', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['gröSSE', []],
    ['GRÖße', [8, 9]],
    ['δω', [8, 9]],
    ['no such thing', []],
  ];
  test.each(FOUND)('%s', async (q, indexes) => {
    expect(await found('observatory', q)).toEqual(indexes);
  });

  test('main finds what has arrived, as it stands there', async () => {
    expect(await found('main', 'cirrus')).toEqual([0, 1]);
    expect(await found('main', 'sunny')).toEqual([]);
    expect(await found('main', 'größe')).toEqual([]);
  });

  test('with other filters both must hold', async () => {
    expect(await found('observatory', 'scan', '&status=completed')).toEqual([4]);
    expect(await found('observatory', 'scan', '&status=running')).toEqual([5]);
    expect(await found('observatory', 'scan', `&id=${ids[5]}&id=${ids[6]}`)).toEqual([5]);
  });

  test('page by page it is the same list, and its total says so on each page', async () => {
    const whole = await found('observatory', 'observer');
    const pages: number[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const path = `/executed_obs_units?q=observer&order=start_time&limit=3&total=true${next && `&cursor=${next}`}`;
      const { body } = await call(sites.observatory, 'GET', path);
      expect(body.total).toBe(whole.length);
      pages.push(...body.items.map(({ id }: { id: string }) => ids.indexOf(id)));
      next = body.next_cursor;
    }
    expect(pages).toEqual(whole);
  });
});

describe('no character stands for another', () => {
  const LITERAL: [string, number[]][] = [
    ['100%', [2]],
    ['%%', []],
    ['__', []],
    ['scan_12', [4]],
    ['n_1', [4]],
    ['C:\\data', [6]],
    ['\\d', [6]],
    ['\\\\', []],
    [`"; -- ' or 1=1`, [10]],
    ["'; drop table executed_obs_unit; --", []],
    ['.*', []],
  ];
  test.each(LITERAL)('%s', async (q, indexes) => {
    expect(await found('observatory', q)).toEqual(indexes);
  });
});

describe('422', () => {
  test.each(AT)('at %s a text that is too short, too long, none, or given twice', async (at) => {
    for (const q of ['q=', 'q=a', `q=${'x'.repeat(201)}`, 'q=a%00b', 'q=ab&q=cd']) {
      const answer = await call(sites[at], 'GET', `/executed_obs_units?${q}`);
      expectInvalid(answer, ['query.q']);
    }
    const { body } = await call(sites[at], 'GET', '/executed_obs_units?q=a');
    expect(body.errors[0].detail).toBe('must have 2 to 200 characters');
    expect((await call(sites[at], 'GET', `/executed_obs_units?q=${'x'.repeat(200)}`)).status).toBe(200);
  });

  test.each(AT)('at %s a list whose records have nothing to search says what it does take', async (at) => {
    const answer = await call(sites[at], 'GET', '/instruments?q=prime');
    expectInvalid(answer, ['query.q']);
    expect(answer.body.detail).toMatch(/^q: is not a field here; there are id, /);
  });
});

test.each(AT)('at %s the catalogue is searched by name', async (at) => {
  const names = async (path: string) =>
    (await call(sites[at], 'GET', path)).body.items.map(({ name }: { name: string }) => name);
  expect(await names('/sources?q=orion')).toEqual(['Orion-KL']);
  expect(await names('/obs_unit?q=deep%20FIELD&order=name')).toEqual(['Deep field 56 rising', 'Deep field 56 setting']);
  expect(await names('/observing_program?q=gec')).toEqual(['Galactic Ecology']);
});
