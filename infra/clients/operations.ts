/** A part of the API description. */
export type Json = Record<string, unknown>;

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  where: 'path' | 'query' | 'header';
  is_required: boolean;
  doc: string | undefined;
  schema: Json;
}

/** One operation of the API, as the clients need it: asking whether an answer still holds is left to what keeps answers. */
export interface Operation {
  /** The operation id: the name of its function. */
  name: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  doc: string | undefined;
  permission: string | undefined;
  parameters: Parameter[];
  body: Json | undefined;
  /** Statuses beyond 2xx that are answers and no problems. */
  answers: number[];
  /** The types its answers can have, and the schemas of those that are JSON. */
  media: string[];
  results: Json[];
  /** It changes something and takes no key: sent again, it might do so twice. */
  is_sent_once: boolean;
  /** How long it may make the site wait before it answers. [s] */
  waits_s: number;
}

/** What bodies and most answers are. */
export const JSON_MEDIA = 'application/json';

/** The key every client sends with every write, whether the operation asks for it or not. */
export const KEY_HEADER = 'Idempotency-Key';

/** Parameters by which a caller makes a site wait; their maximum is what an operation may take longer. */
const WAITS = new Set(['wait_s', 'timeout_s']);

/** Every operation of an OpenAPI document, in its order. Throws a TypeError for a reference that leads nowhere. */
export function operationsOf(document: Json): Operation[] {
  const paths = Object.entries(document.paths as Record<string, Record<string, Json>>);
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => read(document, method.toUpperCase(), path, operation)),
  );
}

function read(document: Json, method: string, path: string, operation: Json): Operation {
  const parameters = ((operation.parameters ?? []) as Json[])
    .map((one) => parameter(resolved(document, one)))
    .filter(({ name }) => name !== 'If-None-Match');
  const permission = operation['x-permission'] as string | undefined;
  const own = Object.entries(ownResponses(document, operation));
  const contents = own.flatMap(([, { content = {} }]) => Object.entries(content as Record<string, { schema: Json }>));
  const body = (operation.requestBody as { content: Record<string, { schema: Json }> } | undefined)?.content[
    JSON_MEDIA
  ];
  return {
    name: operation.operationId as string,
    method,
    path,
    tag: (operation.tags as string[])[0] ?? '',
    summary: operation.summary as string,
    doc: operation.description as string | undefined,
    permission,
    parameters,
    body: body && resolved(document, body.schema),
    answers: own.map(([status]) => Number(status)).filter((status) => status >= 300 && status !== 304),
    media: [...new Set(contents.map(([media]) => media))],
    results: contents.flatMap(([media, { schema }]) => (media === JSON_MEDIA ? [resolved(document, schema)] : [])),
    is_sent_once: !isRepeatable(method, permission, parameters),
    waits_s: Math.max(0, ...parameters.map(({ name, schema }) => (WAITS.has(name) ? Number(schema.maximum ?? 0) : 0))),
  };
}

/** What only reads, or recognises its key. */
function isRepeatable(method: string, permission: string | undefined, parameters: readonly Parameter[]): boolean {
  return (
    method === 'GET' || permission?.startsWith('read:') === true || parameters.some(({ name }) => name === KEY_HEADER)
  );
}

/** The responses of an operation by status, without problems: those every client raises. */
export function ownResponses(document: Json, operation: Json): Record<string, Json> {
  const all = Object.entries(operation.responses as Record<string, Json>);
  const own = all.flatMap(([status, response]): [string, Json][] => {
    const { content, ...rest } = resolved(document, response);
    if (content === undefined) return [[status, rest]];
    const kept = Object.entries(content as Json).filter(([media]) => media !== 'application/problem+json');
    return kept.length === 0 ? [] : [[status, { ...rest, content: Object.fromEntries(kept) }]];
  });
  return Object.fromEntries(own);
}

function parameter({ name, in: where, required, description, schema }: Json): Parameter {
  return {
    name: name as string,
    where: where as Parameter['where'],
    is_required: required === true,
    doc: description as string | undefined,
    schema: schema as Json,
  };
}

/** What a reference stands for, or the part itself. */
export function resolved(document: Json, part: Json): Json {
  if (typeof part.$ref !== 'string') return part;
  const names = part.$ref.replace(/^#\//, '').split('/');
  const found = names.reduce<unknown>((inside, name) => (inside as Json | undefined)?.[name], document);
  if (found === undefined) throw new TypeError(`${part.$ref} leads nowhere`);
  return resolved(document, found as Json);
}
