import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { expectInvalid, expectProblem, nextTime, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const ALL = 'obs_unit,raw_data_packages,raw_data_files';

async function night(at: 'main' | 'observatory', files: number): Promise<{ id: string; package_id: string }> {
  const body = { obs_unit_id: 1, start_time: nextTime() };
  const { id } = (await call(sites[at], 'POST', '/executed_obs_units/start', { body })).body;
  const own = { instrument_module_id: 5, source_location_id: 2, size_bytes: 9_007_199_254_740_991 };
  const made = await call(sites[at], 'POST', '/raw_data_package', {
    body: {
      name: 'LFA',
      executed_obs_unit_id: id,
      instrument_module_id: 5,
      files: Array.from({ length: files }, (_, n) => ({ name: `f${n}`, relative_path: `${id}/f${n}`, ...own })),
    },
  });
  expect(made.status).toBe(201);
  return { id, package_id: made.body.id };
}

const shown = async (at: 'main' | 'observatory', path: string) => {
  const answer = await call(sites[at], 'GET', path);
  expect(answer.status).toBe(200);
  return answer;
};

describe('expand', () => {
  test('an execution shows its packages and files while all are buffered, in the middle, when they have arrived, and at main', async () => {
    const { id, package_id } = await night('observatory', 3);
    const path = `/executed_obs_units/by-id/${id}?expand=${ALL}`;
    const pending = await shown('observatory', path);
    expect(pending.body).toMatchObject({
      id,
      obs_unit: { id: 1, name: 'Orion-KL CO(4-3) map' },
      raw_data_packages: [{ id: package_id, executed_obs_unit_id: id, status: 'pending' }],
      raw_data_packages_count: 1,
      raw_data_files_count: 3,
    });
    expect(pending.body.raw_data_files).toHaveLength(3);
    // Every related record is spelled as its own endpoint spells it.
    expect((await shown('observatory', `/raw_data_package/${package_id}`)).body).toEqual(
      pending.body.raw_data_packages[0],
    );
    const [file] = pending.body.raw_data_files;
    expect((await shown('observatory', `/raw_data_files/${file.id}`)).body).toEqual(file);
    expect((await shown('observatory', '/obs_unit/1')).body).toEqual(pending.body.obs_unit);

    await replicate(sites);
    expect((await shown('observatory', path)).body).toEqual(pending.body);
    expect((await shown('main', path)).body).toEqual(pending.body);

    // What changes while the rest has arrived is laid over it, under whatever it is shown with.
    const end = { status: 'completed', checksum: 'abc' };
    const { status: _, ...facts } = end;
    expect(
      (await call(sites.observatory, 'PUT', `/raw_data_package/${package_id}/finalize`, { body: facts })).status,
    ).toBe(200);
    expect((await shown('observatory', path)).body.raw_data_packages).toMatchObject([end]);
    const file_path = `/raw_data_files/${file.id}?expand=raw_data_package&expand=executed_obs_unit`;
    expect((await shown('observatory', file_path)).body).toMatchObject({
      raw_data_package: end,
      executed_obs_unit: { id },
    });
    expect((await shown('main', path)).body.raw_data_packages).toMatchObject([{ status: 'pending' }]);
    await replicate(sites);
  });

  test('of many children the first are shown, and how many there are is said', async () => {
    const { package_id } = await night('observatory', 1_000);
    const more = { instrument_module_id: 5, source_location_id: 2, raw_data_package_id: package_id, name: 'more' };
    const body = [{ ...more, relative_path: `${package_id}/more` }];
    expect((await call(sites.observatory, 'POST', '/raw_data_files/bulk', { body })).status).toBe(201);
    const { body: row } = await shown('observatory', `/raw_data_package/${package_id}?expand=raw_data_files`);
    expect(row.raw_data_files_count).toBe(1_001);
    expect(row.raw_data_files).toHaveLength(1_000);
    expect(row.raw_data_files.map(({ name }: { name: string }) => name)).not.toContain('more');
    await replicate(sites);
  });

  test('a record without what it could be shown with says so with null and nothing', async () => {
    const { package_id } = await night('main', 0);
    const { body } = await shown(
      'main',
      `/raw_data_package/${package_id}?expand=data_transfer_package,raw_data_files,raw_data_package_metadata`,
    );
    expect(body).toMatchObject({
      data_transfer_package: null,
      raw_data_package_metadata: null,
      raw_data_files: [],
      raw_data_files_count: 0,
    });
  });

  test('what cannot be shown is refused, naming what can; and what one may not read is not shown for something one may', async () => {
    const { id } = await night('main', 0);
    const answer = await call(sites.main, 'GET', `/executed_obs_units/by-id/${id}?expand=obs_unit,user`);
    expectInvalid(answer, ['query.expand']);
    expect(answer.body.detail).toContain('raw_data_packages');
    const scoped = await call(sites.main, 'POST', '/api/tokens', {
      role: 'observer',
      body: { name: 'narrow', scopes: ['read:observations'] },
    });
    const authorization = `Bearer ${scoped.body.token}`;
    const path = (names: string) => `/executed_obs_units/by-id/${id}?expand=${names}`;
    expect((await call(sites.main, 'GET', path('raw_data_files'), { authorization })).status).toBe(200);
    expectProblem(await call(sites.main, 'GET', path('obs_unit'), { authorization }), 'auth.forbidden');
  });
});
