import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type * as z from 'zod';
import { authenticate, authorize, type Principal } from '../auth/authenticate.ts';
import type { Call } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { describeError } from '../kernel/log.ts';
import { asProblem, type Problem, type ProblemCode } from '../kernel/problem.ts';
import type { Permission } from '../model/permission.ts';
import { type Runtimes, runtimes } from './adapters.ts';
import { notFoundResponse, problemResponse } from './problem.ts';
import { validate } from './validate.ts';
import { idempotencyKey } from './written.ts';

/** Methods an endpoint can have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One answer an endpoint can give: what it means and its shape. */
export interface AnswerShape {
  doc: string;
  body: z.ZodType;
  headers?: readonly string[];
}

/** Everything declared about one endpoint; the app, the API description and the deployment are derived from it. */
export interface EndpointFacts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: Method;
  /** With parameters in braces: `/executed_obs_units/{id}/finish`. */
  path: string;
  /** A few words; `doc` says more. */
  summary: string;
  doc?: string;
  tag: string;
  permission: Permission | 'public';
  params?: P;
  query?: Q;
  body?: B;
  answers: Readonly<Record<number, AnswerShape>>;
  /** Problems beyond those every endpoint of its kind can have. */
  problems?: readonly ProblemCode[];
  run(request: Incoming<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer>;
}

/** A validated request, and the call it makes when it submits. */
export interface Incoming<P, Q, B> {
  site: Site;
  params: P;
  query: Q;
  body: B;
  principal: Principal;
  call: Call;
}

/** What an endpoint answers; 200 unless it says otherwise. */
export interface Answer {
  status?: 200 | 201 | 207 | 503;
  body: unknown;
  headers?: Record<string, string>;
}

/** An endpoint of whichever shapes. */
export type AnyEndpointFacts = EndpointFacts<z.ZodType, z.ZodType, z.ZodType>;

/** One deployable function: what was declared, and the same code on every runtime. */
export interface Endpoint extends Runtimes {
  declared: AnyEndpointFacts;
}

type Bindings = { Bindings: { site: Site } };

const NOBODY: Principal = { user_id: 0, username: 'nobody', grants: [], scopes: null };

/**
 * Makes an endpoint a deployable function: request id, authentication, permission, validation, `run`, JSON; every
 * failure becomes a problem in one place. Answers its path with and without a trailing slash.
 */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  facts: EndpointFacts<P, Q, B>,
): Endpoint {
  const declared = facts as unknown as AnyEndpointFacts;
  const app = new Hono<Bindings>({ strict: false });
  app.on(facts.method, facts.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
    const { site } = context.env;
    const instance = context.req.header('x-request-id')?.slice(0, 64) ?? site.clock.uuid();
    try {
      return await answer(declared, context.req.raw, context.req.param(), site, instance);
    } catch (error) {
      return problemResponse(reported(error, declared, site, instance), instance);
    }
  });
  app.notFound((context) => notFoundResponse(context.req.raw, context.env.site.clock.uuid()));
  return { declared, ...runtimes((request, site) => app.fetch(request, { site })) };
}

async function answer(
  facts: AnyEndpointFacts,
  request: Request,
  params: Record<string, string>,
  site: Site,
  instance: string,
): Promise<Response> {
  const principal =
    facts.permission === 'public'
      ? NOBODY
      : await authenticate(site, request.headers.get('authorization') ?? undefined);
  if (facts.permission !== 'public') authorize(principal, facts.permission);
  const sent = new Uint8Array(await request.arrayBuffer());
  const input = validate(facts, request, params, sent, site.config.REQUEST_BODY_LIMIT_BYTES);
  const idempotency_key = idempotencyKey(request.headers);
  const call: Call = {
    user_id: principal.user_id,
    endpoint: `${facts.method} ${facts.path}`,
    fingerprint: fingerprint(request, sent),
    ...(idempotency_key === undefined ? {} : { idempotency_key }),
  };
  const { status = 200, body, headers = {} } = await facts.run({ site, principal, call, ...input });
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-request-id': instance, ...headers },
  });
}

function fingerprint(request: Request, sent: Uint8Array): string {
  const path = new URL(request.url).pathname.replace(/\/+$/, '');
  return createHash('sha256').update(`${request.method}\n${path}\n`).update(sent).digest('hex');
}

function reported(error: unknown, facts: AnyEndpointFacts, site: Site, instance: string): Problem {
  const problem = asProblem(error);
  if (problem.code === 'internal')
    site.log.error('request.failed', { instance, endpoint: `${facts.method} ${facts.path}`, ...describeError(error) });
  return problem;
}
