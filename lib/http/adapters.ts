import * as z from 'zod';
import type { Site } from '../flow/site.ts';
import { describeError, jsonLog } from '../kernel/log.ts';
import { asProblem, Problem } from '../kernel/problem.ts';
import { isTextMedia } from './media-types.ts';
import { problemResponse } from './problem.ts';
import { siteOf } from './runtime-site.ts';

/** An application: one request in, one response out. It knows nothing of runtimes. */
export type App = (request: Request, site: Site) => Response | Promise<Response>;

/** The same function on three runtimes. */
export interface Runtimes {
  /** Apache OpenWhisk, raw web action. */
  main(params: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** AWS HTTP API, payload format 2.0, as serverless-offline calls it. */
  handler(event: unknown): Promise<Record<string, unknown>>;
  /** In process: tests, and whatever speaks Request and Response. */
  fetch(request: Request, site: Site): Promise<Response>;
}

/** The three shapes of an application. None of them ever throws: a runtime may stop an action that does. */
export function runtimes(app: App): Runtimes {
  return {
    fetch: async (request, site) => app(request, site),
    main: async (params) => toWebActionResult(await guarded(() => app(fromWebAction(params), siteOf(params)))),
    handler: async (event) =>
      toHttpApiResult(await guarded(() => app(fromHttpApi(httpApiEvent.parse(event)), siteOf(process.env)))),
  };
}

async function guarded(run: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    const instance = crypto.randomUUID();
    if (!(error instanceof Problem)) jsonLog({}).error('function.failed', { instance, ...describeError(error) });
    return problemResponse(asProblem(error), instance);
  }
}

const bodiless = new Set(['get', 'head']);

/** Source: OpenWhisk docs/webactions.md, "Raw HTTP handling". */
function fromWebAction(params: Record<string, unknown>): Request {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  const headers = new Headers(z.record(z.string(), z.string()).catch({}).parse(params.__ow_headers));
  const [method, query, raw] = [text('__ow_method') || 'get', text('__ow_query'), text('__ow_body')];
  const encoded = isBase64Body(headers.get('content-type'));
  const body = bodiless.has(method) || raw === '' ? null : Buffer.from(raw, encoded ? 'base64' : 'utf8');
  return new Request(`http://action${text('__ow_path') || '/'}${query === '' ? '' : `?${query}`}`, {
    method: method.toUpperCase(),
    headers,
    body,
  });
}

/** The controller hands over JSON and everything it does not take for text as base64. */
function isBase64Body(type: string | null): boolean {
  return /^application\/json\b/i.test(type ?? '') || !isTextMedia(type);
}

/** 4xx at the top level (a successful activation), 5xx under `error` (an application error); the container is kept. */
async function toWebActionResult(response: Response): Promise<Record<string, unknown>> {
  const { set_cookies, ...result } = await plainResult(response);
  const headers: Record<string, unknown> = {
    ...result.headers,
    ...(set_cookies.length > 0 ? { 'set-cookie': set_cookies } : {}),
  };
  const answer = {
    statusCode: response.status,
    headers,
    body: webActionBody(result.bytes, response.headers.get('content-type')),
  };
  return response.status >= 500 ? { error: answer } : answer;
}

/** JSON goes as a value: the controller would decode JSON text that happens to look like base64. */
function webActionBody(bytes: Buffer, type: string | null): unknown {
  if (bytes.length === 0) return '';
  if (/^application\/([\w.-]+\+)?json\b/i.test(type ?? '')) return JSON.parse(bytes.toString());
  return bytes.toString(isTextMedia(type) ? 'utf8' : 'base64');
}

const httpApiEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).optional(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

/** Source: AWS, "Working with AWS Lambda proxy integrations for HTTP APIs", payload format version 2.0. */
function fromHttpApi(event: z.infer<typeof httpApiEvent>): Request {
  const { method } = event.requestContext.http;
  const headers = new Headers(event.headers);
  if (event.cookies !== undefined) headers.set('cookie', event.cookies.join('; '));
  const body =
    bodiless.has(method.toLowerCase()) || !event.body
      ? null
      : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  return new Request(`http://function${event.rawPath}${query}`, { method, headers, body });
}

async function toHttpApiResult(response: Response): Promise<Record<string, unknown>> {
  const { headers, set_cookies, bytes } = await plainResult(response);
  const text = isTextMedia(response.headers.get('content-type'));
  return {
    statusCode: response.status,
    headers,
    ...(set_cookies.length > 0 ? { cookies: set_cookies } : {}),
    body: bytes.toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text,
  };
}

async function plainResult(
  response: Response,
): Promise<{ headers: Record<string, string>; set_cookies: string[]; bytes: Buffer }> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  return { headers, set_cookies: response.headers.getSetCookie(), bytes: Buffer.from(await response.arrayBuffer()) };
}
