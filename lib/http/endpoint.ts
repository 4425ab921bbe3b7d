import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type * as z from 'zod';
import { authenticate } from '../auth/authenticate.ts';
import { count, UserCount } from '../auth/limits.ts';
import { authorize, NOBODY, type Principal } from '../auth/principal.ts';
import { noteUse } from '../auth/token-usage.ts';
import type { Call } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { describeError } from '../kernel/log.ts';
import { asProblem, Problem, type ProblemCode } from '../kernel/problem.ts';
import type { Permission } from '../model/permission.ts';
import { type Runtimes, runtimes } from './adapters.ts';
import { crossOrigin } from './cross-origin.ts';
import { entityTag, matches } from './entity-tag.ts';
import type { Limits } from './limits.ts';
import { type Origin, originOf } from './origin.ts';
import { notFoundResponse, problemResponse, SECURITY_HEADERS } from './problem.ts';
import { validate } from './validate.ts';
import { idempotencyKey } from './written.ts';

/** Methods an endpoint can have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One answer an endpoint can give: what it means and its shape. */
export interface AnswerShape {
  doc: string;
  /** Absent when the answer has none, such as a redirection. */
  body?: z.ZodType;
  /** What the body is when it is not JSON. */
  media?: string;
  /** What else it can be asked for as: media types, and what each is. */
  also?: Readonly<Record<string, string>>;
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
  /** `own`: whoever calls, for what is theirs; changing it needs a session or a token without scopes. `public`: anybody. */
  permission: Permission | 'own' | 'public';
  /** Exists on a developer's machine only: elsewhere it answers as if there were no such path. */
  development_only?: true;
  params?: P;
  query?: Q;
  body?: B;
  answers: Readonly<Record<number, AnswerShape>>;
  /** Problems beyond those every endpoint of its kind can have. */
  problems?: readonly ProblemCode[];
  limits?: Limits;
  /** The oldest migration main must have had, when it is not that of all functions. */
  oldest_migration?: string;
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
  from: Origin;
  /** The If-Match header: what the record must still be, as the ETag of its own GET said. */
  if_match: string | undefined;
  asked: {
    url: URL;
    accept: string | undefined;
    /** Whether the runtime passes on an answer as it is made. */
    streams: boolean;
  };
}

/** What an endpoint answers; 200 unless it says otherwise. */
export interface Answer {
  status?: 200 | 201 | 207 | 302 | 503;
  body?: unknown;
  /** In place of a body what is not JSON, with its media type. */
  content?: Content;
  headers?: Record<string, string>;
  /** Whole Set-Cookie values. */
  cookies?: readonly string[];
}

/** What is sent, as it is. */
interface Content {
  type: string;
  bytes: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

/** An endpoint of whichever shapes. */
export type AnyEndpointFacts = EndpointFacts<z.ZodType, z.ZodType, z.ZodType>;

/** One deployable function: what was declared, and the same code on every runtime. */
export interface Endpoint extends Runtimes {
  declared: AnyEndpointFacts;
}

type Bindings = { Bindings: { site: Site; streams: boolean } };

/**
 * Makes an endpoint a deployable function: request id, authentication, permission, validation, `run`, JSON; every
 * failure becomes a problem in one place. Answers its path with and without a trailing slash. Throws a TypeError for an
 * endpoint that does not say who may call it.
 */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  facts: EndpointFacts<P, Q, B>,
): Endpoint {
  const declared = facts as unknown as AnyEndpointFacts;
  // The type says so already; a function nobody has given a permission must not come into being by any way around it.
  if (!declared.permission) throw new TypeError(`${declared.path} does not say who may call it`);
  const app = new Hono<Bindings>({ strict: false });
  app.use(crossOrigin);
  app.on(facts.method, facts.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
    const { site, streams } = context.env;
    const from = originOf(context.req.raw, site);
    try {
      return await answer(declared, context.req.raw, context.req.param(), site, from, streams);
    } catch (error) {
      return problemResponse(reported(error, declared, site, from.request_id), from.request_id);
    }
  });
  app.notFound((context) => notFoundResponse(context.req.raw, context.env.site.clock.uuid()));
  return { declared, ...runtimes((request, site, streams) => app.fetch(request, { site, streams })) };
}

