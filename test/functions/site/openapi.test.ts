import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { PROBLEMS, type ProblemCode } from '../../../lib/kernel/problem.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { endpoints } from '../endpoints.ts';
import { AT, expectInvalid } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

describe('GET /openapi.json', () => {
  describe('200', () => {
    test.each(AT)('%s describes itself in OpenAPI 3.1', async (at) => {
      const { status, body } = await call(sites[at], 'GET', '/openapi.json');
      expect(status).toBe(200);
      expect(body.openapi).toMatch(/^3\.1\./);
    });

    test.each(endpoints)('$title is described with every answer it can give', async ({ declared }) => {
      const { body } = await call(sites.main, 'GET', '/openapi.json');
      const operation = body.paths[declared.path]?.[declared.method.toLowerCase()];
      const codes: readonly ProblemCode[] = declared.problems ?? [];
      const statuses = [...Object.keys(declared.answers), ...codes.map((code) => String(PROBLEMS[code].status))];
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(statuses));
    });
  });

  describe('422', () => {
    test.each(AT)('at %s a query parameter is refused by name', async (at) => {
      expectInvalid(await call(sites[at], 'GET', '/openapi.json?v=2'), ['query.v']);
    });
  });
});
