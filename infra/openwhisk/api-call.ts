import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { type Account, forbidden, unauthorized } from './accounts.ts';
import { NAME } from './entities.ts';
import { malformed } from './refusal.ts';
import type { Whisk } from './whisk.ts';

/** Where the REST API answers, without a namespace. */
export const API = '/api/v1';

/** Whose call it is. Throws a Refusal 401. */
export function callerOf(whisk: Whisk, request: FastifyRequest): Account {
  const account = whisk.accounts.caller(request.headers.authorization);
  if (account === undefined) throw unauthorized();
  return account;
}

const named = z.object({ namespace: z.string(), package: z.string().optional(), name: z.string().optional() });

/** A call on something in a namespace: `_` is the caller's own, and no other is open to him. Throws a Refusal. */
export function addressOf(whisk: Whisk, request: FastifyRequest) {
  const account = callerOf(whisk, request);
  const { namespace, package: package_name = null, name = '' } = named.parse(request.params);
  if (namespace !== '_' && namespace !== account.namespace) throw forbidden();
  for (const part of [package_name ?? 'none', name === '' ? 'none' : name])
    if (!NAME.test(part)) throw malformed('The name of the entity contains illegal characters.');
  return { account, namespace: account.namespace, package: package_name, name };
}

/** What was sent, in its shape. Throws a Refusal 400. */
export function sentAs<Shape extends z.ZodType>(request: FastifyRequest, shape: Shape): z.output<Shape> {
  const text = Buffer.isBuffer(request.body) ? request.body.toString() : '';
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw malformed(String(error));
  }
  const read = shape.safeParse(value);
  if (!read.success) throw malformed(z.prettifyError(read.error));
  return read.data;
}

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const query = z.object({
  overwrite: flag.default(false),
  blocking: flag.default(false),
  result: flag.default(false),
  code: flag.default(true),
  count: flag.default(false),
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(200).default(30),
});

/** What the query asks for. Throws a Refusal 400. */
export function asked(request: FastifyRequest): z.output<typeof query> {
  const read = query.safeParse(request.query);
  if (!read.success) throw malformed(z.prettifyError(read.error));
  return read.data;
}

/** A page of a list, the latest change first; a limit of 0 means as many as there may be. */
export function page<Entity extends { updated: number }>(entities: Entity[], request: FastifyRequest): Entity[] {
  const { skip, limit } = asked(request);
  return entities.toSorted((a, b) => b.updated - a.updated).slice(skip, skip + (limit === 0 ? 200 : limit));
}