async function answer(
  facts: AnyEndpointFacts,
  request: Request,
  params: Record<string, string>,
  site: Site,
  from: Origin,
  streams: boolean,
): Promise<Response> {
  if (facts.development_only && !site.config.DEVELOPMENT) return notFoundResponse(request, from.request_id);
  const principal = await admitted(facts, request, site, from);
  const sent = new Uint8Array(await request.arrayBuffer());
  const input = validate(facts, request, params, sent, site.config);
  const idempotency_key = idempotencyKey(request.headers);
  const call: Call = {
    user_id: principal.user_id,
    endpoint: `${facts.method} ${facts.path}`,
    fingerprint: fingerprint(request, sent),
    ...(idempotency_key === undefined ? {} : { idempotency_key }),
  };
  const if_match = request.headers.get('if-match') ?? undefined;
  const asked = { url: new URL(request.url), accept: request.headers.get('accept') ?? undefined, streams };
  const {
    status = 200,
    body,
    content = body === undefined ? undefined : { type: 'application/json', bytes: JSON.stringify(body) },
    headers = {},
    cookies = [],
  } = await facts.run({ site, principal, call, from, if_match, asked, ...input });
  const tag = facts.method === 'GET' && status === 200 ? tagOf(content) : undefined;
  const unchanged = tag !== undefined && matches(request.headers.get('if-none-match'), tag);
  const sending = unchanged ? undefined : content;
  const response = new Response(sending?.bytes ?? null, {
    status: unchanged ? 304 : status,
    headers: {
      ...SECURITY_HEADERS,
      ...(sending === undefined ? {} : { 'content-type': sending.type }),
      ...(tag === undefined ? {} : revalidated(tag)),
      'x-request-id': from.request_id,
      ...headers,
    },
  });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

/** What is sent as it is made has none: nobody has seen all of it. */
function tagOf(content: Content | undefined): string | undefined {
  return content === undefined || content.bytes instanceof ReadableStream ? undefined : entityTag(content.bytes);
}

/** A browser may keep the answer for its user, and asks each time whether it still holds. */
const revalidated = (etag: string) => ({ etag, 'cache-control': 'private, no-cache', vary: 'Authorization' });

/**
 * The caller, known, within limits and permitted. What records is never refused for its rate: a script that is told to wait
 * might give up, and the buffer has a limit of its own. Problems: `auth.required`, `auth.forbidden`, `rate.limited`,
 * `database.unavailable`.
 */
export async function admitted(
  facts: AnyEndpointFacts,
  request: Request,
  site: Site,
  from: Origin,
): Promise<Principal> {
  const { permission } = facts;
  const address = from.address ?? 'unknown';
  if (permission === 'public') {
    await count(site, 'anonymous', address);
    return NOBODY;
  }
  const authorization = request.headers.get('authorization') ?? undefined;
  const counts = permission.startsWith('write:') ? undefined : new UserCount(site);
  const principal = await authenticate(site, authorization, (user_id) => counts?.begin(user_id)).catch(
    async (error) => {
      if (error instanceof Problem && error.code === 'auth.required') await count(site, 'refused', address);
      throw error;
    },
  );
  if (principal.by.kind === 'token') noteUse(site, principal.by.id, from.address);
  await counts?.of(principal.user_id);
  if (permission !== 'own') authorize(principal, permission);
  else if (facts.method !== 'GET' && principal.scopes !== null)
    throw new Problem('auth.forbidden', 'A token with scopes changes nothing that is its owner’s own.', { permission });
  return principal;
}

function fingerprint({ method, url }: Request, sent: Uint8Array): string {
  const { pathname, search } = new URL(url);
  return createHash('sha256')
    .update(`${method}\n${pathname.replace(/\/+$/, '')}${search}\n`)
    .update(sent)
    .digest('hex');
}

function reported(error: unknown, facts: AnyEndpointFacts, site: Site, instance: string): Problem {
  const problem = asProblem(error);
  if (problem.code === 'internal')
    site.log.error('request.failed', { instance, endpoint: `${facts.method} ${facts.path}`, ...describeError(error) });
  return problem;
}
