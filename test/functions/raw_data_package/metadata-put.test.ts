import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded, replicate } from '../expect.ts';
import { get, packageAt, withoutMain } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const path = (id: string) => `/raw_data_package/${id}/metadata`;
const put = (at: At, id: string, metadata: unknown, headers = {}) =>
  call(sites[at], 'PUT', path(id), { body: { metadata }, headers });

describe('PUT /raw_data_package/{id}/metadata', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s the whole of it is said, and said anew, also of a package that is still buffered',
      async (at) => {
        const id = await packageAt(sites[at]);
        const first = await put(at, id, { band: 1, pi: 'a' });
        expect(first).toMatchObject({ status: 200, body: { id, status: at === 'main' ? 'applied' : 'buffered' } });
        expect((await get(sites[at], path(id))).metadata).toEqual({ band: 1, pi: 'a' });
        expect((await put(at, id, { band: 2 })).status).toBe(200);
        expect((await get(sites[at], path(id))).metadata).toEqual({ band: 2 });
        await replicate(sites);
        expect((await put(at, id, {})).status).toBe(200);
        await replicate(sites);
        for (const site of AT) expect((await get(sites[site], path(id))).metadata).toEqual({});
      },
    );

    test('at the mountain so it is while main is away', async () => {
      const id = await packageAt(sites.observatory);
      const away = withoutMain(sites.observatory);
      for (const band of [1, 2])
        expect(await call(away, 'PUT', path(id), { body: { metadata: { band } } })).toMatchObject({
          status: 200,
          body: { status: 'buffered' },
        });
      expect((await get(away, path(id))).metadata).toEqual({ band: 2 });
      await away.close();
      await replicate(sites);
      expect((await get(sites.main, path(id))).metadata).toEqual({ band: 2 });
    });

    test.each(AT)('at %s of many who say the first thing at once each is heard, and the last stays', async (at) => {
      const id = await packageAt(sites[at]);
      const answers = await Promise.all([1, 2, 3, 4].map((band) => put(at, id, { band })));
      expect(answers.map(({ status, body: { code } }) => code ?? status)).toEqual([200, 200, 200, 200]);
      const { band } = (await get(sites[at], path(id))).metadata;
      expect([1, 2, 3, 4]).toContain(band);
      await replicate(sites);
      for (const site of AT) expect((await get(sites[site], path(id))).metadata).toEqual({ band });
    });

    test.each(AT)('at %s with a key it is said once', async (at) => {
      const id = await packageAt(sites[at]);
      const key = { 'idempotency-key': `said-${at}` };
      const first = await put(at, id, { band: 1 }, key);
      await put(at, id, { band: 2 });
      expect((await nothingRecorded(sites, () => put(at, id, { band: 1 }, key))).body).toEqual(first.body);
      expect((await get(sites[at], path(id))).metadata).toEqual({ band: 2 });
    });
  });

  describe('404', () => {
    test('at main there is nothing to say of what is not', async () => {
      const answer = await nothingRecorded(sites, () => put('main', sites.main.clock.uuid(), {}));
      expectProblem(answer, 'record.not_found');
    });
  });

  describe('412', () => {
    test.each(AT)('at %s with If-Match it replaces what was read, and nothing else', async (at) => {
      const id = await packageAt(sites[at]);
      expectProblem(
        await nothingRecorded(sites, () => put(at, id, { band: 1 }, { 'if-match': '*' })),
        'record.changed',
      );
      await put(at, id, { band: 1 });
      const headers = { 'if-match': (await call(sites[at], 'GET', path(id))).headers.get('etag') ?? '' };
      expect((await put(at, id, { band: 2 }, headers)).status).toBe(200);
      expectProblem(await nothingRecorded(sites, () => put(at, id, { band: 3 }, headers)), 'record.changed');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s it is an object that can be stored', async (at) => {
      const id = await packageAt(sites[at]);
      for (const metadata of [undefined, null, 'text', [1], { text: 'a\0b' }])
        expectInvalid(await nothingRecorded(sites, () => put(at, id, metadata)), ['body.metadata']);
    });
  });
});
