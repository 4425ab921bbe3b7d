import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { get, make, newName, withoutMain } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/data_locations';
const put = (at: At, id: number | string, body: object, headers = {}) =>
  call(sites[at], 'PUT', `${PATH}/${id}`, { body, role: 'admin', headers });
const disk = () => ({
  name: newName(),
  site_id: 1,
  location_type: 'buffer',
  storage_type: 'disk',
  host: 'h.ccat.example',
  path: '/data',
});
async function placeAt(at: At, body: object = disk()): Promise<string> {
  const id = await make(sites[at], PATH, body);
  await replicate(sites);
  return id;
}

describe('PUT /data_locations/{id}', () => {
  describe('200', () => {
    test.each(AT)('at %s a place and how it stores change in one transaction on main', async (at) => {
      const body = disk();
      const id = await placeAt(at, body);
      const changed = { name: newName(), priority: 3, host: 'new.example', user: 'ccat' };
      expect(await put(at, id, changed)).toMatchObject({ status: 200, body: { id, status: 'applied' } });
      for (const site of [at, 'main'] as const)
        expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ ...body, ...changed });
      await replicate(sites);
      expect((await put(at, id, { path: '/new' })).status).toBe(200);
      expect((await put(at, id, { active: false })).status).toBe(200);
      expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({ ...changed, path: '/new', active: false });
    });
  });

  describe('404', () => {
    test('at main there is none of a number nobody has', async () => {
      expectProblem(await nothingRecorded(sites, () => put('main', 999_999, { active: false })), 'record.not_found');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s no two of a site have one name', async (at) => {
      const id = await placeAt(at);
      const answer = await nothingRecorded(sites, () => put(at, id, { name: 'output_buffer' }));
      expectProblem(answer, 'record.exists');
      expect(answer.body.id).toBe('3');
    });
  });

  describe('412', () => {
    test.each(AT)('at %s with If-Match it applies to what was read, of its kind of storage, too', async (at) => {
      const id = await placeAt(at);
      const read = async () => (await call(sites[at], 'GET', `${PATH}/${id}`)).headers.get('etag') ?? '';
      const headers = { 'if-match': await read() };
      expect((await put(at, id, { host: 'first.example' }, headers)).status).toBe(200);
      await replicate(sites);
      expectProblem(await nothingRecorded(sites, () => put(at, id, { priority: 4 }, headers)), 'record.changed');
      expect((await put(at, id, { priority: 4 }, { 'if-match': await read() })).status).toBe(200);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what a place is, stays, and of other kinds it has nothing', async (at) => {
      const id = await placeAt(at);
      await nothingRecorded(sites, async () => {
        const other = { site_id: 2, location_type: 'source', storage_type: 'tape' };
        expectInvalid(
          await put(at, id, { priority: 1, ...other }),
          Object.keys(other).map((field) => `body.${field}`),
        );
        expectInvalid(await put(at, id, { bucket: 'raw', pool: 'a', host: 'h' }), ['body.bucket', 'body.pool']);
        expectInvalid(await put(at, id, {}), ['body.']);
      });
    });

    test.each(AT)('at %s credentials of a store are not accepted', async (at) => {
      const id = await placeAt(at, {
        name: newName(),
        site_id: 2,
        location_type: 'processing',
        storage_type: 's3',
        bucket: 'b',
      });
      const wrong = { credentials_prefix: 'AKIAIOSFODNN7EXAMPLE', endpoint_url: 'https://a:b@s3.example' };
      expectInvalid(await nothingRecorded(sites, () => put(at, id, wrong)), [
        ...['body.credentials_prefix', 'body.endpoint_url'],
      ]);
    });
  });

  describe('503', () => {
    test('at the mountain none is changed while main is away', async () => {
      const id = await placeAt('main');
      const away = withoutMain(sites.observatory);
      const change = () => call(away, 'PUT', `${PATH}/${id}`, { body: { host: 'h' }, role: 'admin' });
      expectProblem(await nothingRecorded(sites, change), 'site.read_only');
      await away.close();
    });
  });
});
