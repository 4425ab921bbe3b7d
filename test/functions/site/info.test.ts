import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /site/info', () => {
  describe('200', () => {
    test.each([
      ['main', { site_type: 'main', buffering: false }],
      ['observatory', { site_type: 'secondary', buffering: true }],
    ] as const)('%s says which site it is and nothing about its servers', async (at, expected) => {
      const answer = await call(sites[at], 'GET', '/site/info');
      const site_name = sites[at].config.SITE_NAME;
      expect(answer).toMatchObject({ status: 200, body: { site_name, ...expected } });
      expect(Object.keys(answer.body)).toEqual(['site_name', 'site_type', 'buffering', 'schema_version']);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a query parameter is refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/site/info?verbose=1'), ['query.verbose']);
    });
  });
});
