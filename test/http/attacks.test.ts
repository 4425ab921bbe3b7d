import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Deployed, endpoints, samplePath } from '../functions/endpoints.ts';
import { AT, expectInvalid, expectProblem, nextTime, nothingRecorded, replicate } from '../functions/expect.ts';
import { type Answered, call } from '../support/api.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const LIMIT_BYTES = 700_000;
const DEPTH = 20;
const reading = endpoints.filter(({ declared }) => declared.body !== undefined && !declared.development_only);
const sending = endpoints.filter(({ declared }) => declared.method !== 'GET' && !declared.development_only);

/** Sends a body to an endpoint as somebody who may do everything. */
async function send(at: (typeof AT)[number], { declared, fetch }: Deployed, body: string | Buffer): Promise<Answered> {
  const request = { method: declared.method, headers: { authorization: `Bearer ${TOKENS.admin}` }, body };
  const response = await fetch(new Request(new URL(samplePath(declared), 'http://site'), request), sites[at]);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const inArrays = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const inObjects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const start = (at: (typeof AT)[number], body: unknown) =>
  call(sites[at], 'POST', '/executed_obs_units/start', { body });

describe.each(AT)('a body that is meant to hurt, at %s', (at) => {
  test('413: one larger than the limit is not looked at, by any endpoint', async () => {
    const big = Buffer.alloc(LIMIT_BYTES + 1, ' ');
    expect(sending.length).toBeGreaterThan(15);
    await nothingRecorded(sites, async () => {
      for (const endpoint of sending) {
        const answer = await send(at, endpoint, big);
        expectProblem(answer, 'request.too_large');
        expect(answer.body.limit_bytes).toBe(LIMIT_BYTES);
      }
    });
    // One byte less is read, and found to be nothing.
    const blank = await start(at, ' '.repeat(LIMIT_BYTES));
    expectProblem(blank, 'request.malformed');
  });

  test.each([
    ['100,000 arrays', inArrays(100_000)],
    ['100,000 objects', inObjects(100_000)],
    ['as many arrays as a body holds', inArrays(LIMIT_BYTES / 2)],
    ['100,000 arrays that never end', '['.repeat(100_000)],
    ['100,000 arrays deep down in a field', `{"obs_unit_id": ${inArrays(100_000)}}`],
    ['one level too many', inObjects(DEPTH + 1)],
  ])('400: one nested too deep is told so by every endpoint: %s', async (_, body) => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of reading) expectProblem(await send(at, endpoint, body), 'request.malformed');
    });
  });

  test('a body as deep as may be is read', async () => {
    const settings = `{"a": ${inObjects(DEPTH - 1)}}`;
    expect((await call(sites[at], 'PUT', '/user_preferences', { body: settings })).status).toBe(200);
    expect((await call(sites[at], 'GET', '/user_preferences')).body).toEqual(JSON.parse(settings));
  });

  test.each([
    '{"__proto__": {"polluted": true}}',
    '{"constructor": {"prototype": {"polluted": true}}}',
    '{"obs_unit_id": 1, "__proto__": {"executed_by": "somebody else"}, "prototype": 1}',
    '[{"__proto__": {"polluted": true}}]',
  ])('names that mean something to JavaScript mean nothing here: %s', async (body) => {
    const settings = 'PUT /user_preferences';
    await nothingRecorded(sites, async () => {
      for (const endpoint of reading.filter(({ title }) => title !== settings))
        expect([400, 422]).toContain((await send(at, endpoint, body)).status);
    });
    expect({}).not.toHaveProperty('polluted');
  });

  test('422: a name that is no field is told so, also one every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const body = `{"obs_unit_id": 1, "${name}": {"executed_by": "somebody else"}}`;
      expectInvalid(await nothingRecorded(sites, () => start(at, body)), [`body.${name}`]);
    }
  });

  test('of a name that stands twice the last counts, for what is checked and for what is kept', async () => {
    const start_time = nextTime();
    const twice = `{"obs_unit_id": 999999, "start_time": "nonsense", "obs_unit_id": 1, "start_time": "${start_time}"}`;
    const { status, body } = await start(at, twice);
    expect(status).toBe(201);
    const kept = await call(sites[at], 'GET', `/executed_obs_units/by-id/${body.id}`);
    expect(kept.body).toMatchObject({ obs_unit_id: 1, start_time });
    const other = `{"obs_unit_id": 1, "start_time": "${nextTime()}", "obs_unit_id": "1"}`;
    expectInvalid(await nothingRecorded(sites, () => start(at, other)), ['body.obs_unit_id']);
  });

  test.each([
    ['UTF-16', Buffer.from('{"obs_unit_id": 1}', 'utf16le')],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['half a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a comment', '{"obs_unit_id": 1 /* or 2 */}'],
    ['two values', '{} {}'],
    ['NaN', '{"obs_unit_id": NaN}'],
    ['a form', 'obs_unit_id=1'],
    ['XML with an entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ])('400: %s is no JSON', async (_, body) => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of reading) {
        const answer = await send(at, endpoint, body);
        expectProblem(answer, 'request.malformed');
        expect(JSON.stringify(answer.body)).not.toContain('root:');
      }
    });
  });
});

