import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { expectHistory, expectHistoryRefusals } from '../history.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const history = (id: unknown) => `/sub_observing_program/${id}/history`;

describe('GET /sub_observing_program/{id}/history', () => {
  describe('200', () => {
    test.each(AT)('at %s it says who changed what and when, on its way and when it has arrived', async (at) => {
      const made = { observing_program_id: 1, name: `History at ${at}`, short_name: `H-${at}` };
      await expectHistory(
        sites,
        at,
        [
          { method: 'POST', path: '/sub_observing_program', body: made, operation: 'create', values: made },
          {
            method: 'PUT',
            path: '/sub_observing_program/{id}',
            body: { name: 'Renamed' },
            operation: 'update',
            values: { name: 'Renamed' },
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
