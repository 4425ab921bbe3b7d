import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';
import { get, INPUT_BUFFER, packageAt, REDUCTION, withoutMain } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/staging/jobs';
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const ask = (at: At, body: object, key?: string) =>
  call(sites[at], 'POST', PATH, {
    body: { destination_location_id: REDUCTION, ...body },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
const idOf = async (username: string) =>
  Number((await sites.sql('select id from "user" where username = $1', [username]))[0]?.id);

describe('POST /staging/jobs', () => {
  describe('201', () => {
    test.each(AT)('at %s the job and what it asks for are one transaction, recorded once', async (at) => {
      const packages = [await packageAt(sites[at]), await packageAt(sites[at])].sort();
      const body = { raw_data_package_ids: packages, comment: 'first look' };
      const first = await ask(at, body, `job-${at}`);
      const status = at === 'main' ? 'applied' : 'buffered';
      expect(first).toMatchObject({ status: 201, body: { status, ...proofAt(at) } });
      expect((await nothingRecorded(sites, () => ask(at, body, `job-${at}`))).body).toEqual(first.body);
      const shown = {
        id: first.body.id,
        destination_location_id: REDUCTION,
        requested_by: await idOf('service'),
        status: 'pending',
        active: true,
        retry_count: 0,
        comment: 'first look',
        raw_data_package_ids: packages,
      };
      expect(await get(sites[at], `${PATH}/${first.body.id}`)).toMatchObject(shown);
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], `${PATH}/${first.body.id}`)).toMatchObject(shown);
    });

    test.each(AT)('at %s the packages of executions are those this site knows, buffered ones included', async (at) => {
      const one = await packageAt(sites[at]);
      const { executed_obs_unit_id } = await get(sites[at], `/raw_data_package/${one}`);
      const other = await packageAt(sites[at], { executed_obs_unit_id, instrument_module_id: 2 });
      await packageAt(sites[at]);
      const made = await ask(at, { executed_obs_unit_ids: [executed_obs_unit_id, executed_obs_unit_id] });
      expect((await get(sites[at], `${PATH}/${made.body.id}`)).raw_data_package_ids).toEqual([one, other].sort());
    });

    test('at the mountain so it is while main is away', async () => {
      const one = await packageAt(sites.observatory);
      const away = withoutMain(sites.observatory);
      const body = { raw_data_package_ids: [one, one], destination_location_id: REDUCTION };
      const made = await call(away, 'POST', PATH, { body });
      expect(made).toMatchObject({ status: 201, body: { status: 'buffered' } });
      expect((await get(away, `${PATH}/${made.body.id}`)).raw_data_package_ids).toEqual([one]);
      await away.close();
      await replicate(sites);
      expect((await get(sites.main, `${PATH}/${made.body.id}`)).raw_data_package_ids).toEqual([one]);
    });

    test.each(AT)('at %s a job with an id its caller chose is the same job', async (at) => {
      const body = { id: sites.main.clock.uuid(), raw_data_package_ids: [await packageAt(sites[at])] };
      const first = await ask(at, body);
      expect(first.body.id).toBe(body.id);
      expect((await nothingRecorded(sites, () => ask(at, body))).body).toEqual(first.body);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s nothing is staged but to a place for processing', async (at) => {
      const raw_data_package_ids = [await packageAt(sites[at])];
      const job = () => ask(at, { raw_data_package_ids, destination_location_id: INPUT_BUFFER });
      const answer = await nothingRecorded(sites, job);
      expectInvalid(answer, ['body.destination_location_id']);
      expect(answer.body.detail).toContain('is a buffer');
    });

    test.each(AT)('at %s every wrong part is named', async (at) => {
      const one = await packageAt(sites[at]);
      await nothingRecorded(sites, async () => {
        expectInvalid(await ask(at, {}), ['body.']);
        expectInvalid(await ask(at, { raw_data_package_ids: [one], executed_obs_unit_ids: [one] }), ['body.']);
        expectInvalid(await ask(at, { raw_data_package_ids: [], status: 'completed', requested_by: 1 }), [
          ...['body.raw_data_package_ids', 'body.status', 'body.requested_by'],
        ]);
        expectInvalid(await ask(at, { raw_data_package_ids: ['x'] }), ['body.raw_data_package_ids.0']);
        expectInvalid(await ask(at, { executed_obs_unit_ids: [UNKNOWN] }), ['body.executed_obs_unit_ids']);
      });
    });

    test('at main what there is not is refused, a place by its field', async () => {
      const one = await packageAt(sites.main);
      await nothingRecorded(sites, async () => {
        expectProblem(await ask('main', { raw_data_package_ids: [one, UNKNOWN] }), 'reference.unknown');
        const nowhere = await ask('main', { raw_data_package_ids: [one], destination_location_id: 999_999 });
        expectProblem(nowhere, 'reference.unknown');
        expect(nowhere.body.field).toBe('destination_location_id');
      });
    });
  });
});
