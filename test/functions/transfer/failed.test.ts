import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, replicate } from '../expect.ts';
import {
  archivingAt,
  bundleAt,
  change,
  copyAt,
  get,
  INPUT_BUFFER,
  make,
  packageAt,
  REDUCTION,
  transferAt,
} from './cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/api/transfer/failed';

/** Everything that can fail, failed; kind, id, what and why, newest first. */
async function disaster(at: At): Promise<string[][]> {
  const site = sites[at];
  const fail = async (path: string, id: string, body: object) => {
    await change(site, `${path}/${id}`, body);
    return id;
  };
  const status = { status: 'failed' };
  const why = (failure_error_message: string) => ({ ...status, failure_error_message });
  const job = async () =>
    make(site, '/staging/jobs', { raw_data_package_ids: [await packageAt(site)], destination_location_id: REDUCTION });
  const built = await fail('/raw_data_package', await packageAt(site), status);
  const sent = await fail('/raw_data_package', await packageAt(site), { state: 'failed' });
  const bundle = await fail('/api/transfer/data-transfer-packages', await bundleAt(site), status);
  const moved = await fail('/api/transfer/data-transfers', await transferAt(site), why('no route'));
  const twice = await fail('/api/transfer/data-transfers', await transferAt(site), {
    ...why('all wrong'),
    unpack_status: 'failed',
  });
  const archiving = await fail('/api/transfer/long-term-archive-transfers', await archivingAt(site), why('tape'));
  const staged = await fail('/staging/jobs', await job(), why('disk full'));
  await fail('/staging/jobs', await job(), { ...why('nobody minds'), active: false });
  const copy = await copyAt(site, { data_location_id: INPUT_BUFFER });
  for (const one of ['deletion_scheduled', 'deletion_in_progress', 'deletion_failed'])
    await fail('/api/transfer/physical-copies', copy, { status: one });
  return [
    ['physical_copy', copy, 'deleting', 'null'],
    ['staging_job', staged, 'staging', 'disk full'],
    ['long_term_archive_transfer', archiving, 'archiving', 'tape'],
    ['data_transfer', twice, 'unpacking', 'all wrong'],
    ['data_transfer', twice, 'moving', 'all wrong'],
    ['data_transfer', moved, 'moving', 'no route'],
    ['data_transfer_package', bundle, 'bundling', 'null'],
    ['raw_data_package', sent, 'reaching an archive', 'null'],
    ['raw_data_package', built, 'building', 'null'],
  ];
}

interface Failure {
  kind: string;
  id: string;
  what: string;
  why: string | null;
  since: string;
}
const told = ({ kind, id, what, why }: Failure) => [kind, id, what, String(why)];

describe('GET /api/transfer/failed', () => {
  describe('200', () => {
    test('at the mountain everything that failed is in it at once, newest first, and at main in the end', async () => {
      const expected = await disaster('observatory');
      const answer = await get(sites.observatory, PATH);
      expect(answer).toMatchObject({ next_cursor: null, complete: true });
      expect(answer.items.map(told)).toEqual(expected);
      const [{ name, since }] = (await get(sites.observatory, `${PATH}?kind=data_transfer_package`)).items;
      const bundle = await get(sites.observatory, `/api/transfer/data-transfer-packages/${expected[6]?.[1]}`);
      expect({ name, since }).toEqual({ name: bundle.name, since: bundle.updated_at });
      await replicate(sites);
      for (const site of AT) expect(await get(sites[site], PATH)).toEqual(answer);
    });

    test.each(AT)('at %s page by page it is the same list, also where several failed at one moment', async (at) => {
      await disaster(at);
      if (at === 'main') await sites.replayed();
      const { items } = await get(sites[at], `${PATH}?limit=500`);
      const paged: Failure[] = [];
      let cursor = '';
      do {
        const page = await get(sites[at], `${PATH}?limit=2${cursor}`);
        expect(page.complete).toBe(page.next_cursor === null);
        paged.push(...page.items);
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor !== '');
      expect(paged).toEqual(items);
    });

    test.each(AT)('at %s what is tried again has not failed any more', async (at) => {
      const id = await transferAt(sites[at], { status: 'failed' });
      const failed = async () => (await get(sites[at], `${PATH}?kind=data_transfer&limit=500`)).items.map(told);
      expect(await failed()).toContainEqual(['data_transfer', id, 'moving', 'null']);
      await call(sites[at], 'POST', `/api/transfer/data-transfer/${id}/reset`);
      expect(await failed()).not.toContainEqual(['data_transfer', id, 'moving', 'null']);
    });

    test.each(AT)('at %s of several kinds only those, and of what a token may not read nothing', async (at) => {
      await disaster('main');
      await sites.replayed();
      const kinds = async (query: string, authorization?: string) => {
        const { body } = await call(sites[at], 'GET', `${PATH}?limit=500${query}`, {
          ...(authorization !== undefined && { authorization }),
        });
        return [...new Set(body.items.map(({ kind }: Failure) => kind))].sort();
      };
      expect(await kinds('&kind=staging_job&kind=physical_copy')).toEqual(['physical_copy', 'staging_job']);
      const token = `ops_api_token_${randomBytes(32).toString('base64url')}`;
      await sites.sql(
        `insert into api_token (user_id, name, token_hash, token_prefix, scopes)
         values ((select id from "user" where username = 'service'), 'narrow ${at}', $1, 'x', '["read:transfers"]')`,
        [createHash('sha256').update(token).digest('hex')],
      );
      expect(await kinds('', `Bearer ${token}`)).toEqual([
        ...['data_transfer', 'data_transfer_package', 'long_term_archive_transfer', 'physical_copy'],
      ]);
      expect(await kinds('&kind=staging_job', `Bearer ${token}`)).toEqual([]);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s every wrong part is named', async (at) => {
      expectInvalid(await call(sites[at], 'GET', `${PATH}?kind=star&limit=501&cursor=WyJhIl0`), [
        ...['query.kind', 'query.limit', 'query.cursor'],
      ]);
      const nowhere = Buffer.from(JSON.stringify(['2026-13-45', 'a', 'b', 'c'])).toString('base64url');
      expectInvalid(await call(sites[at], 'GET', `${PATH}?cursor=${nowhere}`), ['query.cursor']);
    });
  });
});
