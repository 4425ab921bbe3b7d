import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, nextTime, proofAt, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const start = (at: At, body: unknown) => call(sites[at], 'POST', '/executed_obs_units/start', { body });
const read = async (at: At, id: string) => (await call(sites[at], 'GET', `/executed_obs_units/by-id/${id}`)).body;

describe('POST /executed_obs_units/start', () => {
  describe('201', () => {
    test.each(AT)(
      'at %s the receipt has the id, the transaction, how far it has come and the proof, and nothing else',
      async (at) => {
        const answer = await start(at, { obs_unit_id: 1, start_time: nextTime() });
        expect(answer.status).toBe(201);
        expect(answer.body).toEqual({
          id: expect.stringMatching(UUID_V7),
          transaction_id: expect.stringMatching(UUID_V7),
          status: at === 'main' ? 'applied' : 'buffered',
          ...proofAt(at),
        });
        expect(answer.headers.get('content-type')).toBe('application/json');
        expect(answer.headers.get('cache-control')).toBe('no-store');
      },
    );

    test.each(AT)('at %s what is not given has its default, and what is given is stored as it is', async (at) => {
      const start_time = nextTime();
      const { body: receipt } = await start(at, {
        obs_unit_id: 2,
        start_time,
        mean_pwv_mm: 0.45,
        mean_elevation_deg: null,
      });
      const row = await read(at, receipt.id);
      expect(row).toEqual({
        id: receipt.id,
        obs_unit_id: 2,
        start_time,
        end_time: null,
        status: 'running',
        mean_pwv_mm: 0.45,
        mean_elevation_deg: null,
        comment: null,
        executed_by: 'service',
        site_name: sites[at].config.SITE_NAME,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        updated_at: row.created_at,
      });
    });

    test.each(AT)('at %s an observation begins now unless it is said when', async (at) => {
      const before = Date.now();
      const { body } = await start(at, { obs_unit_id: 3 });
      const began = Date.parse((await read(at, body.id)).start_time);
      expect(began).toBeGreaterThanOrEqual(before);
      expect(began).toBeLessThanOrEqual(Date.now());
    });

    test.each([
      ['2026-11-22T03:12:45.123456Z', '2026-11-22T03:12:45.123456Z'],
      ['2026-11-22T00:12:45.5-03:00', '2026-11-22T03:12:45.5Z'],
      ['2026-11-22 03:12:46.120000+0000', '2026-11-22T03:12:46.12Z'],
      ['2026-11-22T03:12:47', '2026-11-22T03:12:47Z'],
      ['2026-11-22t03:12:48.000000z', '2026-11-22T03:12:48Z'],
    ])('the time %s is read as %s at both sites, before and after replication', async (given, spelled) => {
      const there = await start('observatory', { obs_unit_id: 1, start_time: given });
      expect((await read('observatory', there.body.id)).start_time).toBe(spelled);
      const here = await start('main', { obs_unit_id: 2, start_time: given });
      expect((await read('main', here.body.id)).start_time).toBe(spelled);
      await replicate(sites);
      for (const at of AT)
        for (const { body } of [there, here]) expect((await read(at, body.id)).start_time).toBe(spelled);
    });

    test.each(AT)('at %s text is kept to the letter, whatever it looks like', async (at) => {
      const texts = [
        `'); drop table executed_obs_unit; --`,
        `$1 \${x} {{y}} %s \\' \\" \\0`,
        '',
        ' \t\r\n ',
        'Zürich 東京 🔭 \u200d e\u0301 \ufeff \u2028',
        ']]}," "__proto__',
        'x'.repeat(10_000),
      ];
      for (const comment of texts) {
        const { body } = await start(at, { obs_unit_id: 1, start_time: nextTime(), comment, executed_by: comment });
        expect(await read(at, body.id)).toMatchObject({ comment, executed_by: comment });
      }
      await replicate(sites);
      const { body } = await call(
        sites[at],
        'GET',
        `/executed_obs_units?executed_by=${encodeURIComponent(texts[0] ?? '')}`,
      );
      expect(body.items).toContainEqual(expect.objectContaining({ comment: texts[0] }));
    });
  });
});
