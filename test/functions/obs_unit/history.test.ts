import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { expectHistory, expectHistoryRefusals } from '../history.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const history = (id: unknown) => `/obs_unit/${id}/history`;

describe('GET /obs_unit/{id}/history', () => {
  describe('200', () => {
    test.each(AT)('at %s it says who changed what and when, on its way and when it has arrived', async (at) => {
      const made = { observing_program_id: 1, name: `History at ${at}`, source_id: 1, obs_mode_id: 1 };
      await expectHistory(
        sites,
        at,
        [
          { method: 'POST', path: '/obs_unit', body: made, operation: 'create', values: { ...made, available: true } },
          {
            method: 'PUT',
            path: '/obs_unit/{id}',
            body: { priority: 9 },
            operation: 'update',
            values: { priority: 9 },
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
