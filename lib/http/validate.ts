import * as z from 'zod';
import type { Config } from '../kernel/config.ts';
import { type FieldError, Problem } from '../kernel/problem.ts';
import type { AnyEndpointFacts } from './endpoint.ts';

/** What of a request has been validated. */
export interface Validated {
  params: unknown;
  query: unknown;
  body: unknown;
}

/**
 * Parses path, query and body against their shapes and answers all problems at once. Problems: `request.too_large`,
 * `request.malformed` (the body is not JSON), `request.invalid` with one entry per field.
 */
export function validate(
  facts: AnyEndpointFacts,
  request: Request,
  params: Record<string, string>,
  sent: Uint8Array,
  { REQUEST_BODY_LIMIT_BYTES: limit_bytes, REQUEST_BODY_DEPTH }: Config,
): Validated {
  if (sent.byteLength > limit_bytes)
    throw new Problem('request.too_large', `The body is larger than ${limit_bytes} bytes.`, { limit_bytes });
  const errors: FieldError[] = [];
  const parsed = {
    params: parse('path', facts.params, params, errors),
    query: parse('query', facts.query, queryOf(request), errors),
    body: facts.body === undefined ? undefined : parse('body', facts.body, jsonOf(sent, REQUEST_BODY_DEPTH), errors),
  };
  if (facts.query === undefined) refuseQuery(request, errors);
  if (errors.length === 0) return parsed;
  throw new Problem(
    'request.invalid',
    errors.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join('; '),
    { errors },
  );
}

function parse(where: FieldError['in'], shape: z.ZodType | undefined, value: unknown, errors: FieldError[]): unknown {
  if (shape === undefined) return undefined;
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    errors.push(...parsed.error.issues.flatMap(told).flatMap((issue) => fieldErrors(where, issue, shape, value)));
  return parsed.data;
}

/**
 * What is wrong in words of the field: of a union the alternative that was meant, which is the one that fitted deepest,
 * then one of the right type, then the last.
 */
function told(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const rank = (issues: z.core.$ZodIssue[]) =>
    Math.max(...issues.map(({ code, path }) => path.length * 2 + (code === 'invalid_type' ? 0 : 1)));
  const [meant = []] = issue.errors
    .map((issues) => issues.flatMap(told))
    .reverse()
    .sort((a, b) => rank(b) - rank(a));
  return meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function fieldErrors(where: FieldError['in'], issue: z.core.$ZodIssue, shape: z.ZodType, value: unknown): FieldError[] {
  if (issue.code !== 'unrecognized_keys') return [{ in: where, field: issue.path.join('.'), detail: issue.message }];
  const known = fieldsAt(shape, issue.path, value);
  return issue.keys.map((key) => ({
    in: where,
    field: [...issue.path, key].join('.'),
    detail: `is not a field here${known.length === 0 ? '' : `; there are ${known.join(', ')}`}`,
  }));
}

/** The fields there are at a place in what was sent; of several kinds those of the kind it says it is. */
function fieldsAt(shape: unknown, path: readonly PropertyKey[], value: unknown): string[] {
  if (shape instanceof z.ZodPipe) return fieldsAt(shape.in, path, value);
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable || shape instanceof z.ZodDefault)
    return fieldsAt(shape.unwrap(), path, value);
  if (shape instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = shape.def;
    const isMeant = (one: z.core.$ZodType) =>
      !z.safeParse(one, value).error?.issues.some((issue) => issue.path[0] === discriminator);
    return fieldsAt(shape.options.find(isMeant), path, value);
  }
  const [step, ...rest] = path;
  if (step === undefined) return shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
  const inside = (value as Record<PropertyKey, unknown>)[step];
  if (shape instanceof z.ZodArray) return fieldsAt(shape.element, rest, inside);
  return shape instanceof z.ZodObject ? fieldsAt(shape.shape[String(step)], rest, inside) : [];
}

/** Query parameters by name; one that is repeated becomes a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function refuseQuery(request: Request, errors: FieldError[]): void {
  for (const name of new Set(new URL(request.url).searchParams.keys())) {
    errors.push({ in: 'query', field: name, detail: 'this endpoint takes no query parameters' });
  }
}

function jsonOf(sent: Uint8Array, depth: number): unknown {
  const value = parsedJson(sent);
  // Level by level, because what walks into it by recursion would run out of stack where this must not.
  let level = [value];
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > depth) throw new Problem('request.malformed', `The body is nested more than ${depth} levels deep.`);
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
  }
  return value;
}

function parsedJson(sent: Uint8Array): unknown {
  try {
    // Fatal: other encodings would be stored as something else than what was sent.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sent);
    return JSON.parse(text === '' ? '{}' : text);
  } catch (error) {
    // Without the piece of the body it quotes, which may be a code to sign in with.
    const reason = error instanceof SyntaxError ? error.message.replace(/, (\.{3})?".*/s, '') : 'not UTF-8';
    throw new Problem('request.malformed', `The body is not JSON: ${reason}`);
  }
}
