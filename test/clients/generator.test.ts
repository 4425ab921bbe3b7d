import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, operationsOf } from '../../infra/clients/operations.ts';
import { pythonClient } from '../../infra/clients/python-client.ts';
import { typescriptClient } from '../../infra/clients/typescript-client.ts';
import { ROOT } from '../tidy/sources.ts';
import { runPython } from './python.ts';

const template = readFileSync(path.join(ROOT, 'infra/clients/ops_db.template.py'), 'utf8');
const problem = { description: '', content: { 'application/problem+json': { schema: { type: 'object' } } } };
const json = (schema: Json) => ({ description: 'Done.', content: { 'application/json': { schema } } });
const text = { type: 'string' };
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: text });
const inQuery = (name: string, schema: Json) => ({ name, in: 'query', required: false, schema });

/** A document with everything that is hard to say in another language. */
const ODD = {
  openapi: '3.1.1',
  info: { title: 'Odd', version: '9.8.7' },
  components: {
    schemas: { thing: { type: 'object', properties: { id: text, parts: { type: 'array', items: text } } } },
    responses: { Wrong: problem },
    parameters: { 'Idempotency-Key': { name: 'Idempotency-Key', in: 'header', required: false, schema: text } },
  },
  paths: {
    '/things/{id}/{class}': {
      put: {
        operationId: 'things-put-it',
        tags: ['things'],
        summary: 'Say "it" with \\ and """quotes"""',
        description: 'It’s done\nin two lines.',
        'x-permission': 'write:things',
        parameters: [
          inPath('id'),
          inPath('class'),
          inQuery('id', { type: 'array', items: { anyOf: [{ type: 'string', const: 'null' }, { type: 'integer' }] } }),
          inQuery('size', { type: 'string', format: 'number', pattern: '^\\d+$' }),
          inQuery('flag', { type: 'string', enum: ['true', 'false'] }),
          { name: 'If-Match', in: 'header', required: false, schema: text },
          { $ref: '#/components/parameters/Idempotency-Key' },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['from'],
                additionalProperties: false,
                properties: { from: text, id: { type: ['number', 'null'] }, 'a-b': { enum: ['x', "y's"] } },
              },
            },
          },
        },
        responses: { 200: json({ $ref: '#/components/schemas/thing' }), 422: { $ref: '#/components/responses/Wrong' } },
      },
    },
    '/kinds': {
      post: {
        operationId: 'kinds-make',
        tags: ['kinds'],
        summary: 'Make one of several kinds',
        'x-permission': 'write:things',
        requestBody: {
          content: { 'application/json': { schema: { oneOf: [{ type: 'object' }, { type: 'array' }] } } },
        },
        responses: { 201: json({ type: 'array', items: { $ref: '#/components/schemas/thing' } }) },
      },
    },
    '/find': {
      post: {
        operationId: 'find',
        tags: ['kinds'],
        summary: 'Read with a body',
        'x-permission': 'read:things',
        responses: { 200: json({}) },
      },
    },
    '/page': {
      get: {
        operationId: 'page',
        tags: ['kinds'],
        summary: 'No JSON',
        parameters: [inQuery('wait_s', { type: 'number', maximum: 25 })],
        responses: { 200: { description: '', content: { 'text/html': { schema: text } } }, 302: { description: '' } },
      },
    },
  },
};

