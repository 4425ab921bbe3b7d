import type * as z from 'zod';
import { PROBLEMS, type ProblemCode } from '../kernel/problem.ts';
import type { AnyEndpointFacts } from './endpoint.ts';
import { type Json, jsonSchema } from './json-schema.ts';
import { HEADERS, IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, PROBLEM } from './openapi-components.ts';
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
  const problems = Object.fromEntries(endpoints.flatMap(({ facts }) => [...problemResponses(facts).values()]));
  return {
    openapi: '3.1.1',
    info: { title: 'Observatory operations database', version, description: ABOUT },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(({ facts }) => facts.tag))].map((name) => ({ name })),
    paths: withReferences(paths, { schemas, responses: problems }),
    components: {
      schemas: { Problem: PROBLEM, ...schemas },
      responses: problems,
      headers: HEADERS,
      parameters: { 'Idempotency-Key': IDEMPOTENCY_KEY, 'If-Match': IF_MATCH, 'If-None-Match': IF_NONE_MATCH },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, or the access token of a session.' },
      },
    },
  };
}

const ABOUT =
  'Times are UTC, ISO 8601, ending in Z. Every path answers with and without a trailing slash. Errors are RFC 9457 problems with a stable code, the fields concerned and what to do next.';

function operation(name: string, facts: AnyEndpointFacts): Json {
  const { summary, doc, tag, permission, params, query, body, answers } = facts;
  const repeatable = Object.values(answers).some(({ headers }) => headers?.includes(REPLAYED_HEADER));
  const parameters = [
    ...parametersOf('path', params),
    ...parametersOf('query', query),
    ...(repeatable ? [{ $ref: '#/components/parameters/Idempotency-Key' }] : []),
    ...(isTagged(facts) ? [{ $ref: '#/components/parameters/If-None-Match' }] : []),
    ...(facts.problems?.includes('record.changed') ? [{ $ref: '#/components/parameters/If-Match' }] : []),
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

/** Whether its answer has an ETag: what is read. */
function isTagged({ method, answers }: AnyEndpointFacts): boolean {
  return method === 'GET' && answers[200]?.body !== undefined;
}

function responses(facts: AnyEndpointFacts): Json {
  const all: Record<string, Json> = {};
  for (const [status, { doc, body, media = 'application/json', also = {}, headers = [] }] of Object.entries(
    facts.answers,
  )) {
    const other = Object.entries(also).map(([type, description]) => [
      type,
      { schema: { type: 'string', description } },
    ]);
    const content = body && { [media]: { schema: jsonSchema(body, 'answer') }, ...Object.fromEntries(other) };
    all[status] = {
      description: doc,
      headers: headerReferences([...headers, ...(status === '200' && isTagged(facts) ? ['ETag'] : []), 'X-Request-Id']),
      ...(content && { content }),
    };
  }
  if (isTagged(facts))
    all[304] = { description: 'The answer you have still holds.', headers: headerReferences(['ETag', 'X-Request-Id']) };
  for (const [status, [, problem]] of problemResponses(facts)) {
    const answer = all[status];
    all[status] = answer === undefined ? problem : merged(answer, problem);
  }
  return all;
}

/** By status what is answered when it goes wrong, with the name it is described under once for all who answer the same. */
function problemResponses(facts: AnyEndpointFacts): Map<number, [name: string, response: Json]> {
  const codes = problemsOf(facts);
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  return new Map(
    statuses.map((status) => {
      const own = codes.filter((code) => PROBLEMS[code].status === status);
      return [status, [[status, ...own].join('-'), problemResponse(own)]];
    }),
  );
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

/** The same, with a reference wherever one of the components occurs, which are named by their kind and their name. */
function withReferences(part: Json, components: Readonly<Record<string, Readonly<Record<string, Json>>>>): Json {
  const places = new Map(
    Object.entries(components).flatMap(([kind, named]) =>
      Object.entries(named).map(([name, one]) => [JSON.stringify(one), `#/components/${kind}/${name}`]),
    ),
  );
  return JSON.parse(JSON.stringify(part), (_key, value: unknown) => {
    const place = places.get(JSON.stringify(value));
    return place === undefined ? value : { $ref: place };
  }) as Json;
}