const SQL = [
  "'; drop table ledger; --",
  "' or '1'='1",
  "' union select token_hash, token_hash from api_token --",
  '"; drop table ledger; --',
  "\\'; select pg_sleep(60); --",
  '$1',
  "E'\\\\x27'",
  '%27%20or%201=1',
  "1; copy ledger to program 'id'",
];

describe.each(AT)('SQL in a text stays a text, at %s', (at) => {
  test.each(SQL)('%s finds nothing in a path, a filter, an order or a cursor, and breaks nothing', async (text) => {
    await start(at, { obs_unit_id: 2, start_time: nextTime() });
    const value = encodeURIComponent(text);
    await nothingRecorded(sites, async () => {
      for (const path of [`executed_obs_units/by-id/${value}`, `executed_obs_units/${value}`, `buffer/failed/${value}`])
        expectProblem(await call(sites[at], 'GET', `/${path}`, { role: 'admin' }), 'request.invalid');
      for (const field of [
        'executed_by',
        'status',
        'obs_unit_id',
        'start_time_gte',
        'order',
        'cursor',
        'limit',
        text,
      ]) {
        const answer = await call(sites[at], 'GET', `/executed_obs_units?${encodeURIComponent(field)}=${value}`);
        if (answer.status !== 200) expectProblem(answer, 'request.invalid');
        else expect(answer.body.items).toEqual([]);
      }
      for (const list of [`audit?username=${value}`, `audit?act=${value}`, `admin/users?username=${value}`]) {
        const answer = await call(sites[at], 'GET', `/${list}`, { role: 'admin' });
        expect([answer.status, answer.body.items]).toEqual([200, []]);
      }
      const credentials = { username: text, code: text.padEnd(16, '0').slice(0, 40) };
      expectProblem(await call(sites[at], 'POST', '/auth/code', { body: credentials }), 'auth.wrong');
      const user = { role: 'admin' as const, body: { username: text } };
      expectProblem(await call(sites[at], 'POST', '/admin/users', user), 'request.invalid');
    });
  });

  test('what may be any text is kept to the letter, in the buffer and on main', async () => {
    const comment = SQL.join('\n');
    const headers = { 'idempotency-key': `';drop-table-ledger;--${at}`, 'user-agent': comment.replaceAll('\n', ' ') };
    const body = { obs_unit_id: 3, start_time: nextTime(), comment };
    const { status, body: made } = await call(sites[at], 'POST', '/executed_obs_units/start', { body, headers });
    expect(status).toBe(201);
    const token = { role: 'admin' as const, body: { name: comment } };
    expect((await call(sites[at], 'POST', '/api/tokens', token)).body).toMatchObject({ name: comment });
    const kept = async (site: (typeof AT)[number]) =>
      (await call(sites[site], 'GET', `/executed_obs_units/by-id/${made.id}`)).body.comment;
    expect(await kept(at)).toBe(comment);
    await replicate(sites);
    for (const site of AT) expect(await kept(site)).toBe(comment);
  });
});
