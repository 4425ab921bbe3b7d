import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { dumpSchema } from '../../infra/database/dump-schema.ts';
import { openSites, type Sites } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

test('infra/generated/schema.sql is what the migrations make (npm test -- -u renews it)', async () => {
  await expect(await dumpSchema((sql) => sites.sql(sql))).toMatchFileSnapshot('../../infra/generated/schema.sql');
});
