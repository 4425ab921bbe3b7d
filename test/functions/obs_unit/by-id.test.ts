import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const byId = (at: (typeof AT)[number], id: string) => call(sites[at], 'GET', `/obs_unit/${id}`);

describe('GET /obs_unit/{id}', () => {
  describe('200', () => {
    test('the unit is the same at both sites', async () => {
      const main = await byId('main', '1');
      expect(main.body).toEqual({
        id: 1,
        name: 'Orion-KL CO(4-3) map',
        observing_program_id: 1,
        source_id: 1,
        obs_mode_id: 2,
        available: true,
        priority: 10,
        requested_time_s: 3_600,
        created_at: expect.stringMatching(/Z$/),
        updated_at: main.body.created_at,
      });
      const observatory = await byId('observatory', '1/');
      expect(observatory.body).toEqual(main.body);
      expect(observatory.headers.get('opsdb-overlay')).toBe('0');
      expect(Number(observatory.headers.get('opsdb-replica-age'))).toBeGreaterThanOrEqual(0);
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a unit nobody has declared is not found', async (at) => {
      const answer = await byId(at, '2147483647');
      expectProblem(answer, 'record.not_found');
      expect(answer.body).toMatchObject({ id: 2_147_483_647 });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused', async (at) => {
      for (const id of ['0', '-1', '1.0', '1e1', '0x1', 'x', '%20', '%00', '2147483648', '9'.repeat(400)])
        expectInvalid(await byId(at, id), ['path.id']);
      expectInvalid(await byId(at, 'x?fields=name'), ['path.id', 'query.fields']);
    });
  });
});
