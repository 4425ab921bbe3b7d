import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';
import { get, newName, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/routes';
const route = (more: object = {}) => ({ name: newName(), origin_site_id: 1, destination_site_id: 2, ...more });
const make = (at: At, body: object) => call(sites[at], 'POST', PATH, { body, role: 'service' });

describe('POST /api/transfer/routes', () => {
  describe('201', () => {
    test.each(AT)('at %s a route of each type is made on main, and is there at once', async (at) => {
      const all = [
        route(),
        route({ route_type: 'relay', relay_site_id: 3 }),
        route({ route_type: 'custom', origin_location_id: 3, destination_location_id: 4, method: 'rsync' }),
      ];
      for (const body of all) {
        const made = await make(at, body);
        expect(made).toMatchObject({ status: 201, body: { id: expect.any(Number), status: 'applied' } });
        expect(await get(sites[at], `${PATH}/${made.body.id}`)).toMatchObject(body);
        expect(await get(sites.main, `${PATH}/${made.body.id}`)).toMatchObject(body);
      }
    });
  });

  describe('409', () => {
    test.each(AT)('at %s a name is taken once', async (at) => {
      const answer = await nothingRecorded(sites, () => make(at, route({ name: 'ccat_to_cologne' })));
      expectProblem(answer, 'record.exists');
      expect(answer.body.id).toBe('1');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what leads nowhere is refused by field', async (at) => {
      await nothingRecorded(sites, async () => {
        expectInvalid(await make(at, route({ route_type: 'relay' })), ['body.relay_site_id']);
        expectInvalid(await make(at, route({ route_type: 'custom' })), [
          ...['body.origin_location_id', 'body.destination_location_id'],
        ]);
        expectInvalid(await make(at, route({ destination_site_id: 1 })), ['body.destination_site_id']);
        const unknown = await make(at, route({ destination_site_id: 999_999 }));
        expectProblem(unknown, 'reference.unknown');
        expect(unknown.body.field).toBe('destination_site_id');
      });
    });
  });

  describe('503', () => {
    test('at the mountain none is made while main is away', async () => {
      const away = withoutMain(sites.observatory);
      const answer = await nothingRecorded(sites, () => call(away, 'POST', PATH, { body: route() }));
      expectProblem(answer, 'site.read_only');
      await away.close();
    });
  });
});
