import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Site } from '../flow/site.ts';
import { trustedOrigins } from './origin.ts';
import { SECURITY_HEADERS } from './problem.ts';

type Bindings = { Bindings: { site: Site } };

const answer = cors({
  origin: (origin, context) => (trustedOrigins(context.env.site.config).includes(origin) ? origin : null),
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'X-Request-Id'],
  exposeHeaders: [
    'ETag',
    'Idempotency-Replayed',
    'Link',
    'OpsDB-Cache',
    'OpsDB-Complete',
    'OpsDB-Next-Cursor',
    'OpsDB-Overlay',
    'OpsDB-Replica-Age',
    'OpsDB-State',
    'OpsDB-Total',
    'Retry-After',
    'X-Request-Id',
  ],
  // The longest any browser keeps a preflight's answer.
  maxAge: 7_200,
});

/**
 * Lets pages of the configured origins call and read the answers, and answers their preflights, on every path. Pages of other
 * origins get no word that a browser would take for leave. Who is no page is not concerned. Source: WHATWG Fetch, "CORS protocol".
 */
export const crossOrigin: MiddlewareHandler<Bindings> = async (context, next) => {
  if (context.req.header('origin') === undefined) return next();
  const preflight = await answer(context, next);
  if (context.res.headers.has('etag')) context.res.headers.append('vary', 'Authorization');
  if (preflight instanceof Response)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) preflight.headers.set(name, value);
  return preflight;
};
