import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, proofAt, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const register = (at: At, body: unknown, key?: string) =>
  call(sites[at], 'POST', '/raw_data_files', { body, headers: key === undefined ? {} : { 'idempotency-key': key } });
let number = 0;
const file = (more: object = {}) => {
  number += 1;
  return {
    name: `f${number}.h5`,
    relative_path: `d/f${number}.h5`,
    source_location_id: 1,
    instrument_module_id: 1,
    ...more,
  };
};

describe('POST /raw_data_files', () => {
  describe('201', () => {
    test.each(AT)('at %s the file is registered once, however often it is sent with its key', async (at) => {
      const sent = file({ size_bytes: 9_007_199_254_740_991, checksum: 'ab12' });
      const first = await register(at, sent, `key-${at}`);
      expect(first).toMatchObject({
        status: 201,
        body: { status: at === 'main' ? 'applied' : 'buffered', ...proofAt(at) },
      });
      expect((await register(at, sent, `key-${at}`)).body).toEqual(first.body);
      await replicate(sites);
      for (const site of AT)
        expect((await call(sites[site], 'GET', `/raw_data_files/${first.body.id}`)).body).toMatchObject(sent);
    });

    test('a file of an execution that is still buffered arrives behind it', async () => {
      const { id: executed_obs_unit_id } = await start(sites.observatory);
      const { body } = await register('observatory', file({ executed_obs_unit_id }));
      await replicate(sites);
      const [row] = await sites.sql('select executed_obs_unit_id from raw_data_file where id = $1', [body.id]);
      expect(row).toEqual({ executed_obs_unit_id });
    });
  });

  describe('409', () => {
    test.each(AT)('at %s the same path at the same location is the same file', async (at) => {
      const sent = file();
      const first = await register(at, sent);
      const again = await nothingRecorded(sites, () => register(at, sent));
      expectProblem(again, 'record.exists');
      expect(again.body.id).toBe(first.body.id);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong field is named', async (at) => {
      await nothingRecorded(sites, async () => {
        const wrong = { name: 'x', size_bytes: 1.5, checksum_algorithm: 'crc', colour: 'red' };
        expectInvalid(await register(at, wrong), [
          ...['body.relative_path', 'body.source_location_id', 'body.instrument_module_id'],
          ...['body.size_bytes', 'body.checksum_algorithm', 'body.colour'],
        ]);
      });
    });
  });
});
