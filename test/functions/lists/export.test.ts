import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nextTime, replicate } from '../expect.ts';
import { ask, fromCsv, fromNdjson } from './ask.ts';

let sites: Sites;
const COMMENTS = [
  'plain',
  'a, b',
  'she said "clear"',
  'two\r\nlines',
  'a line\nfeed',
  'a return\r',
  '=1+1',
  '@SUM(A1)',
  '"',
  ' spaces around ',
  '',
  null,
  'ΔΩ größe \u{1F52D}',
  'null',
  "'; --",
  '\u0001\u2028',
];
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  for (const [index, comment] of COMMENTS.entries()) {
    if (index === COMMENTS.length / 2) await replicate(sites);
    const body = {
      obs_unit_id: 1 + (index % 8),
      start_time: nextTime(),
      comment,
      mean_pwv_mm: index === 0 ? null : index / 3,
    };
    expect((await call(sites.observatory, 'POST', '/executed_obs_units/start', { body })).status).toBe(201);
  }
});
afterAll(() => sites.close());

const QUERIES = [
  '',
  'order=start_time',
  'order=-created_at&status=running',
  'obs_unit_id=1&obs_unit_id=2',
  'q=line',
  'end_time_gte=2000-01-01T00:00:00Z',
];
const path = (query: string) => `/executed_obs_units?${query}`;

describe.each(AT)('at %s', (at) => {
  test.each(QUERIES)('NDJSON is the same records as the list, in the same order: %s', async (query) => {
    const { items } = (await call(sites[at], 'GET', path(`${query}&limit=500`))).body;
    const answer = await ask(sites[at], path(`${query}&format=ndjson`));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
    expect(answer.headers.get('opsdb-complete')).toBe('true');
    expect(fromNdjson(await answer.text())).toEqual(items);
  });

  test.each(QUERIES)('and so is CSV, every value to be read back as it was: %s', async (query) => {
    const { items } = (await call(sites[at], 'GET', path(`${query}&limit=500`))).body;
    const answer = await ask(sites[at], path(`${query}&format=csv`));
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('opsdb-complete')).toBe('true');
    const texts = items.map((item: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value === null ? null : String(value)])),
    );
    expect(fromCsv(await answer.text())).toEqual(texts);
  });

  test('an empty list has a header row, and no line', async () => {
    const none = 'id=0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1&fields=status,comment';
    expect(await (await ask(sites[at], path(`${none}&format=csv`))).text()).toBe('id,status,comment\r\n');
    expect(await (await ask(sites[at], path(`${none}&format=ndjson`))).text()).toBe('');
  });

  test('with a limit it is one page, which says where the next begins', async () => {
    const whole = fromNdjson(await (await ask(sites[at], path('format=ndjson&fields=comment'))).text());
    const rows: unknown[] = [];
    let query = '?fields=comment&limit=3';
    for (let pages = 0; query !== ''; pages++) {
      expect(pages).toBeLessThan(10);
      const headers = { accept: 'application/x-ndjson' };
      const response = await ask(sites[at], `/executed_obs_units${query}`, { headers });
      const found = fromNdjson(await response.text());
      expect(found.length).toBeLessThanOrEqual(3);
      rows.push(...found);
      const link = response.headers.get('link');
      expect(response.headers.get('opsdb-complete')).toBe(String(link === null));
      query = /^<(\?[^>]+)>; rel="next"$/.exec(link ?? '')?.[1] ?? '';
      expect(response.headers.get('opsdb-next-cursor')).toBe(new URLSearchParams(query).get('cursor'));
    }
    expect(rows).toEqual(whole);
  });

  test('it says how the answer was made, and how many there are when that is asked', async () => {
    const { headers } = await ask(sites[at], path('format=csv&total=true&fields=id'));
    expect(headers.get('opsdb-overlay')).toBe(at === 'main' ? '0' : '8');
    expect(headers.get('opsdb-total')).toBe(at === 'main' ? '8' : '16');
    expect((await ask(sites[at], path('format=csv'))).headers.has('opsdb-total')).toBe(false);
  });

  test('what Accept prefers is answered, and what format says above all', async () => {
    const CHOSEN: [accept: string | undefined, format: string, type: string][] = [
      [undefined, '', 'application/json'],
      ['*/*', '', 'application/json'],
      ['text/html,application/xhtml+xml,*/*;q=0.8', '', 'application/json'],
      ['image/png', '', 'application/json'],
      ['text/csv', '', 'text/csv'],
      ['TEXT/CSV; header=present', '', 'text/csv'],
      ['text/csv;q=0.5, application/x-ndjson', '', 'application/x-ndjson'],
      ['text/csv;q=0, */*', '', 'application/json'],
      ['text/csv;q=0', '', 'application/json'],
      ['application/json;q=0.9, text/csv;q=0.1', '', 'application/json'],
      ['text/csv', '&format=json', 'application/json'],
      ['text/csv', '&format=ndjson', 'application/x-ndjson'],
      ['application/json', '&format=csv', 'text/csv'],
      [';;,=', '', 'application/json'],
    ];
    for (const [accept, format, type] of CHOSEN) {
      const answer = await ask(sites[at], path(`limit=1${format}`), {
        headers: accept === undefined ? {} : { accept },
      });
      expect([accept, format, answer.headers.get('content-type')?.replace(/;.*/, '')]).toEqual([accept, format, type]);
      expect(answer.headers.get('vary')).toMatch(/\bAccept\b/);
      await answer.body?.cancel();
    }
  });

  test('422 and 401 are problems in JSON, whatever was accepted', async () => {
    const headers = { accept: 'text/csv' };
    expectInvalid(await call(sites[at], 'GET', path('status=bogus'), { headers }), ['query.status']);
    expectInvalid(await call(sites[at], 'GET', path('format=xml')), ['query.format']);
    expectProblem(await call(sites[at], 'GET', path(''), { headers, authorization: 'Bearer x' }), 'auth.required');
  });
});

test('a CSV row as it is written: quotes where they are needed, nothing for null, "" for an empty text', async () => {
  const text = await (
    await ask(sites.main, path('fields=comment,end_time,mean_pwv_mm,status&order=start_time&limit=4&format=csv'))
  ).text();
  expect(text.replaceAll(/[0-9a-f-]{36}/g, '<id>')).toBe(
    'id,comment,end_time,mean_pwv_mm,status\r\n' +
      '<id>,plain,,,running\r\n' +
      '<id>,"a, b",,0.3333333333333333,running\r\n' +
      '<id>,"she said ""clear""",,0.6666666666666666,running\r\n' +
      '<id>,"two\r\nlines",,1,running\r\n',
  );
  const all = await (await ask(sites.observatory, path('fields=comment&order=start_time&format=csv'))).text();
  expect(all.match(/^[0-9a-f-]{36},""\r$/gm)).toHaveLength(1);
  expect(all.match(/^[0-9a-f-]{36},\r$/gm)).toHaveLength(1);
});

test('lists and objects in a column are JSON in CSV', async () => {
  const body = { name: 'of an export', scopes: ['read:programs', 'read:observations'] };
  await call(sites.main, 'POST', '/api/tokens', { role: 'admin', body });
  const text = await (
    await ask(sites.main, '/api/tokens?format=csv&fields=name,scopes,usage_count,is_active', { role: 'admin' })
  ).text();
  expect(fromCsv(text).find(({ name }) => name === 'of an export')).toMatchObject({
    scopes: JSON.stringify(body.scopes),
    usage_count: '0',
    is_active: 'true',
  });
});
