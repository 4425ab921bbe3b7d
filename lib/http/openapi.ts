import type * as z from 'zod';
import { PROBLEMS, type ProblemCode } from '../kernel/problem.ts';
import type { AnyEndpointFacts } from './endpoint.ts';
import { type Json, jsonSchema } from './json-schema.ts';
import { REPLAYED_HEADER } from './written.ts';

/** What the document is made from. */
export interface Described {
  /** Version of the API. */
  version: string;
  /** Endpoints with the names of their functions, which become the operation ids. */
  endpoints: readonly { name: string; facts: AnyEndpointFacts }[];
  /** Shapes of answers that are described once, by name, and referred to wherever they occur. */
  shapes: Readonly<Record<string, z.ZodType>>;
}

/**
 * The OpenAPI 3.1 description of the API, derived from what the endpoints declare. Source: OpenAPI Specification 3.1.1.
 * Throws a TypeError for an answer's header that is not described here.
 */
export function openApi({ version, endpoints, shapes }: Described): Json {
  const paths: Record<string, Json> = {};
  for (const { name, facts } of endpoints)
    paths[facts.path] = { ...paths[facts.path], [facts.method.toLowerCase()]: operation(name, facts) };
  const schemas = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]): [string, Json] => [name, jsonSchema(shape, 'answer')]),
  );
  return {
    openapi: '3.1.1',
    info: { title: 'Observatory operations database', version, description: ABOUT },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(({ facts }) => facts.tag))].map((name) => ({ name })),
    paths: withReferences(paths, schemas),
    components: {
      schemas: { Problem: PROBLEM, ...schemas },
      headers: HEADERS,
      parameters: { 'Idempotency-Key': IDEMPOTENCY_KEY },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, or the access token of a session.' },
      },
    },
  };
}

const ABOUT =
  'Times are UTC, ISO 8601, ending in Z. Every path answers with and without a trailing slash. Errors are RFC 9457 problems with a stable code, the fields concerned and what to do next.';

const text = (description: string, schema: Json = {}) => ({ description, schema: { type: 'string', ...schema } });

/** Every header an answer can have; described once, referred to everywhere. */
const HEADERS: Record<string, Json> = {
  'OpsDB-Overlay': {
    description: 'Records of this site laid over what its database holds, because main has not sent them back yet.',
    schema: { type: 'integer', minimum: 0 },
  },
  'OpsDB-Replica-Age': {
    description: "Seconds the database's knowledge of main is old; absent when unknown. [s]",
    schema: { type: 'number', minimum: 0 },
  },
  'OpsDB-State': text('How far the newest unreplicated change of the record has come; absent when there is none.'),
  [REPLAYED_HEADER]: text('true when this is the first answer to the same call, given again.', { const: 'true' }),
  'X-Request-Id': text('The id of this request in the log: as sent in X-Request-Id, or a new one.'),
  Location: text('Where to go on.'),
  'Set-Cookie': text('The refresh token of the session, which no script can read; or its removal.'),
  'Retry-After': { description: 'When trying again makes sense. [s]', schema: { type: 'integer', minimum: 0 } },
  'WWW-Authenticate': text('How to authenticate (RFC 6750).', { const: 'Bearer' }),
};

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Makes the call repeatable: sent again with the same key and body, it answers as it did the first time.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
};

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 problem details. Some codes have further members, such as the id of the record concerned.',
  required: ['type', 'title', 'status', 'code', 'detail', 'remedy', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'urn:ops-db:problem: and the code' },
    title: { type: 'string', description: 'what the code means' },
    status: { type: 'integer', description: 'the HTTP status' },
    code: { type: 'string', enum: Object.keys(PROBLEMS), description: 'stable; what programs decide by' },
    detail: { type: 'string', description: 'what happened this time' },
    remedy: { type: 'string', description: 'what to do next' },
    instance: { type: 'string', description: 'the id of this request in the log' },
    field: { type: 'string', description: 'the field concerned, when it is only one' },
    errors: {
      type: 'array',
      description: 'everything that is wrong with the request, all at once',
      items: {
        type: 'object',
        required: ['in', 'field', 'detail'],
        properties: {
          in: { type: 'string', enum: ['path', 'query', 'header', 'body'] },
          field: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    retry_after_s: { type: 'number', description: 'when trying again makes sense [s]' },
  },
};

function operation(name: string, facts: AnyEndpointFacts): Json {
  const { summary, doc, tag, permission, params, query, body, answers } = facts;
  const repeatable = Object.values(answers).some(({ headers }) => headers?.includes(REPLAYED_HEADER));
  const parameters = [
    ...parametersOf('path', params),
    ...parametersOf('query', query),
    ...(repeatable ? [{ $ref: '#/components/parameters/Idempotency-Key' }] : []),
  ];
  return {
    operationId: name,
    tags: [tag],
    summary,
    ...(doc === undefined ? {} : { description: doc }),
    security: permission === 'public' ? [] : [{ token: [] }],
    ...(permission === 'public' ? {} : { 'x-permission': permission }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'body') } } } }),
    responses: responses(facts),
  };
}

