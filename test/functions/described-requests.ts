import { readFileSync } from 'node:fs';
import { createGeneratorSync } from 'json-schema-faker';

type Json = Record<string, unknown>;
type Described = Parameters<ReturnType<typeof createGeneratorSync>['generate']>[0];

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Json;
}

/** One operation of the API description. */
export interface Operation {
  method: string;
  path: string;
  /** Statuses it is said to answer. */
  statuses: number[];
  parameters: Parameter[];
  body: Json | undefined;
}

/** A request as it is sent. */
export interface Sent {
  method: string;
  path: string;
  body: string | undefined;
  /** Whether it is as described; otherwise something in it has been spoiled. */
  valid: boolean;
}

const document = JSON.parse(readFileSync(new URL('../../infra/generated/openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Json>>;
  components: { parameters: Record<string, Parameter> };
};

/** Every operation of the description. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => {
    const all = (described.parameters ?? []) as (Parameter & { $ref?: string })[];
    const content = (described.requestBody as { content?: Record<string, { schema: Json }> })?.content;
    return {
      method: method.toUpperCase(),
      path,
      statuses: Object.keys(described.responses as Json).map(Number),
      parameters: all
        .map((one) => document.components.parameters[one.$ref?.split('/').at(-1) ?? ''] ?? one)
        .filter((one) => one.in !== 'header'),
      body: content?.['application/json']?.schema,
    };
  }),
);

const SPOILED = [null, -1, 1e300, '', 'x'.repeat(20_000), '\u0000', '9999-99-99', [], {}, true, '0'] as const;

/** Makes requests from the description, the same for the same seed: as described, or spoiled in one place. */
export class DescribedRequests {
  readonly #generator;
  readonly #random: () => number;
  readonly #ids: readonly string[];

  /** `ids`: of records there are, tried where a UUID is wanted. */
  constructor(seed: number, ids: readonly string[]) {
    this.#generator = createGeneratorSync({ seed, alwaysFakeOptionals: false });
    this.#random = mulberry32(seed);
    this.#ids = ids;
  }

  next({ method, path, parameters, body }: Operation): Sent {
    const valid = this.#random() < 0.5;
    const query = new URLSearchParams();
    let filled = path;
    for (const { name, in: where, required, schema } of parameters) {
      if (where === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(this.#text(name, schema)));
      else if (required || this.#random() < 0.25) query.append(name, this.#text(name, schema));
    }
    let content = body && this.#value('', body);
    if (!valid) {
      if (content === undefined || this.#random() < 0.3) this.#spoilQuery(query, parameters);
      else content = this.#spoil(content);
    }
    const text = content === undefined ? undefined : JSON.stringify(content);
    const search = query.size === 0 ? '' : `?${query}`;
    return { method, path: `${filled}${search}`, body: text, valid };
  }

  #text(name: string, schema: Json): string {
    const value = this.#value(name, (schema.type === 'array' ? schema.items : schema) as Json);
    return typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value);
  }

  #value(name: string, schema: Json): unknown {
    return this.#known(name, this.#generator.generate(modest(schema) as Described));
  }

  /** Where an id is wanted, that of a record there may be. */
  #known(name: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#known(name.replace(/s$/, ''), one));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#known(key, one)]));
    if (!/(^|_)id$/.test(name) || this.#random() < 0.2) return value;
    if (typeof value === 'number') return 1 + Math.floor(this.#random() * 8);
    return this.#ids[Math.floor(this.#random() * this.#ids.length)] ?? value;
  }

  #spoilQuery(query: URLSearchParams, parameters: readonly Parameter[]): void {
    const known = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    const names = [...known, 'nonsense', '__proto__'];
    const name = names[Math.floor(this.#random() * names.length)] ?? 'nonsense';
    query.append(name, String(this.#one(SPOILED)).slice(0, 2_000).toWellFormed());
  }

  #spoil(content: unknown): unknown {
    if (typeof content !== 'object' || content === null || this.#random() < 0.1) return this.#one(SPOILED);
    const keys = Object.keys(content);
    const key = this.#random() < 0.2 || keys.length === 0 ? 'nonsense' : this.#one(keys);
    const copy: Json | unknown[] = Array.isArray(content) ? [...content] : { ...content };
    const inner = (copy as Json)[key];
    if (this.#random() < 0.2) delete (copy as Json)[key];
    else
      (copy as Json)[key] = typeof inner === 'object' && this.#random() < 0.5 ? this.#spoil(inner) : this.#one(SPOILED);
    return copy;
  }

  #one<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#random() * values.length)] as Value;
  }
}

/** The same schema with texts and lists of a length people write. */
function modest(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modest);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, modest(value)]));
  if (typeof copy.maxLength === 'number')
    copy.maxLength = Math.min(copy.maxLength, Math.max(30, Number(copy.minLength ?? 0)));
  if (typeof copy.maxItems === 'number') copy.maxItems = Math.min(copy.maxItems, 4);
  return copy;
}

/** Numbers from 0 to 1, the same for the same seed. Source: Mulberry32, T. Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
