import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, answered } from '../../support/api.ts';
import { openSites, type Sites, TOKENS } from '../../support/sites.ts';
import { type Deployed, endpoints, harmless, samplePath } from '../endpoints.ts';
import { AT, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe.each(AT)('every path at %s', (at) => {
  async function ask(
    { declared, fetch }: Deployed,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const request = { method: declared.method, headers: { authorization: `Bearer ${TOKENS.admin}`, ...headers } };
    return answered(await fetch(new Request(new URL(path + harmless(declared), 'http://site'), request), sites[at]));
  }

  test.each(endpoints)('$title answers with and without its trailing slash', async (endpoint) => {
    const path = samplePath(endpoint.declared);
    const [plain, slashed] = [await ask(endpoint, path), await ask(endpoint, `${path}/`)];
    expect([slashed.status, slashed.body?.code]).toEqual([plain.status, plain.body?.code]);
  });

  test.each(endpoints)('$title says which request it answered, as told or with an id of its own', async (endpoint) => {
    const path = samplePath(endpoint.declared);
    expect((await ask(endpoint, path, { 'x-request-id': 'night-17' })).headers.get('x-request-id')).toBe('night-17');
    expect((await ask(endpoint, path)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each(endpoints)('$title answers a path that is not its own with a problem', async (endpoint) =>
    expectProblem(await ask(endpoint, '/nowhere'), 'route.not_found'),
  );
});
