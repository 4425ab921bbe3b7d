import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';
import { ARCHIVE, AT_SOURCE, bundleAt, get, make, newName, packageAt, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/physical-copies';
const fileAt = (at: At) => {
  const name = newName();
  const place = { relative_path: name, source_location_id: AT_SOURCE, instrument_module_id: 1 };
  return make(sites[at], '/raw_data_files', { name, ...place });
};

/** One of each type, of something of its own. */
const copies = async (at: At) => [
  { type: 'raw_data_file_physical_copy', raw_data_file_id: await fileAt(at), data_location_id: AT_SOURCE },
  {
    type: 'raw_data_package_physical_copy',
    raw_data_package_id: await packageAt(sites[at]),
    data_location_id: ARCHIVE,
  },
  {
    type: 'data_transfer_package_physical_copy',
    data_transfer_package_id: await bundleAt(sites[at]),
    data_location_id: 3,
    status: 'staged',
    checksum: 'ab',
    verified_at: '2026-11-21T03:00:00Z',
  },
];

describe('POST /api/transfer/physical-copies', () => {
  describe('201', () => {
    test.each(AT)('at %s a copy and what it is a copy of are one transaction, recorded once', async (at) => {
      for (const body of await copies(at)) {
        const sent = { body, headers: { 'idempotency-key': `copy-${body.type}-${at}` } };
        const first = await call(sites[at], 'POST', PATH, sent);
        const status = at === 'main' ? 'applied' : 'buffered';
        expect(first).toMatchObject({ status: 201, body: { status, ...proofAt(at) } });
        expect((await call(sites[at], 'POST', PATH, sent)).body).toEqual(first.body);
        const { id } = first.body;
        expect(await get(sites[at], `${PATH}/${id}`)).toMatchObject({ id, status: 'present', ...body });
        await replicate(sites);
        for (const site of AT) expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ id, ...body });
      }
    });

    test('at the mountain so it is while main is away', async () => {
      const away = withoutMain(sites.observatory);
      for (const body of await copies('observatory')) {
        const made = await call(away, 'POST', PATH, { body });
        expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
        expect(await get(away, `${PATH}/${made.body.id}`)).toMatchObject(body);
      }
      await away.close();
    });

    test.each(AT)('at %s a copy with an id its caller chose is the same copy', async (at) => {
      const [, body] = await copies(at);
      const copy = () => call(sites[at], 'POST', PATH, { body: { id: chosen, ...body } });
      const chosen = sites.main.clock.uuid();
      const first = await copy();
      expect(first.body.id).toBe(chosen);
      expect((await nothingRecorded(sites, copy)).body).toEqual(first.body);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong field is named, of what it is a copy of, too', async (at) => {
      const copy = (body: unknown) => nothingRecorded(sites, () => call(sites[at], 'POST', PATH, { body }));
      expectInvalid(await copy({ type: 'shadow', data_location_id: 1 }), ['body.type']);
      const type = 'raw_data_file_physical_copy';
      expectInvalid(await copy({ type, raw_data_package_id: sites.main.clock.uuid(), data_location_id: 0 }), [
        ...['body.raw_data_file_id', 'body.raw_data_package_id', 'body.data_location_id'],
      ]);
    });

    test.each(AT)('at %s no copy begins with its end', async (at) => {
      const [, body] = await copies(at);
      for (const status of ['deletion_scheduled', 'deleted']) {
        const copy = () =>
          call(sites[at], 'POST', PATH, { body: { ...body, status, gone_at: '2026-11-21T03:00:00Z' } });
        expectInvalid(await nothingRecorded(sites, copy), ['body.status', 'body.gone_at']);
      }
    });

    test('at main a place there is not is named as the body names it', async () => {
      const [, body] = await copies('main');
      const copy = () => call(sites.main, 'POST', PATH, { body: { ...body, data_location_id: 999_999 } });
      const answer = await nothingRecorded(sites, copy);
      expectProblem(answer, 'reference.unknown');
      expect(answer.body.field).toBe('data_location_id');
    });
  });
});
