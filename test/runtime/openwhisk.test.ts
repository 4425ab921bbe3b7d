import { afterEach, describe, expect, test, vi } from 'vitest';
import { runtimes } from '../../lib/http/adapters.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { answering, echo, expectFailures, type Heard, hex, SETTINGS } from './echo.ts';

expectFailures();

/** A call as the controller makes it of a raw web action. */
async function heard(call: Record<string, unknown>): Promise<Heard> {
  const result = await echo.main({ ...SETTINGS, __ow_method: 'post', __ow_path: '/x', __ow_headers: {}, ...call });
  return result.body as Heard;
}

const answered = (body: string | Buffer | null, init?: ResponseInit) =>
  answering(body, init).main({ ...SETTINGS, __ow_method: 'get' });
const typed = (type: string) => ({ headers: { 'content-type': type } });
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

describe('what the controller hands over reaches the application as it was sent', () => {
  test('method, percent-encoded path, repeated query, headers', async () => {
    const call = {
      __ow_method: 'put',
      __ow_path: '/a%2Fb/%E2%98%83/%zz/',
      __ow_query: 'tag=a&tag=b%2Cc&empty=',
      __ow_headers: { authorization: 'Bearer x', cookie: 'a=1; b=2' },
    };
    expect(await heard(call)).toMatchObject({
      method: 'PUT',
      path: '/a%2Fb/%E2%98%83/%zz/',
      query: [
        ['tag', 'a'],
        ['tag', 'b,c'],
        ['empty', ''],
      ],
      headers: { authorization: 'Bearer x', cookie: 'a=1; b=2' },
    });
  });

  test('an empty path is the root, and nothing in a path is taken for a query', async () => {
    expect(await heard({ __ow_path: '' })).toMatchObject({ path: '/', query: [] });
    expect(await heard({ __ow_path: '/a?b#c' })).toMatchObject({ path: '/a%3Fb%23c', query: [] });
  });

  test.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['application/octet-stream'],
    ['image/png'],
    ['multipart/form-data; boundary=x'],
    ['application/vnd.x+json'],
    [undefined],
  ])('a body of type %s arrives as base64', async (type) => {
    const body = Buffer.from([0, 0xff, 0x80, 0x7b]);
    const headers = type === undefined ? {} : { 'content-type': type };
    expect((await heard({ __ow_body: base64(body), __ow_headers: headers })).body).toBe(body.toString('hex'));
  });

  test.each([
    ['text/plain'],
    ['text/csv; charset=utf-8'],
    ['application/problem+json'],
    ['application/x-www-form-urlencoded'],
    ['application/vnd.x+json; charset=utf-8'],
  ])('a body of type %s arrives as text', async (type) => {
    const call = { __ow_body: 'AAAA ☃', __ow_headers: { 'content-type': type } };
    expect((await heard(call)).body).toBe(hex('AAAA ☃'));
  });

  test('DELETE keeps its body; GET and HEAD have none', async () => {
    expect((await heard({ __ow_method: 'delete', __ow_body: base64('x') })).body).toBe(hex('x'));
    expect((await heard({ __ow_method: 'get', __ow_body: base64('x') })).body).toBe('');
  });
});

