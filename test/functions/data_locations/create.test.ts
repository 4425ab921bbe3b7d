import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nothingRecorded } from '../expect.ts';
import { get, newName, withoutMain } from '../transfer/cargo.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const PATH = '/data_locations';
const make = (at: At, body: object, headers = {}) => call(sites[at], 'POST', PATH, { body, role: 'admin', headers });
const place = () => ({ name: newName(), site_id: 2, location_type: 'long_term_archive' });
const bucket = (more: object = {}) => ({ ...place(), storage_type: 's3', bucket: 'raw', ...more });

describe('POST /data_locations', () => {
  describe('201', () => {
    test.each(AT)(
      'at %s a place and how it stores are made on main in one transaction, and are here at once',
      async (at) => {
        const body = bucket({
          endpoint_url: 'https://s3.cologne.example:9000/raw',
          credentials_prefix: 'CCAT_S3_',
          priority: 2,
        });
        const key = { 'idempotency-key': `place-${at}` };
        const made = await make(at, body, key);
        expect(made).toMatchObject({ status: 201, body: { id: expect.any(Number), status: 'applied' } });
        expect((await make(at, body, key)).body).toMatchObject({ id: made.body.id });
        for (const site of [at, 'main'] as const)
          expect(await get(sites[site], `${PATH}/${made.body.id}`)).toMatchObject(body);
      },
    );
  });

  describe('403', () => {
    test.each(AT)('at %s who moves data does not say where they lie', async (at) => {
      const answer = await nothingRecorded(sites, () =>
        call(sites[at], 'POST', PATH, { body: bucket(), role: 'service' }),
      );
      expectProblem(answer, 'auth.forbidden');
    });
  });

  describe('409', () => {
    test.each(AT)('at %s a name is taken once at each site', async (at) => {
      const body = bucket({ site_id: 1, name: 'output_buffer' });
      const answer = await nothingRecorded(sites, () => make(at, body));
      expectProblem(answer, 'record.exists');
      expect(answer.body.id).toBe('3');
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a field of another kind is refused with the fields of this one', async (at) => {
      const answer = await nothingRecorded(sites, () => make(at, bucket({ pool: 'a' })));
      expectInvalid(answer, ['body.pool']);
      const [, fields = ''] = answer.body.detail.split('there are ');
      expect(fields.split(', ')).toEqual(
        expect.arrayContaining(['name', 'storage_type', 'bucket', 'credentials_prefix']),
      );
      expect(fields.split(', ')).not.toEqual(expect.arrayContaining(['pool']));
    });

    test.each(AT)('at %s credentials of a store are not accepted, whatever they are called', async (at) => {
      await nothingRecorded(sites, async () => {
        for (const [field, value] of [
          ['secret_access_key', 'wJalrXUtnFEMI/K7MDENG'],
          ['credentials_prefix', 'AKIAIOSFODNN7EXAMPLE'],
          ['credentials_prefix', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
          ['endpoint_url', 'https://key:secret@s3.example'],
          ['endpoint_url', 'https://s3.example/?X-Amz-Signature=ab'],
          ['endpoint_url', 'file:///etc/passwd'],
        ] as const) {
          const answer = await make(at, bucket({ [field]: value }));
          expectInvalid(answer, [`body.${field}`]);
          expect(JSON.stringify(answer.body)).not.toContain(value);
        }
      });
    });

    test.each(AT)('at %s every wrong field is named, of its kind of storage, too', async (at) => {
      await nothingRecorded(sites, async () => {
        expectInvalid(await make(at, { ...place(), storage_type: 'paper' }), ['body.storage_type']);
        expectInvalid(await make(at, { ...place(), storage_type: 'disk', bucket: 'raw', path: '/', id: 7 }), [
          ...['body.host', 'body.bucket', 'body.id'],
        ]);
        const nowhere = await make(at, bucket({ site_id: 999_999 }));
        expectProblem(nowhere, 'reference.unknown');
        expect(nowhere.body.field).toBe('site_id');
      });
    });
  });

  describe('503', () => {
    test('at the mountain none is made while main is away', async () => {
      const away = withoutMain(sites.observatory);
      const place = () => call(away, 'POST', PATH, { body: bucket(), role: 'admin' });
      expectProblem(await nothingRecorded(sites, place), 'site.read_only');
      await away.close();
    });
  });
});
