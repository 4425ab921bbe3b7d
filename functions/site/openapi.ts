import * as z from 'zod';
import document from '../../infra/generated/openapi.json' with { type: 'json' };
import { endpoint } from '../../lib/http/endpoint.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/openapi.json',
  tag: 'site',
  summary: 'The description of this API',
  doc: 'Public. OpenAPI 3.1, generated from the same declarations the endpoints run on.',
  permission: 'public',
  answers: { 200: { doc: 'The OpenAPI document.', body: z.looseObject({ openapi: z.string() }) } },
  run: async () => ({ body: document }),
});
