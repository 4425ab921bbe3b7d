import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listFunctions } from '../../infra/functions.ts';
import { generate } from '../../infra/generate.ts';
import { type AnyEndpointFacts, endpoint } from '../../lib/http/endpoint.ts';
import { openApi } from '../../lib/http/openapi.ts';
import { PROBLEMS } from '../../lib/kernel/problem.ts';

const { 'openapi.json': text = '' } = await generate();
const document = JSON.parse(text);
const { endpoints } = await listFunctions();
const operations = endpoints.map(({ name, declared }) => ({
  name,
  declared,
  operation: document.paths[declared.path][declared.method.toLowerCase()],
}));

test('the document is valid OpenAPI 3.1, and every reference leads somewhere', async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  for (const [, path = ''] of text.matchAll(/"\$ref": "#\/([^"]+)"/g))
    expect(
      path.split('/').reduce((part, key) => part?.[key], document),
      path,
    ).toBeDefined();
});

test('every endpoint is one operation, named as its function', () => {
  const all = Object.values<object>(document.paths).flatMap((path) => Object.values(path));
  expect(all.map(({ operationId }) => operationId).sort()).toEqual(endpoints.map(({ name }) => name).sort());
});

test.each(operations)('$name says who may call it', ({ declared, operation }) => {
  const open = declared.permission === 'public';
  expect(operation.security).toEqual(open ? [] : [{ token: [] }]);
  expect(operation['x-permission']).toBe(open ? undefined : declared.permission);
  const says = (status: number) => (declared.problems ?? []).some((code) => PROBLEMS[code].status === status);
  expect(401 in operation.responses).toBe(!open || says(401));
  expect(403 in operation.responses).toBe(
    (!open && (declared.permission !== 'own' || declared.method !== 'GET')) || says(403),
  );
});

test.each(operations)('$name describes each parameter of its path', ({ declared, operation }) => {
  const described = (operation.parameters ?? []).filter((parameter: { in: string }) => parameter.in === 'path');
  expect(described.map(({ name }: { name: string }) => `{${name}}`)).toEqual(declared.path.match(/\{\w+\}/g) ?? []);
  for (const parameter of described) expect(parameter.required).toBe(true);
});

test.each(operations)('$name has a schema that says something for whatever it takes and answers', ({ operation }) => {
  for (const { $ref, name, schema } of operation.parameters ?? []) expect($ref ?? said(schema), name).toBeTruthy();
  // A redirection has no content.
  for (const { content = {} } of Object.values<{ content?: object }>(operation.responses))
    for (const { schema } of Object.values(content)) expect(said(schema)).toBe(true);
});

const said = (schema: object) => ['type', 'anyOf', 'oneOf', '$ref'].some((key) => key in schema);

test('the columns of a record are described in their form on the wire', () => {
  const { properties } = document.components.schemas.executed_obs_unit;
  expect(properties.id).toMatchObject({ type: 'string', format: 'uuid' });
  expect(properties.start_time).toMatchObject({ type: 'string' });
  for (const [name, schema] of Object.entries<object>(properties)) expect(said(schema), name).toBe(true);
});

describe('an endpoint with everything', () => {
  const { declared: facts } = endpoint({
    method: 'POST',
    path: '/things/{id}',
    summary: 'Do',
    tag: 'things',
    permission: 'write:programs',
    params: z.strictObject({ id: z.stringFormat('id', /^\d+$/).transform(Number).pipe(z.int().max(9)) }),
    query: z
      .strictObject({
        at: z.string().nullable().meta({ description: 'When.' }).optional(),
        tag: z.union([z.string().transform((one) => [one]), z.array(z.string()).max(3)]).optional(),
      })
      .transform(() => 1),
    body: z.strictObject({ name: z.string().default('x'), day: z.string().transform((day) => day.trim()) }),
    answers: {
      200: {
        doc: 'Done.',
        body: z.object({ day: z.string().transform((day) => day.trim()) }),
        headers: ['OpsDB-Overlay', 'Idempotency-Replayed'],
      },
    },
    problems: ['site.read_only', 'buffer.full'],
    run: async () => ({ body: {} }),
  });
  const describedAs = (given: AnyEndpointFacts) =>
    JSON.parse(JSON.stringify(openApi({ version: '1', endpoints: [{ name: 'things-do', facts: given }], shapes: {} })));
  const described = describedAs(facts);
  const operation = described.paths['/things/{id}'].post;

  test('parameters: a number is one though it travels as text, a list may be repeated, null is no text', () => {
    expect(operation.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: expect.objectContaining({ type: 'integer', maximum: 9 }) },
      { name: 'at', in: 'query', required: false, description: 'When.', schema: { type: 'string' } },
      {
        name: 'tag',
        in: 'query',
        required: false,
        style: 'form',
        explode: true,
        schema: { type: 'array', maxItems: 3, items: { type: 'string' } },
      },
      // It says whether an answer is the first one again, so it takes the key that makes it so.
      { $ref: '#/components/parameters/Idempotency-Key' },
    ]);
  });

  test('the body is described as it is sent, the answer in the same form', () => {
    expect(operation.requestBody.content['application/json'].schema).toMatchObject({ required: ['day'] });
    const { schema } = operation.responses[200].content['application/json'];
    expect(schema.properties).toEqual({ day: { type: 'string' } });
  });

  test('problems of one status stand together, each with what to do next, once for all who answer the same', () => {
    expect(Object.keys(operation.responses)).toEqual(['200', '400', '401', '403', '413', '422', '500', '503']);
    const name = '503-database.unavailable-site.read_only-buffer.full';
    expect(operation.responses[503]).toEqual({ $ref: `#/components/responses/${name}` });
    const { description, headers } = described.components.responses[name];
    for (const code of ['site.read_only', 'buffer.full', 'database.unavailable'] as const) {
      expect(description).toContain(`\`${code}\``);
      expect(description).toContain(PROBLEMS[code].remedy);
    }
    expect(Object.keys(headers)).toEqual(['X-Request-Id', 'Retry-After']);
  });

  test('a status that is both an answer and a problem says both', () => {
    const both = { ...facts, answers: { 503: { doc: 'Ill.', body: z.object({ ill: z.boolean() }) } } };
    const { description, content } = describedAs(both).paths['/things/{id}'].post.responses[503];
    expect(description).toMatch(/^Ill\.\n- `/);
    expect(Object.keys(content)).toEqual(['application/json', 'application/problem+json']);
  });

  test('a header nobody has described is refused', () => {
    const odd = { ...facts, answers: { 200: { doc: '', body: z.object({}), headers: ['X-Odd'] } } };
    expect(() => describedAs(odd)).toThrow(TypeError);
  });
});
