import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inProcessUpstream } from '../../infra/gateway/in-process-upstream.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { startGateway, type TestGateway } from './support-gateway.ts';

let sites: Sites;
let gateway: TestGateway;

beforeAll(async () => {
  sites = await openSites(inject('servers'), { REQUEST_BODY_LIMIT_BYTES: '5000' });
  const site = sites.observatory;
  gateway = await startGateway(site, await inProcessUpstream(site), {
    GATEWAY_HEADER_BYTES: '4000',
    GATEWAY_REQUEST_MS: '2000',
    GATEWAY_HEADERS_MS: '1000',
  });
});
afterAll(async () => {
  await gateway?.app.close();
  await sites?.close();
});

/** Bytes as they are, and what comes back until the other end hangs up. */
function raw(...pieces: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(gateway.port, '127.0.0.1', () => {
      for (const piece of pieces) socket.write(piece);
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const bearer = `Authorization: Bearer ${TOKENS.service}`;

describe('a public path', () => {
  test.each(['/obs_unit/1', '/obs_unit/1/', '/obs_unit', '/obs_unit/', '/health', '/openapi.json', '/site/info/'])(
    'GET %s is answered, with and without a slash at its end',
    async (path) => {
      expect((await gateway.call('GET', path)).status).toBe(200);
    },
  );

  test('records at the site, and says that there may be something to drain', async () => {
    const before = gateway.recorded();
    const made = await gateway.call('POST', '/executed_obs_units/start', { body: '{"obs_unit_id": 1}' });
    expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
    const read = await gateway.call('GET', `/executed_obs_units/by-id/${made.body.id}`);
    expect(read).toMatchObject({ status: 200, body: { id: made.body.id } });
    await until(async () => gateway.recorded() === before + 1);
  });

  test('path and query reach the function as they were sent', async () => {
    const { body } = await gateway.call('GET', '/sources/resolve%2F..%2f?x=1%20%2B');
    expect(body).toMatchObject({ code: 'request.invalid' });
    const bad = await gateway.call('GET', '/obs_unit?limit=%32&limit=3&no=%26');
    expect(bad.body.errors.map(({ field }: { field: string }) => field)).toContain('no');
    const page = await gateway.call('GET', '/obs_unit?limit=%32');
    expect(page.body.items ?? page.body).toHaveLength(2);
  });

  test('a whole URL in the request line is a path like any other', async () => {
    const answer = await raw(`GET http://elsewhere/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('who waits longer than a request may take to arrive is answered', async () => {
    const made = await gateway.call('POST', '/executed_obs_units/start', { body: '{"obs_unit_id": 2}' });
    const path = `/buffer/transactions/${made.body.transaction_id}?wait=replicated&timeout_s=3`;
    expect(await gateway.call('GET', path)).toMatchObject({ status: 200, body: { state: 'buffered' } });
  });

  test('HEAD answers what GET would, without the body', async () => {
    const head = await gateway.call('HEAD', '/obs_unit/1');
    const get = await gateway.call('GET', '/obs_unit/1');
    expect([head.status, head.body, head.headers.get('etag')]).toEqual([200, undefined, get.headers.get('etag')]);
  });
});

describe('what no function answers is a problem', () => {
  test.each([
    ['GET', '/no/such/path'],
    ['PATCH', '/health'],
    ['GET', '//obs_unit'],
    ['GET', '/Obs_Unit'],
  ])('%s %s: 404', async (method, path) => {
    const { status, headers, body } = await gateway.call(method, path);
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(body).toMatchObject({ code: 'route.not_found', detail: `No endpoint answers ${method} ${path}.` });
    expect(body.instance).toBe(headers.get('x-request-id'));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('a path that cannot be read: 400', async () => {
    expect(await gateway.call('GET', '/obs_unit/%zz')).toMatchObject({
      status: 400,
      body: { code: 'request.malformed' },
    });
  });

  test('a body that is too large: 413, whether it says so or not', async () => {
    const body = `{"comment": "${'x'.repeat(6_000)}"}`;
    const said = await gateway.call('POST', '/executed_obs_units/start', { body });
    expect(said).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
    const head = `POST /executed_obs_units/start HTTP/1.1\r\nHost: x\r\n${bearer}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunked = await raw(head, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    expect(chunked).toMatch(/^HTTP\/1\.1 413 [\s\S]*request\.too_large/);
  });

  test('bytes that are no HTTP: 400, and the end of the connection', async () => {
    expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*request\.malformed/);
  });

  test('headers that are too large: 400', async () => {
    expect(await raw(`GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(5_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*request\.malformed/,
    );
  });

  test('a body that is not JSON is the function’s to refuse', async () => {
    const broken = await gateway.call('POST', '/executed_obs_units/start', { body: '{"obs_unit_id": ' });
    expect(broken).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });
});
