import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites, until } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';
import { bundleAt, change, get, newName, OUTPUT_BUFFER, packageAt, withoutMain } from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/data-transfer-packages';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const bundle = (at: At, body: object, key?: string) =>
  call(sites[at], 'POST', PATH, {
    body: { name: newName(), origin_location_id: OUTPUT_BUFFER, ...body },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

describe('POST /api/transfer/data-transfer-packages', () => {
  describe('201', () => {
    test.each(AT)('at %s the bundle and its packages are one transaction, recorded once', async (at) => {
      const packages = [await packageAt(sites[at]), await packageAt(sites[at])];
      const body = { name: newName(), origin_location_id: OUTPUT_BUFFER, raw_data_package_ids: packages };
      const first = await bundle(at, body, `bundle-${at}`);
      const status = at === 'main' ? 'applied' : 'buffered';
      expect(first).toMatchObject({ status: 201, body: { status, ...proofAt(at) } });
      expect((await bundle(at, body, `bundle-${at}`)).body).toEqual(first.body);
      const { id } = first.body;
      const bundled = { data_transfer_package_id: id, state: 'transferring' };
      for (const one of packages) expect(await get(sites[at], `/raw_data_package/${one}`)).toMatchObject(bundled);
      await replicate(sites);
      for (const site of AT) {
        expect(await get(sites[site], `${PATH}/${id}`)).toMatchObject({ name: body.name, status: 'pending' });
        for (const one of packages) expect(await get(sites[site], `/raw_data_package/${one}`)).toMatchObject(bundled);
      }
    });

    test('a thousand packages are one transaction, too, also without main', async () => {
      const { id: executed_obs_unit_id } = (
        await call(sites.observatory, 'POST', '/executed_obs_units/start', { body: { obs_unit_id: 1 } })
      ).body;
      const packages: string[] = [];
      while (packages.length < 1_000) packages.push(await packageAt(sites.observatory, { executed_obs_unit_id }));
      const away = withoutMain(sites.observatory);
      const body = { name: newName(), origin_location_id: OUTPUT_BUFFER, raw_data_package_ids: packages };
      const made = await call(away, 'POST', PATH, { body });
      expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
      await away.close();
      await replicate(sites);
      const [counted] = await sites.sql(
        'select count(*)::int as n from raw_data_package where data_transfer_package_id = $1 and state = $2',
        [made.body.id, 'transferring'],
      );
      expect(counted).toEqual({ n: 1_000 });
    });

    test.each(AT)('at %s a bundle without packages is one, too', async (at) => {
      expect((await bundle(at, {})).status).toBe(201);
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is in another bundle or not waiting is refused, and with it all', async (at) => {
      const [free, taken, archived] = [
        await packageAt(sites[at]),
        await packageAt(sites[at]),
        await packageAt(sites[at]),
      ];
      const first = await bundleAt(sites[at], [taken]);
      await change(sites[at], `/raw_data_package/${archived}`, { state: 'archived' });
      const refused = await nothingRecorded(sites, () => bundle(at, { raw_data_package_ids: [free, taken] }));
      expectProblem(refused, 'record.conflict');
      expect(refused.body).toMatchObject({
        id: taken,
        record_status: 'transferring',
        data_transfer_package_id: first,
      });
      const late = await nothingRecorded(sites, () => bundle(at, { raw_data_package_ids: [archived] }));
      expect(late.body).toMatchObject({ code: 'record.conflict', id: archived, record_status: 'archived' });
      expect((await get(sites[at], `/raw_data_package/${free}`)).state).toBe('waiting');
    });

    test.each(AT)('at %s the same name is the same bundle', async (at) => {
      const name = newName();
      const first = await bundle(at, { name });
      const again = await nothingRecorded(sites, () => bundle(at, { name }));
      expectProblem(again, 'record.exists');
      expect(again.body.id).toBe(first.body.id);
    });
  });

  test('of two sites that bundle the same package main takes the first, and the other learns why', async () => {
    const one = await packageAt(sites.main);
    await sites.replayed();
    const later = await bundle('observatory', { raw_data_package_ids: [one] });
    const first = await bundleAt(sites.main, [one]);
    await until(async () => (await drain(sites.observatory)).pending === 0);
    expect((await get(sites.observatory, '/buffer/failed')).items).toMatchObject([
      { transaction_id: later.body.transaction_id, state: 'dead', error: { sqlstate: 'OP002' } },
    ]);
    expect((await get(sites.main, `/raw_data_package/${one}`)).data_transfer_package_id).toBe(first);
    expect(await get(sites.main, `${PATH}/${later.body.id}`)).toMatchObject({ code: 'record.not_found' });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      const one = await packageAt(sites[at]);
      await nothingRecorded(sites, async () => {
        expectInvalid(await bundle(at, { raw_data_package_ids: [one, 'x'], status: 'gone' }), [
          ...['body.raw_data_package_ids.1', 'body.status'],
        ]);
        expectInvalid(await bundle(at, { raw_data_package_ids: [one, one] }), ['body.raw_data_package_ids']);
      });
    });

    test('at main a package there is not is named by its place, and so is where no bundle is', async () => {
      const one = await packageAt(sites.main);
      await nothingRecorded(sites, async () => {
        const unknown = await bundle('main', { raw_data_package_ids: [one, UNKNOWN] });
        expectProblem(unknown, 'reference.unknown');
        expect(unknown.body.field).toBe('raw_data_package_ids.1');
        const nowhere = await bundle('main', { origin_location_id: 999_999, raw_data_package_ids: [one] });
        expectProblem(nowhere, 'reference.unknown');
        expect(nowhere.body.field).toBe('origin_location_id');
      });
    });
  });
});
