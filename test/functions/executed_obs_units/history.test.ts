import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, nextTime } from '../expect.ts';
import { expectHistory, expectHistoryRefusals } from '../history.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const history = (id: unknown) => `/executed_obs_units/by-id/${id}/history`;

describe('GET /executed_obs_units/by-id/{id}/history', () => {
  describe('200', () => {
    test.each(AT)('at %s it says who changed what and when, on its way and when it has arrived', async (at) => {
      const start = { obs_unit_id: 1, start_time: nextTime(), mean_pwv_mm: 0.5 };
      await expectHistory(
        sites,
        at,
        [
          {
            method: 'POST',
            path: '/executed_obs_units/start',
            body: start,
            operation: 'create',
            values: { ...start, status: 'running' },
          },
          {
            method: 'PUT',
            path: '/executed_obs_units/{id}/finish',
            body: { status: 'aborted', comment: 'clouds' },
            operation: 'update',
            values: { status: 'aborted', comment: 'clouds' },
          },
        ],
        history,
      );
    });
  });

  test.each(AT)('at %s there is none of a record that is not there', (at) =>
    expectHistoryRefusals(sites, at, history, '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1'),
  );
});
