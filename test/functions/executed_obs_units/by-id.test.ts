import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nextTime, nothingRecorded, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const byId = (at: (typeof AT)[number], id: string) => call(sites[at], 'GET', `/executed_obs_units/by-id/${id}`);

describe('GET /executed_obs_units/by-id/{id}', () => {
  describe('200', () => {
    test('the record is the same while it is pending, when it has arrived, and at main; the headers say how it was made', async () => {
      const body = { obs_unit_id: 1, start_time: nextTime(), mean_pwv_mm: 0.1 };
      const { id } = (await call(sites.observatory, 'POST', '/executed_obs_units/start', { body })).body;
      const pending = await byId('observatory', id);
      expect(pending).toMatchObject({ status: 200, body: { id, status: 'running', ...body } });
      expect(pending.headers.get('opsdb-overlay')).toBe('1');
      expect(pending.headers.get('opsdb-state')).toBe('buffered');
      expect(Number(pending.headers.get('opsdb-replica-age'))).toBeGreaterThanOrEqual(0);

      await replicate(sites);
      const arrived = await byId('observatory', id);
      expect(arrived.body).toEqual(pending.body);
      expect(arrived.headers.get('opsdb-overlay')).toBe('0');
      expect(arrived.headers.has('opsdb-state')).toBe(false);

      const main = await byId('main', id);
      expect(main.body).toEqual(pending.body);
      expect(main.headers.get('opsdb-overlay')).toBe('0');
      expect(main.headers.get('opsdb-replica-age')).toBe('0.000');
    });

    test.each(AT)('at %s an id is read in either case, and ?stale=ok changes nothing while all is well', async (at) => {
      const body = { obs_unit_id: 2, start_time: nextTime() };
      const { id } = (await call(sites[at], 'POST', '/executed_obs_units/start', { body })).body;
      const { body: row } = await byId(at, id);
      expect((await byId(at, id.toUpperCase())).body).toEqual(row);
      expect((await byId(at, `${id}?stale=ok`)).body).toEqual(row);
      expect((await byId(at, `${id}/`)).body).toEqual(row);
    });
  });

  describe('404', () => {
    test.each(AT)('at %s an id nobody has recorded is not found', async (at) => {
      const answer = await byId(at, UNKNOWN);
      expectProblem(answer, 'record.not_found');
      expect(answer.body).toMatchObject({ id: UNKNOWN, detail: expect.stringContaining(UNKNOWN) });
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no id is refused, not looked for', async (at) => {
      await nothingRecorded(sites, async () => {
        for (const id of ['1', 'x', `${UNKNOWN}0`, '%00', '%E0%A4%A', '%27%20or%201=1', 'a%2Fb', '🔭'])
          expectInvalid(await byId(at, id), ['path.id']);
      });
    });

    test.each(AT)('at %s unknown and wrong query parameters are named together with the path', async (at) => {
      expectInvalid(await byId(at, 'x?stale=yes&verbose=1'), ['path.id', 'query.stale', 'query.verbose']);
      expectInvalid(await byId(at, `${UNKNOWN}?stale=ok&stale=ok`), ['query.stale']);
    });
  });
});