describe('what the application answers reaches the client as it was meant', () => {
  test.each([[{ a: 1 }], [[1, 2]], [true], [1234]])('JSON %j goes as a value', async (value) => {
    expect((await answered(JSON.stringify(value), typed('application/json'))).body).toEqual(value);
    expect((await answered(JSON.stringify(value), typed('application/problem+json'))).body).toEqual(value);
  });

  test.each([[null], ['text'], ['AAAA']])('JSON %j goes as the base64 the controller decodes', async (value) => {
    expect((await answered(JSON.stringify(value), typed('application/json'))).body).toBe(base64(JSON.stringify(value)));
  });

  test('text goes as text, everything else as base64, nothing as nothing', async () => {
    expect((await answered('a,b', typed('text/csv'))).body).toBe('a,b');
    const bytes = Buffer.from([0x89, 0x50, 0, 0xff]);
    expect((await answered(bytes, typed('image/png'))).body).toBe(base64(bytes));
    expect((await answered('x', typed('application/x-unheard-of'))).body).toBe(base64('x'));
    expect(await answered(null, { status: 204 })).toEqual({ statusCode: 204, headers: {}, body: '' });
  });

  test('several cookies stay several, other headers are single texts', async () => {
    const headers = new Headers({ 'content-type': 'text/plain', 'x-a': '1' });
    headers.append('set-cookie', 'a=1; Path=/');
    headers.append('set-cookie', 'b=2, c');
    expect((await answered('', { headers })).headers).toEqual({
      'content-type': 'text/plain',
      'x-a': '1',
      'set-cookie': ['a=1; Path=/', 'b=2, c'],
    });
  });

  test('up to 4xx the activation has succeeded, from 5xx on it is an application error', async () => {
    for (const status of [200, 201, 404, 409, 422, 499])
      expect(await answered('x', { status })).toMatchObject({ statusCode: status });
    for (const status of [500, 503])
      expect(await answered('x', { status })).toEqual({ error: expect.objectContaining({ statusCode: status }) });
  });
});

describe('main never throws, because that would stop the container', () => {
  const problem = (status: number, code: string) => ({
    statusCode: status,
    headers: expect.objectContaining({ 'content-type': 'application/problem+json' }),
    body: expect.objectContaining({ code, status }),
  });

  test.each([
    [{ __ow_method: 'trace' }],
    [{ __ow_method: 'a b' }],
    [{ __ow_method: 7 }],
    [{ __ow_method: 'get', __ow_path: 3 }],
  ])('a call that is none, %j, is the caller’s mistake', async (call) =>
    expect(await echo.main({ ...SETTINGS, ...call })).toEqual(problem(400, 'request.malformed')),
  );

  test.each([[undefined], [null], ['x'], [[]], [{}]])('%j instead of parameters', async (params) => {
    expect(await echo.main(params as never)).toEqual(problem(400, 'request.malformed'));
  });

  test('headers that are no texts are passed over, the others stay', async () => {
    const call = { __ow_headers: { authorization: 'Bearer x', odd: 3, none: null } };
    expect((await heard(call)).headers).toEqual({ authorization: 'Bearer x' });
  });

  test('wrong settings are an internal problem that tells the client nothing of them', async () => {
    const result = await echo.main({ ...SETTINGS, MAIN_DATABASE_URL: 'secret', __ow_method: 'get' });
    expect(result).toEqual({ error: problem(500, 'internal') });
    expect(JSON.stringify(result)).not.toMatch(/secret|DATABASE/);
  });

  test('an application that throws, at once or later, or answers what it calls JSON', async () => {
    const call = { ...SETTINGS, __ow_method: 'get' };
    const thrown = runtimes(() => {
      throw new Error('secret');
    });
    expect(await thrown.main(call)).toEqual({ error: problem(500, 'internal') });
    const rejected = runtimes(() => Promise.reject(new Problem('record.not_found', 'No.')));
    expect(await rejected.main(call)).toEqual(problem(404, 'record.not_found'));
    expect(await answering('{', typed('application/json')).main(call)).toEqual({ error: problem(500, 'internal') });
  });
});

describe('the activation’s id is the request’s, so that its log is found by it', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('unless the caller names one, and with overlapping calls each its own', async () => {
    const call = (activation: string, headers = {}) => {
      vi.stubEnv('__OW_ACTIVATION_ID', activation);
      return heard({ __ow_headers: headers });
    };
    const answers = await Promise.all([call('act-1'), call('act-2'), call('act-3', { 'x-request-id': 'mine' })]);
    expect(answers.map(({ headers }) => headers['x-request-id'])).toEqual(['act-1', 'act-2', 'mine']);
  });

  test('also where there is no answer but a problem', async () => {
    vi.stubEnv('__OW_ACTIVATION_ID', 'act-4');
    const result = await echo.main({ __ow_method: 'get' });
    expect(result).toMatchObject({ error: { headers: { 'x-request-id': 'act-4' }, body: { instance: 'act-4' } } });
  });
});
