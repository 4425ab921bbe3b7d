import { expect, test, vi } from 'vitest';
import { listFunctions } from '../../infra/functions.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import { expectFailures, SETTINGS } from './echo.ts';

expectFailures();

const { endpoints, scheduled } = await listFunctions();
const load = (file: string): Promise<Endpoint> => import(new URL(`../../${file}.ts`, import.meta.url).href);
const lost = { ...SETTINGS, __ow_method: 'get', __ow_path: '/no/such/path' };
const event = { rawPath: '/no/such/path', requestContext: { http: { method: 'GET' } } };

test.each(endpoints)('$name answers a path that is not its own as a problem on each runtime', async ({ file }) => {
  const { main, handler } = await load(file);
  expect(await main(lost)).toMatchObject({ statusCode: 404, body: { code: 'route.not_found' } });
  for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
  expect(await handler(event)).toMatchObject({ statusCode: 404, body: expect.stringContaining('route.not_found') });
});

test.each(endpoints)('$name does not throw without settings', async ({ file }) => {
  const { main } = await load(file);
  expect(await main({ __ow_method: 'get' })).toMatchObject({ error: { statusCode: 500, body: { code: 'internal' } } });
});

test.each(scheduled)('$name does not throw without settings', async ({ file }) => {
  const { main } = await load(file);
  expect(await main({})).toEqual({ error: expect.any(String) });
});
