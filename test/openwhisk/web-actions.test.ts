import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, openWhisk, put, RAW, type TestWhisk } from './whisk.ts';

// What the controller does with a web action is our reading of its source; nothing here was seen at a real one.

let whisk: TestWhisk;
let client: Client;
beforeAll(async () => {
  whisk = await openWhisk();
  client = whisk.client();
  await client.packages.update({ name: 'p' });
  await put(client, 'p/raw', 'function main(p) { return { body: p } }', { annotations: RAW });
  await put(client, 'p/plain', 'function main(p) { return { body: p } }', { annotations: { 'web-export': true } });
  // Answers what it is sent.
  await put(client, 'p/answer', 'function main(p) { return JSON.parse(Buffer.from(p.__ow_body, "base64")) }', {
    annotations: RAW,
  });
});
afterAll(() => whisk.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const send = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(whisk.web(path), init);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
};
const answer = (result: unknown, path = 'p/answer') =>
  send(path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(result) });

describe('a raw action gets the request as it was sent', () => {
  test('method, path, query, headers', async () => {
    const { text } = await send('p/raw.http/a%2Fb/%E2%98%83?tag=a&tag=b%20c', {
      method: 'PUT',
      headers: { 'X-One': '1' },
    });
    expect(JSON.parse(text)).toMatchObject({
      __ow_method: 'put',
      __ow_path: '/a%2Fb/%E2%98%83',
      __ow_query: 'tag=a&tag=b%20c',
      __ow_headers: { 'x-one': '1', host: expect.stringContaining('127.0.0.1') },
      __ow_body: '',
    });
    expect(JSON.parse((await send('p/raw')).text)).toMatchObject({ __ow_method: 'get', __ow_path: '' });
  });

  test.each([
    ['application/json', 'base64'],
    ['application/octet-stream', 'base64'],
    ['image/png', 'base64'],
    ['application/vnd.x+json', 'base64'],
    ['application/vnd.x+json; charset=utf-8', 'utf8'],
    ['text/csv', 'utf8'],
    ['application/problem+json', 'utf8'],
    ['application/x-www-form-urlencoded', 'utf8'],
  ] as const)('a body of type %s comes as %s', async (type, encoding) => {
    const { text } = await send('p/raw', { method: 'POST', body: '{"a":1}', headers: { 'content-type': type } });
    expect(JSON.parse(text).__ow_body).toBe(Buffer.from('{"a":1}').toString(encoding));
  });

  test('a body without a type is bytes', async () => {
    const { text } = await send('p/raw', { method: 'POST', body: Buffer.from([0, 255]) });
    expect(JSON.parse(text)).toMatchObject({
      __ow_body: 'AP8=',
      __ow_headers: { 'content-type': 'application/octet-stream' },
    });
  });
});

describe('an action that is not raw gets parameters', () => {
  test('query and JSON body, the body before the query', async () => {
    const sent = { method: 'POST', headers: JSON_TYPE, body: '{"a":{"b":1}}' };
    expect(JSON.parse((await send('p/plain?a=0&c=2', sent)).text)).toMatchObject({ a: { b: 1 }, c: '2' });
  });

  test('400 for one that overrides what the controller says', async () => {
    expect((await send('p/plain?__ow_method=x')).status).toBe(400);
  });
});

describe('a result becomes a response', () => {
  test('status, headers, several cookies, a value as JSON', async () => {
    const headers = { 'x-one': 1, 'set-cookie': ['a=1', 'b=2'] };
    const { status, headers: got, text } = await answer({ statusCode: 418, headers, body: { a: [1] } });
    expect({ status, text, type: got.get('content-type'), one: got.get('x-one') }).toEqual({
      status: 418,
      text: '{"a":[1]}',
      type: 'application/json',
      one: '1',
    });
    expect(got.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(got.get('x-openwhisk-activation-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each([
    [{}, 204, ''],
    [{ body: '' }, 204, ''],
    [{ statusCode: 200, body: '' }, 200, ''],
    [{ body: 'text' }, 200, 'text'],
    [{ error: { statusCode: 503, body: 'away' } }, 503, 'away'],
    [{ statusCode: 200, body: 'text', error: { statusCode: 503, body: 'away' } }, 503, 'away'],
    [{ headers: { 'content-type': 'image/png' }, body: 'AP8=' }, 200, '\0\ufffd'],
    // JSON text that looks like base64 is taken for it: this is why the adapter answers values.
    [{ headers: JSON_TYPE, body: '{"a":1}' }, 200, '{"a":1}'],
    [{ headers: JSON_TYPE, body: 'true' }, 200, Buffer.from('true', 'base64').toString()],
    [{ headers: JSON_TYPE, body: Buffer.from('null').toString('base64') }, 200, 'null'],
  ])('%j', async (result, status, text) => {
    expect(await answer(result)).toMatchObject({ status, text });
  });

  test.each([
    ['a string for a binary type that is not base64', { headers: { 'content-type': 'image/png' }, body: 'no base64!' }],
    ['a value for a type that is not JSON', { headers: { 'content-type': 'text/csv' }, body: { a: 1 } }],
    ['a header that is none', { headers: { a: { b: 1 } } }],
    ['a status that is none', { statusCode: 'ok' }],
    ['an error that is a text', { error: 'broken' }],
    ['an error that is null', { error: null, body: 'text' }],
    ['a list', [1]],
  ])('400: %s', async (_, result) => {
    const { status, text } = await answer(result);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({ error: expect.any(String), code: expect.any(String) });
  });

  test('the ending of the name takes one property', async () => {
    expect(await answer({ text: 'a' }, 'p/answer.text')).toMatchObject({ status: 200, text: 'a' });
    expect(await answer({ html: '<p>' }, 'p/answer.html')).toMatchObject({ status: 200, text: '<p>' });
    expect(await answer({ a: 1 }, 'p/answer.json')).toMatchObject({ status: 200, text: '{"a":1}' });
    expect(await answer({ a: 1 }, 'p/answer.html')).toMatchObject({ status: 400 });
  });
});

describe('who may call', () => {
  test('404 for what is not there or not exported', async () => {
    await put(client, 'p/hidden', 'function main() { return {} }');
    for (const path of ['p/hidden', 'p/none', 'none/raw', 'default/none', 'p/'])
      expect(await send(path), path).toMatchObject({ status: 404 });
    expect((await fetch(whisk.web('p/raw', 'nobody'))).status).toBe(404);
  });

  test('401 without the secret the action asks for; OPTIONS needs none', async () => {
    const annotations = { ...RAW, 'require-whisk-auth': 'secret' };
    await put(client, 'p/secret', 'function main() { return { body: "in" } }', { annotations });
    const headers = (secret: string) => ({ headers: { 'X-Require-Whisk-Auth': secret } });
    expect(await send('p/secret')).toMatchObject({ status: 401 });
    expect(await send('p/secret', headers('wrong'))).toMatchObject({ status: 401 });
    expect(await send('p/secret', headers('secret'))).toMatchObject({ status: 200, text: 'in' });
    expect(await send('p/secret', { method: 'OPTIONS' })).toMatchObject({ status: 200, text: 'in' });
  });

  test('without options of its own the controller answers for an action, and adds what it says to each answer', async () => {
    const { status, headers, text } = await send('p/plain', { method: 'OPTIONS' });
    expect({ status, text, origin: headers.get('access-control-allow-origin') }).toEqual({
      status: 200,
      text: '',
      origin: '*',
    });
    expect((await send('p/plain')).headers.get('access-control-allow-origin')).toBe('*');
    expect((await send('p/raw')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
