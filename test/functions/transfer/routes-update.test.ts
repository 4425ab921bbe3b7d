import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { get, make, newName, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const PATH = '/api/transfer/routes';
const route = () => ({ name: newName(), origin_site_id: 1, destination_site_id: 2 });

describe('PUT /api/transfer/routes/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a route is taken out of use on main, and is so here at once', async (at) => {
      const id = await make(sites[at], PATH, route());
      await replicate(sites);
      const answer = await call(sites[at], 'PUT', `${PATH}/${id}`, { body: { active: false, method: 'rsync' } });
      expect(answer).toMatchObject({ status: 200, body: { id, status: 'applied' } });
      for (const site of [at, 'main'] as const)
        expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ active: false, method: 'rsync' });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s there is none of a number nobody has', async (at) => {
      const put = () => call(sites[at], 'PUT', `${PATH}/999999`, { body: { active: false } });
      expectProblem(await nothingRecorded(sites, put), 'record.not_found');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s from where to where it leads stays', async (at) => {
      const body = { origin_site_id: 2, destination_site_id: 1, route_type: 'relay', relay_site_id: 3, active: 'no' };
      const answer = await nothingRecorded(sites, () => call(sites[at], 'PUT', `${PATH}/1`, { body }));
      expectInvalid(
        answer,
        Object.keys(body).map((field) => `body.${field}`),
      );
    });
  });

  describe('503', () => {
    test('at the mountain none is changed while main is away', async () => {
      const away = withoutMain(sites.observatory);
      const put = () => call(away, 'PUT', `${PATH}/1`, { body: { active: false } });
      expectProblem(await nothingRecorded(sites, put), 'site.read_only');
      await away.close();
    });
  });
});
