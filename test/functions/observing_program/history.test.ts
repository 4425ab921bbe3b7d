import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { expectHistory, expectHistoryRefusals } from '../history.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const history = (id: unknown) => `/observing_program/${id}/history`;

describe('GET /observing_program/{id}/history', () => {
  describe('200', () => {
    test.each(AT)('at %s it says who changed what and when, on its way and when it has arrived', async (at) => {
      const made = { name: `History at ${at}`, short_name: `H-${at}` };
      await expectHistory(
        sites,
        at,
        [
          {
            method: 'POST',
            path: '/observing_program',
            body: made,
            operation: 'create',
            values: { ...made, lead: null },
          },
          {
            method: 'PUT',
            path: '/observing_program/{id}',
            body: { lead: 'M. Mitchell' },
            operation: 'update',
            values: { lead: 'M. Mitchell' },
          },
          {
            method: 'DELETE',
            path: '/observing_program/{id}',
            operation: 'update',
            values: { deleted_at: expect.any(String) },
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
