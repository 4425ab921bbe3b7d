import { randomUUID } from 'node:crypto';
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
let number = 0;
const file = (more: object = {}) => {
  number += 1;
  const name = `chai_${number}.fits`;
  return {
    name,
    relative_path: `night/${name}`,
    source_location_id: 2,
    instrument_module_id: 5,
    size_bytes: 2 ** 40,
    ...more,
  };
};
const bulk = (at: At, body: unknown, { query = '', key = '' } = {}) =>
  call(sites[at], 'POST', `/raw_data_files/bulk${query}`, {
    body,
    headers: key === '' ? {} : { 'idempotency-key': key },
  });
const EACH = '?atomic=false';

describe('POST /raw_data_files/bulk', () => {
  describe('201', () => {
    test.each(AT)(
      'at %s every element has its receipt, all of one transaction, and every record is there',
      async (at) => {
        const { id: executed_obs_unit_id } = await start(
          sites.observatory,
          1,
          new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString(),
        );
        if (at === 'main') await replicate(sites);
        const files = Array.from({ length: 1_000 }, () => file({ executed_obs_unit_id }));
        const answer = await bulk(at, files);
        const status = at === 'main' ? 'applied' : 'buffered';
        expect(answer).toMatchObject({ status: 201, body: { count: 1_000, refused: 0, status } });
        const { items } = answer.body;
        expect(new Set(items.map(({ id }: { id: string }) => id)).size).toBe(1_000);
        expect(new Set(items.map(({ transaction_id }: { transaction_id: string }) => transaction_id)).size).toBe(1);
        expect(items[7]).toMatchObject({ status, ...proofAt(at) });
        const seen = await call(sites[at], 'GET', `/raw_data_files/${items[999].id}`);
        expect(seen.body).toMatchObject({ ...files[999], checksum_algorithm: 'xxh64' });
        await replicate(sites);
        const listed = await call(
          sites.main,
          'GET',
          `/raw_data_files?executed_obs_unit_id=${executed_obs_unit_id}&limit=1`,
        );
        expect(listed.body.items[0]).toMatchObject({ executed_obs_unit_id });
        expect(
          await sites.sql('select count(*)::int as n from raw_data_file where executed_obs_unit_id = $1', [
            executed_obs_unit_id,
          ]),
        ).toEqual([{ n: 1_000 }]);
      },
    );

    test.each(AT)('at %s the same call again answers the same receipts, with and without atomic', async (at) => {
      for (const query of ['', EACH]) {
        const files = [file(), file(), file({ id: randomUUID() })];
        const key = `night-${at}${query}`;
        const first = await bulk(at, files, { query, key });
        const again = await bulk(at, files, { query, key });
        expect(first.status).toBe(201);
        expect(again.body).toEqual(first.body);
        expect(again.headers.get('idempotency-replayed')).toBe(query === '' ? 'true' : null);
      }
    });

    test.each(AT)('at %s with atomic=false each element is a transaction of its own', async (at) => {
      const { body } = await bulk(at, [file(), file()], { query: EACH });
      expect(body).toMatchObject({ count: 2, refused: 0 });
      expect(new Set(body.items.map(({ transaction_id }: { transaction_id: string }) => transaction_id)).size).toBe(2);
    });
  });

  describe('207', () => {
    test.each(AT)('at %s with atomic=false what can be recorded is, and the others say why not', async (at) => {
      const known = file();
      const other = file();
      const first = await bulk(at, [known, other]);
      const answer = await bulk(at, [file(), known, other], { query: EACH });
      expect(answer).toMatchObject({ status: 207, body: { count: 1, refused: 2 } });
      expect(answer.body.items).toMatchObject([
        { id: expect.any(String), ...proofAt(at) },
        { code: 'record.exists', id: first.body.items[0].id },
        { code: 'record.exists', id: first.body.items[1].id },
      ]);
    });
  });

  describe('409', () => {
    test.each(AT)('at %s one that exists refuses all, and names it', async (at) => {
      const known = file();
      const first = await bulk(at, [known]);
      const answer = await nothingRecorded(sites, () => bulk(at, [file(), known]));
      expectProblem(answer, 'record.exists');
      expect(answer.body.id).toBe(first.body.items[0].id);
    });
  });

  describe('422', () => {
    test('a reference to nothing is named by its place and column', async () => {
      const answer = await nothingRecorded(sites, () => bulk('main', [file(), file({ source_location_id: 77 })]));
      expectProblem(answer, 'reference.unknown');
      expect(answer.body.errors).toEqual([
        { in: 'body', field: '1.source_location_id', detail: 'There is no data_location 77.' },
      ]);
    });

    test.each(AT)('at %s a field there is not is refused with those there are', async (at) => {
      const answer = await nothingRecorded(sites, () => bulk(at, [file(), file({ sise_bytes: 1 })]));
      expectInvalid(answer, ['body.1.sise_bytes']);
      expect(answer.body.detail).toMatch(/there are .*\brelative_path, .*\bsize_bytes\b/);
    });

    test.each(AT)('at %s what is wrong is named by its place in the list', async (at) => {
      await nothingRecorded(sites, async () => {
        expectInvalid(await bulk(at, [file(), file({ size_bytes: -1 }), file({ name: 7 })]), [
          'body.1.size_bytes',
          'body.2.name',
        ]);
        expectInvalid(await bulk(at, []), ['body.']);
        expectInvalid(await bulk(at, [file()], { query: '?atomic=perhaps' }), ['query.atomic']);
        const twice = file();
        expectInvalid(await bulk(at, [file(), twice, twice]), ['body.2.relative_path']);
      });
    });
  });
});
