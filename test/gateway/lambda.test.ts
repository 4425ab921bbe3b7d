import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { handler } from '../../infra/gateway/lambda.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { environmentOf } from './support-gateway.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sites.close();
});

interface Result {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

/** An event in payload format 2.0. */
function ask(method: string, rawPath: string, more: Record<string, unknown> = {}): Promise<Result> {
  const headers = { authorization: `Bearer ${TOKENS.service}`, 'content-type': 'application/json' };
  const requestContext = { http: { method, sourceIp: '198.51.100.7' }, stage: '$default' };
  return handler(
    { version: '2.0', rawPath, rawQueryString: '', headers, requestContext, ...more },
    {},
  ) as Promise<Result>;
}
const json = ({ body }: Result) => JSON.parse(body);

test('settings that are wrong are named, and not kept', async () => {
  await expect(ask('GET', '/health')).rejects.toThrow(/SITE_NAME/);
  for (const [name, value] of Object.entries(environmentOf(sites.observatory))) vi.stubEnv(name, value);
  expect(await ask('GET', '/health')).toMatchObject({ statusCode: expect.any(Number), isBase64Encoded: false });
});

describe('the whole site as one function', () => {
  test('records, and runs what is scheduled', async () => {
    const made = await ask('POST', '/executed_obs_units/start', { body: '{"obs_unit_id": 1}' });
    expect([made.statusCode, json(made).status]).toEqual([201, 'buffered']);
    const coded = { body: Buffer.from('{"obs_unit_id": 2}').toString('base64'), isBase64Encoded: true };
    expect((await ask('POST', '/executed_obs_units/start/', coded)).statusCode).toBe(201);
    expect(await handler({ invoke: 'scheduled-drain-buffer' }, {})).toMatchObject({ pending: 0, applied: 2 });
    const read = await ask('GET', `/executed_obs_units/by-id/${json(made).id}`);
    expect([read.statusCode, json(read).id]).toEqual([200, json(made).id]);
  });

  test('takes the query as it was sent, and not the one made of it', async () => {
    const queryStringParameters = { limit: '1,2' };
    const page = await ask('GET', '/obs_unit', { rawQueryString: 'limit=%32', queryStringParameters });
    expect(json(page).items).toHaveLength(2);
  });

  test('answers what is not text as base64', async () => {
    const headers = { authorization: `Bearer ${TOKENS.service}`, 'accept-encoding': 'gzip' };
    const packed = await ask('GET', '/obs_unit', { headers });
    expect(packed).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    expect(JSON.parse(gunzipSync(Buffer.from(packed.body, 'base64')).toString()).items).not.toEqual([]);
  });

  test('refuses as the gateway does', async () => {
    const lost = await ask('GET', '/no/such/path');
    expect([lost.statusCode, json(lost).code]).toEqual([404, 'route.not_found']);
    const bad = await ask('GET', '/obs_unit/%zz');
    expect([bad.statusCode, json(bad).code]).toEqual([400, 'request.malformed']);
  });
});
