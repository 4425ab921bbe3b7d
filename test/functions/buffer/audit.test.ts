import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /buffer/audit', () => {
  describe('200', () => {
    test.each(AT)('at %s nothing accepted is nothing to account for', async (at) => {
      const answer = await call(sites[at], 'GET', '/buffer/audit');
      expect(answer).toMatchObject({ status: 200, body: { intact: true, outbox_behind: false, series: [] } });
    });

    test('what waits is accounted for at the site that accepted it', async () => {
      const { series, sequence } = await start(sites.observatory);
      const { body } = await call(sites.observatory, 'GET', '/buffer/audit');
      expect(body).toMatchObject({ intact: true, series: [{ series, accepted: sequence, waiting: 1, missing: [] }] });
    });
  });
});
