import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { generate } from '../../../infra/generate.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, nextTime, replicate } from '../expect.ts';
import { ask, fromCsv, fromNdjson, lists, pathOf } from './ask.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  // So that nothing is empty that could have something in it: an execution, a token, a mark in the log, all of them pending.
  await call(sites.observatory, 'POST', '/executed_obs_units/start', {
    body: { obs_unit_id: 1, start_time: nextTime() },
  });
  await replicate(sites);
  await call(sites.observatory, 'POST', '/executed_obs_units/start', {
    body: { obs_unit_id: 1, start_time: nextTime() },
  });
  const token = { name: 'of a list', scopes: ['read:programs'] };
  expect((await call(sites.observatory, 'POST', '/api/tokens', { role: 'admin', body: token })).status).toBe(201);
});
afterAll(() => sites.close());

const { 'openapi.json': text = '' } = await generate();
const document = JSON.parse(text);
const operationOf = ({ declared }: (typeof lists)[number]) => document.paths[declared.path].get;

test('lists are found, those with filters of their own among them', () => {
  const titles = lists.map(({ title }) => title);
  expect(titles).toEqual(
    expect.arrayContaining(['GET /executed_obs_units', 'GET /instruments/{id}/modules', 'GET /api/tokens']),
  );
});

describe.each(lists.map((one) => ({ ...one, path: pathOf(one) })))('$title', (one) => {
  const get = (at: (typeof AT)[number], query: string) =>
    call(sites[at], 'GET', `${one.path}?${query}`, { role: 'admin' });

  test.each(AT)('at %s counts, narrows its items, and is the same list as CSV and NDJSON', async (at) => {
    const { status, body } = await get(at, 'total=true&limit=500');
    expect([status, body.total, body.complete]).toEqual([200, body.items.length, true]);
    const [first] = body.items;
    const names = Object.keys(first ?? { id: 0 });
    const asked = names[names.length - 1] ?? '';
    const { body: narrow } = await get(at, `fields=${asked}&limit=500`);
    expect(narrow).not.toHaveProperty('total');
    expect(narrow.items).toEqual(
      body.items.map((item: Record<string, unknown>) => ({ id: item.id, [asked]: item[asked] })),
    );
    const ndjson = await ask(sites[at], `${one.path}?format=ndjson`, { role: 'admin' });
    expect(fromNdjson(await ndjson.text())).toEqual(body.items);
    const csv = await ask(sites[at], `${one.path}?total=true`, { role: 'admin', headers: { accept: 'text/csv' } });
    expect([csv.headers.get('opsdb-complete'), csv.headers.get('opsdb-total')]).toEqual(['true', String(body.total)]);
    const rows = fromCsv(await csv.text());
    expect(rows.map(({ id }) => id)).toEqual(body.items.map(({ id }: { id: unknown }) => String(id)));
    if (first !== undefined) expect(Object.keys(rows[0] ?? {})).toEqual(names);
  });

  test.each(AT)('at %s refuses what it does not know, and names what it does', async (at) => {
    const answer = await get(at, 'colour=red&fields=colour&order=colour');
    expectInvalid(answer, ['query.colour', 'query.fields', 'query.order']);
    const details = new Map(
      answer.body.errors.map((error: { field: string; detail: string }) => [error.field, error.detail]),
    );
    const parameters = operationOf(one).parameters.filter((parameter: { in: string }) => parameter.in === 'query');
    const known = parameters.map(({ name }: { name: string }) => name).join(', ');
    expect(details.get('colour')).toBe(`is not a field here; there are ${known}`);
    const fields = parameters.find(({ name }: { name: string }) => name === 'fields').schema.items.enum;
    expect(details.get('fields')).toBe(`has no "colour"; there are ${fields.join(', ')}`);
  });

  test('describes each of its parameters, its other media types and their headers', () => {
    const { parameters, responses } = operationOf(one);
    for (const parameter of parameters.filter((other: { in: string }) => other.in === 'query'))
      expect(parameter.description, parameter.name).toMatch(/\w{3}/);
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['order', 'limit', 'cursor', 'stale', 'fields', 'total', 'format']),
    );
    const { content, headers } = responses[200];
    expect(Object.keys(content)).toEqual(['application/json', 'text/csv', 'application/x-ndjson']);
    expect(content['text/csv'].schema).toEqual({ type: 'string', description: expect.stringContaining('RFC 4180') });
    expect(Object.keys(headers)).toEqual(
      expect.arrayContaining(['OpsDB-Complete', 'OpsDB-Next-Cursor', 'OpsDB-Total', 'Link']),
    );
  });
});

test.each(AT)('at %s what no list shows cannot be had from it in any way', async (at) => {
  const [{ token_hash }] = (await sites.sql('select token_hash from api_token limit 1')) as [{ token_hash: string }];
  for (const format of ['json', 'csv', 'ndjson']) {
    const exported = await (await ask(sites[at], `/api/tokens?format=${format}`, { role: 'admin' })).text();
    expect(exported).toContain('token_prefix');
    expect(exported).not.toMatch(/token_hash/);
    expect(exported).not.toContain(token_hash);
  }
  expectInvalid(await call(sites[at], 'GET', '/api/tokens?fields=name,token_hash', { role: 'admin' }), [
    'query.fields',
  ]);
  expectInvalid(await call(sites[at], 'GET', '/admin/users?fields=preferences', { role: 'admin' }), ['query.fields']);
});

test.each(AT)('at %s a list of one’s own is no longer than that as an export, nor when it is counted', async (at) => {
  const own = await call(sites[at], 'GET', '/api/tokens?total=true', { role: 'observer' });
  const names = new Set(own.body.items.map(({ user_id }: { user_id: number }) => user_id));
  expect([names.size, own.body.total]).toEqual([1, own.body.items.length]);
  const exported = await ask(sites[at], '/api/tokens?format=ndjson', { role: 'observer' });
  expect(fromNdjson(await exported.text())).toEqual(own.body.items);
});