const folder = mkdtempSync(path.join(tmpdir(), 'ops-db-odd-'));
beforeAll(() => writeFileSync(path.join(folder, 'odd.py'), pythonClient(ODD, template)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const python = (script: string) =>
  runPython(`import inspect, sys\nsys.path.insert(0, ${JSON.stringify(folder)})\nimport odd\n${script}`, {});
const signature = async (name: string) => (await python(`print(inspect.signature(odd.OpsDB.${name}))`)).trim();

describe('the Python client of an odd document', () => {
  test('an argument is named where it belongs when its name is taken, and otherwise as in the API', async () => {
    const one = "Union[Literal['null'], int";
    const types = [
      'id: str',
      'class_: str',
      '*',
      'from_: str',
      `id_query: ${one}, Sequence[${one}]], NoneType] = None`,
      'size: Optional[float] = None',
      'flag: Optional[bool] = None',
      'if_match: Optional[str] = None',
      'id_body: Optional[float] = None',
      `a_b: Optional[Literal['x', "y's"]] = None`,
      'idempotency_key: Optional[str] = None',
      'deadline_s: Optional[float] = None',
    ];
    const told = (await signature('things_put_it')).replaceAll('typing.', '');
    expect(told).toBe(`(self, ${types.join(', ')}) -> odd.Answer`);
  });

  test('what is said of an operation is said as it is', async () => {
    const doc = await python('print(inspect.getdoc(odd.OpsDB.things_put_it))');
    expect(doc).toContain('Say "it" with \\ and """quotes""".\n\nIt’s done in two lines.\n\nAnswers {id, parts}.\n\n');
    expect(doc).toContain('PUT /things/{id}/{class}. Needs write:things.');
    expect(await python('print(odd.__version__)')).toBe('9.8.7\n');
  });

  test('a body of several kinds is one argument; what answers no JSON says so', async () => {
    expect(await signature('kinds_make')).toMatch(/^\(self, body: Union\[.*\], \*, .*\) -> odd\.AnswerList$/);
    expect(await signature('page')).toMatch(/ -> odd\.AnswerText$/);
  });

  test('each name is sent as the API has it', async () => {
    const sent = await python(`
db = odd.OpsDB('http://x', 't')
db._call = lambda *args, **named: print(args, named)
db.things_put_it('a/b', 'c', from_='f', id_query=[1, None], flag=False, if_match='"tag"', id_body=odd.NULL, a_b='x')
db.page(wait_s=3)
db.find()`);
    const [put, page, find] = sent.split('\n');
    expect(put).toContain("('PUT', '/things/a%2Fb/c')");
    expect(put).toContain("'query': {'id': [1, None], 'size': None, 'flag': False}");
    expect(put).toContain(`'headers': {'If-Match': '"tag"', 'Idempotency-Key': None}`);
    expect(put).toContain("'body': {'from': 'f', 'id': NULL, 'a-b': 'x'}");
    expect(page).toMatch(/'waits_s': 25, 'answers': \(302,\), 'media': \('text\/html',\)/);
    expect([put, page, find].map((line) => line?.includes("'once': True"))).toEqual([false, false, false]);
  });

  test('two operations that would be one method, or one that would hide what every client has, are refused', () => {
    const named = (...names: string[]) => ({
      ...ODD,
      paths: Object.fromEntries(
        names.map((name) => [`/${name}`, { get: { ...ODD.paths['/page'].get, operationId: name } }]),
      ),
    });
    expect(() => pythonClient(named('a-b', 'a_b'), template)).toThrow(TypeError);
    expect(() => pythonClient(named('url'), template)).toThrow(TypeError);
    expect(() => pythonClient({ ...ODD, components: {} }, template)).toThrow(/leads nowhere/);
  });
});

test('what takes no key and is no read is sent once', () => {
  const once = operationsOf(ODD).filter(({ is_sent_once }) => is_sent_once);
  expect(once.map(({ name }) => name)).toEqual(['kinds-make']);
});

test('the TypeScript client knows what the document says of calls, and nothing of problems', async () => {
  const files = await typescriptClient(ODD);
  expect(files['calls.ts']).toMatch(/SENT_ONCE[^;]*"POST \/kinds"\s*\];/);
  expect(files['calls.ts']).toMatch(/ANSWERS[^;]*"GET \/page": \[\s*302\s*\]/);
  expect(files['calls.ts']).toMatch(/WAITS_S[^;]*"GET \/page": 25/);
  expect(files['schema.d.ts']).toContain('"/things/{id}/{class}"');
  expect(files['schema.d.ts']).not.toContain('problem+json');
  expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({ version: '9.8.7' });
});
