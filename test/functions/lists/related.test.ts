import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, nextTime, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type Where = (typeof AT)[number];

async function start(at: Where, fields: Record<string, unknown>): Promise<string> {
  const answer = await call(sites[at], 'POST', '/executed_obs_units/start', {
    body: { obs_unit_id: 1, start_time: nextTime(), ...fields },
  });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const ids = (items: { id: string }[]) => items.map(({ id }) => id);
const get = (at: Where, query: string) => call(sites[at], 'GET', `/executed_obs_units?${query}`);

/** Runs a check while the records are pending, when they have arrived, and at main. */
async function everywhere(check: (at: Where) => Promise<void>): Promise<void> {
  await check('observatory');
  await replicate(sites);
  await check('observatory');
  await check('main');
}

describe('expand', () => {
  test('a list shows with each record what belongs to it', async () => {
    const id = await start('observatory', { comment: 'expanded' });
    const own = { name: 'LFA', executed_obs_unit_id: id, instrument_module_id: 5 };
    const files = [{ name: 'a', relative_path: `${id}/a`, instrument_module_id: 5, source_location_id: 2 }];
    expect((await call(sites.observatory, 'POST', '/raw_data_package', { body: { ...own, files } })).status).toBe(201);
    await everywhere(async (at) => {
      const query = 'q=expanded&expand=raw_data_packages,raw_data_files&total=true&fields=comment';
      expect((await get(at, query)).body).toMatchObject({
        total: 1,
        items: [
          {
            comment: 'expanded',
            raw_data_packages: [{ name: 'LFA' }],
            raw_data_packages_count: 1,
            raw_data_files: [{ relative_path: `${id}/a` }],
            raw_data_files_count: 1,
          },
        ],
      });
      const unit = await call(sites[at], 'GET', '/executed_obs_units/1');
      const [shown] = unit.body.filter((one: { id: string }) => one.id === id);
      expect(shown).toMatchObject({ raw_data_packages: [{ name: 'LFA' }], raw_data_files_count: 1 });
    });
  });
});

describe('deleted', () => {
  test.each(AT)(
    'at %s what is withdrawn is left out unless it is asked for, and still answers by its id',
    async (at) => {
      const body = { name: `Withdrawn at ${at}`, short_name: `W-${at}` };
      const { id } = (await call(sites[at], 'POST', '/observing_program', { role: 'admin', body })).body;
      expect((await call(sites[at], 'DELETE', `/observing_program/${id}`, { role: 'admin' })).status).toBe(200);
      const list = async (query: string) =>
        ids((await call(sites[at], 'GET', `/observing_program?${query}`)).body.items);
      expect(await list('limit=500')).not.toContain(id);
      expect(await list('limit=500&deleted=include')).toContain(id);
      const shown = await call(sites[at], 'GET', `/observing_program/${id}`);
      expect(shown.body).toMatchObject({ ...body, deleted_at: expect.any(String) });
    },
  );
});
