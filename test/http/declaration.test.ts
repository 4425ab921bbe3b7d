import { expect, test } from 'vitest';
import * as z from 'zod';
import { endpoint } from '../../lib/http/endpoint.ts';

const facts = {
  method: 'GET',
  path: '/things',
  tag: 'things',
  summary: 'List things',
  answers: { 200: { doc: 'All of them.', body: z.object({}) } },
  run: async () => ({ body: {} }),
} as const;

test('an endpoint that does not say who may call it neither compiles nor comes into being', () => {
  // @ts-expect-error: permission is missing
  expect(() => endpoint(facts)).toThrow(/does not say who may call it/);
  // @ts-expect-error: there is no such permission
  expect(endpoint({ ...facts, permission: 'read:things' }).declared.permission).toBe('read:things');
  expect(endpoint({ ...facts, permission: 'own' }).declared.permission).toBe('own');
});
