import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { expectHistory, expectHistoryRefusals } from '../history.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const history = (id: unknown) => `/sources/${id}/history`;

describe('GET /sources/{id}/history', () => {
  describe('200', () => {
    test.each(AT)('at %s it says who changed what and when, on its way and when it has arrived', async (at) => {
      const made = { name: `History at ${at}`, type: 'fixed_source' };
      await expectHistory(
        sites,
        at,
        [
          {
            method: 'POST',
            path: '/sources',
            body: { ...made, ra_deg: 10, dec_deg: -20 },
            operation: 'create',
            values: made,
          },
          {
            method: 'PUT',
            path: '/sources/{id}',
            body: { name: `${made.name}, renamed` },
            operation: 'update',
            values: { name: `${made.name}, renamed` },
          },
        ],
        history,
      );
    });
  });

  test.each(AT)('at %s there is none of a record that is not there', (at) =>
    expectHistoryRefusals(sites, at, history, 999999),
  );
});
