import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answering, echo, expectFailures, type Heard, hex, SETTINGS } from './echo.ts';

expectFailures();

beforeEach(() => {
  for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** An event in payload format 2.0. */
function event({ method = 'POST', ...rest }: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: '2.0',
    rawPath: '/x',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method } },
    ...rest,
  };
}

async function heard(call: Record<string, unknown>): Promise<Heard> {
  return JSON.parse(String((await echo.handler(event(call))).body)) as Heard;
}

describe('what the gateway hands over reaches the application as it was sent', () => {
  test('method, path, repeated query, cookies', async () => {
    const call = {
      method: 'GET',
      rawPath: '/a%2Fb/',
      rawQueryString: 'tag=a&tag=b%2Cc',
      headers: { 'x-a': '1,2' },
      cookies: ['a=1', 'b=2'],
    };
    expect(await heard(call)).toMatchObject({
      method: 'GET',
      path: '/a%2Fb/',
      query: [
        ['tag', 'a'],
        ['tag', 'b,c'],
      ],
      headers: { 'x-a': '1,2', cookie: 'a=1; b=2' },
    });
  });

  test('a body as text or as base64', async () => {
    expect((await heard({ body: '{"a": ☃' })).body).toBe(hex('{"a": ☃'));
    expect((await heard({ body: 'AP+A', isBase64Encoded: true })).body).toBe('00ff80');
    expect((await heard({ body: null })).body).toBe('');
  });

  test.each([[0], [false]])('the JSON body %j, which serverless-offline hands over as a value', async (body) => {
    expect((await heard({ body })).body).toBe(hex(String(body)));
  });
});

describe('what the application answers reaches the client as it was meant', () => {
  test('text as text, everything else as base64', async () => {
    const bytes = Buffer.from([0x89, 0, 0xff]);
    const image = await answering(bytes, { headers: { 'content-type': 'image/png' } }).handler(event());
    expect(image).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
    const json = await answering('{"a":1}', { status: 201, headers: { 'content-type': 'application/json' } });
    expect(await json.handler(event())).toMatchObject({ statusCode: 201, body: '{"a":1}', isBase64Encoded: false });
  });

  test('several cookies have a place of their own', async () => {
    const headers = new Headers({ 'content-type': 'text/plain' });
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    const result = await answering('', { headers }).handler(event());
    expect(result).toMatchObject({ cookies: ['a=1', 'b=2'], headers: { 'content-type': 'text/plain' } });
  });
});

describe('handler never throws', () => {
  test.each([[undefined], [{}], [event({ method: 'TRACE' })], [event({ body: {} })], [event({ rawPath: 1 })]])(
    '%j is the caller’s mistake',
    async (call) => {
      const { statusCode, body } = await echo.handler(call);
      expect([statusCode, JSON.parse(String(body)).code]).toEqual([400, 'request.malformed']);
    },
  );

  test('wrong settings are an internal problem that tells the client nothing of them', async () => {
    vi.stubEnv('SITE_TYPE', 'secret');
    const { statusCode, body } = await echo.handler(event());
    expect([statusCode, JSON.parse(String(body)).code]).toEqual([500, 'internal']);
    expect(body).not.toMatch(/secret|SITE_TYPE/);
  });
});