/** Path and query parameters of an object shape; a query parameter that may be repeated is a list, one value each. */
function parametersOf(where: 'path' | 'query', shape: z.ZodType | undefined): Json[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(shape, 'text');
  return Object.entries(properties as Record<string, Json>).map(([name, property]) => {
    const { description, ...schema } = simplified(property);
    const inner = (schema.items as Json | undefined)?.description;
    return {
      name,
      in: where,
      required: (required as string[]).includes(name),
      ...(description === undefined && inner === undefined ? {} : { description: description ?? inner }),
      ...(schema.type === 'array' ? { style: 'form', explode: true } : {}),
      schema,
    };
  });
}

/** A parameter's schema without null, which no text is, and without the single value that a list of one stands for. */
function simplified({ anyOf, ...schema }: Json): Json {
  if (Array.isArray(schema.type)) return { ...schema, type: schema.type.find((type) => type !== 'null') };
  if (schema.type === 'array') return { ...schema, items: simplified(schema.items as Json) };
  if (anyOf === undefined) return schema;
  const alternatives = (anyOf as Json[])
    .map(simplified)
    .flatMap((alternative) => (alternative.anyOf as Json[] | undefined) ?? [alternative])
    .filter(({ type }) => type !== 'null');
  const [only, second] = alternatives;
  const chosen = alternatives.find(({ type }) => type === 'array') ?? (second === undefined ? only : undefined);
  return chosen === undefined ? { ...schema, anyOf: alternatives } : { ...chosen, ...schema };
}

function responses(facts: AnyEndpointFacts): Json {
  const all: Record<string, Json> = {};
  for (const [status, { doc, body, headers = [] }] of Object.entries(facts.answers)) {
    const content = body && { 'application/json': { schema: jsonSchema(body, 'answer') } };
    all[status] = {
      description: doc,
      headers: headerReferences([...headers, 'X-Request-Id']),
      ...(content && { content }),
    };
  }
  const codes = problemsOf(facts);
  for (const status of new Set(codes.map((code) => PROBLEMS[code].status))) {
    const problem = problemResponse(codes.filter((code) => PROBLEMS[code].status === status));
    const answer = all[status];
    all[status] = answer === undefined ? problem : merged(answer, problem);
  }
  return all;
}

/** The problems an operation declares, and those every endpoint of its kind can have. */
function problemsOf({ method, permission, body, problems = [] }: AnyEndpointFacts): ProblemCode[] {
  const guarded = [
    'auth.required',
    ...(permission === 'own' && method === 'GET' ? [] : (['auth.forbidden'] as const)),
    'database.unavailable',
  ] as const;
  return [
    ...new Set<ProblemCode>([
      ...(body === undefined ? [] : (['request.malformed', 'request.too_large'] as const)),
      'request.invalid',
      ...(permission === 'public' ? [] : guarded),
      ...(permission.startsWith('write:') ? [] : (['rate.limited'] as const)),
      ...problems,
      'internal',
    ]),
  ];
}

function problemResponse(codes: readonly ProblemCode[]): Json {
  const kinds = codes.map((code) => ({ code, ...PROBLEMS[code] }));
  const headers = [
    'X-Request-Id',
    ...(kinds.some(({ retry_after_s }) => retry_after_s !== undefined) ? ['Retry-After'] : []),
    ...(codes.includes('auth.required') ? ['WWW-Authenticate'] : []),
  ];
  return {
    description: kinds.map(({ code, title, remedy }) => `- \`${code}\`: ${title}. ${remedy}`).join('\n'),
    headers: headerReferences(headers),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function merged(one: Json, other: Json): Json {
  return {
    description: `${one.description}\n${other.description}`,
    headers: { ...(one.headers as Json), ...(other.headers as Json) },
    content: { ...(one.content as Json), ...(other.content as Json) },
  };
}

function headerReferences(names: readonly string[]): Json {
  return Object.fromEntries(
    names.map((name) => {
      if (HEADERS[name] === undefined) throw new TypeError(`the header ${name} is not described`);
      return [name, { $ref: `#/components/headers/${name}` }];
    }),
  );
}

/** The same, with a reference wherever one of the named schemas occurs. */
function withReferences(part: Json, named: Readonly<Record<string, Json>>): Json {
  const names = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]));
  return JSON.parse(JSON.stringify(part), (_key, value: unknown) => {
    const name = names.get(JSON.stringify(value));
    return name === undefined ? value : { $ref: `#/components/schemas/${name}` };
  }) as Json;
}
