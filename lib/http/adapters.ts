import * as z from 'zod';
import type { Site } from '../flow/site.ts';
import { describeError, jsonLog } from '../kernel/log.ts';
import { asProblem, Problem } from '../kernel/problem.ts';
import { isTextMedia } from './media-types.ts';
import { PEER_HEADER } from './origin.ts';
import { problemResponse } from './problem.ts';
import { siteOf } from './runtime-site.ts';
import { versionProbe } from './version.ts';

/** An application: one request in, one response out, which may be passed on as it is made if the runtime `streams`. */
export type App = (request: Request, site: Site, streams: boolean) => Response | Promise<Response>;

/** The same function on three runtimes. */
export interface Runtimes {
  /** Apache OpenWhisk, raw web action; a version probe where it is invoked with one. */
  main(params: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** AWS HTTP API, payload format 2.0, as serverless-offline calls it. */
  handler(event: unknown): Promise<Record<string, unknown>>;
  /** In process: tests, and whatever speaks Request and Response. */
  fetch(request: Request, site: Site): Promise<Response>;
}

type Result = Record<string, unknown>;

/** The three shapes of an application. None of them ever throws: a runtime may stop an action that does. */
export function runtimes(app: App): Runtimes {
  return {
    fetch: async (request, site) => app(request, site, true),
    main: async (params) => {
      // Of the process, not of the call: after the first await it may be that of another call.
      const activation_id = process.env.__OW_ACTIVATION_ID;
      const probed = versionProbe(params);
      if (probed !== undefined) return { ...probed };
      return answered(
        async () =>
          app(
            readable(() => fromWebAction(params, activation_id)),
            // An action is never a developer's machine, whatever is bound to it.
            siteOf({ ...params, DEVELOPMENT: 'false' }),
            false,
          ),
        webActionResult,
        activation_id,
      );
    },
    handler: (event) =>
      answered(
        async () =>
          app(
            readable(() => fromHttpApi(event)),
            siteOf(process.env),
            false,
          ),
        httpApiResult,
      ),
  };
}

async function answered(
  run: () => Promise<Response>,
  resultOf: (response: Response) => Promise<Result>,
  instance: string = crypto.randomUUID(),
): Promise<Result> {
  try {
    return await resultOf(await run());
  } catch (error) {
    if (!(error instanceof Problem)) jsonLog({}).error('function.failed', { instance, ...describeError(error) });
    return resultOf(problemResponse(asProblem(error), instance));
  }
}

/** A call no request can be made of, such as one with the method TRACE, is the caller's mistake and not ours. */
function readable(read: () => Request): Request {
  try {
    return read();
  } catch {
    // Not in the platform's own words: they quote the header they complain of, and so the token in it.
    throw new Problem('request.malformed', 'Its method, path or headers are not those of an HTTP call.');
  }
}

/** What every runtime says of a call. */
interface Call {
  method: string;
  path: string;
  query: string;
  headers: Headers;
  /** The other end of the connection, where the runtime tells. */
  peer?: string | undefined;
  body: Buffer | null;
}

const bodiless = new Set(['GET', 'HEAD']);

function toRequest({ method, path, query, headers, peer, body }: Call): Request {
  headers.delete(PEER_HEADER);
  if (peer !== undefined) headers.set(PEER_HEADER, peer);
  const escaped = path.replaceAll('?', '%3F').replaceAll('#', '%23');
  const verb = method.toUpperCase();
  return new Request(
    `http://function${escaped.startsWith('/') ? '' : '/'}${escaped}${query === '' ? '' : `?${query}`}`,
    {
      method: verb,
      headers,
      body: bodiless.has(verb) || body?.length === 0 ? null : body,
    },
  );
}

const headerMap = z
  .record(z.string(), z.unknown())
  .transform((map) => Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const webActionCall = z.object({
  __ow_method: z.string(),
  __ow_path: z.string().default(''),
  __ow_query: z.string().default(''),
  __ow_headers: headerMap.default([]),
  __ow_body: z.string().default(''),
});

/** Source: OpenWhisk docs/webactions.md, "Raw HTTP handling". A caller who names no request id gets the activation's: by it the log is found. */
function fromWebAction(params: unknown, activation_id: string | undefined): Request {
  const call = webActionCall.parse(params);
  const headers = new Headers(call.__ow_headers);
  if (activation_id !== undefined && !headers.has('x-request-id')) headers.set('x-request-id', activation_id);
  return toRequest({
    method: call.__ow_method,
    path: call.__ow_path,
    query: call.__ow_query,
    headers,
    body: Buffer.from(call.__ow_body, isBase64Body(headers.get('content-type')) ? 'base64' : 'utf8'),
  });
}

/** The controller hands over JSON and everything it does not take for text as base64. */
function isBase64Body(type: string | null): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(type ?? '') || !isTextMedia(type);
}

/** 4xx at the top level (a successful activation), 5xx under `error` (an application error); the container is kept. */
async function webActionResult(response: Response): Promise<Result> {
  const { headers, set_cookies, bytes } = await plain(response);
  const answer = {
    statusCode: response.status,
    headers: { ...headers, ...(set_cookies.length > 0 ? { 'set-cookie': set_cookies } : {}) },
    body: webActionBody(bytes, response.headers.get('content-type')),
  };
  return response.status >= 500 ? { error: answer } : answer;
}

/**
 * JSON goes as a value, because the controller decodes JSON text that looks like base64 (`true`, `1234`); but a null it
 * takes for no body and a string for text as it is, so these two go as the base64 it decodes. Source: OpenWhisk
 * WebActions.scala, resultAsHttp and interpretHttpResponse.
 */
function webActionBody(bytes: Buffer, type: string | null): unknown {
  if (bytes.length === 0) return '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type ?? ''))
    return bytes.toString(isTextMedia(type) ? 'utf8' : 'base64');
  const value: unknown = JSON.parse(bytes.toString());
  return value === null || typeof value === 'string' ? bytes.toString('base64') : value;
}

const httpApiEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: headerMap.default([]),
  cookies: z.array(z.string()).optional(),
  // serverless-offline hands over the JSON bodies 0 and false as values.
  body: z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]).nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.string().optional() }) }),
});

/** Source: AWS, "Working with AWS Lambda proxy integrations for HTTP APIs", payload format version 2.0. */
function fromHttpApi(event: unknown): Request {
  const { rawPath, rawQueryString, headers, cookies, body, isBase64Encoded, requestContext } =
    httpApiEvent.parse(event);
  const all = new Headers(headers);
  if (cookies !== undefined) all.set('cookie', cookies.join('; '));
  return toRequest({
    method: requestContext.http.method,
    path: rawPath,
    query: rawQueryString,
    headers: all,
    peer: requestContext.http.sourceIp,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  });
}

async function httpApiResult(response: Response): Promise<Result> {
  const { headers, set_cookies, bytes } = await plain(response);
  const text = isTextMedia(response.headers.get('content-type'));
  return {
    statusCode: response.status,
    headers,
    ...(set_cookies.length > 0 ? { cookies: set_cookies } : {}),
    body: bytes.toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text,
  };
}

interface Plain {
  headers: Record<string, string>;
  set_cookies: string[];
  bytes: Buffer;
}

async function plain(response: Response): Promise<Plain> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  return { headers, set_cookies: response.headers.getSetCookie(), bytes: Buffer.from(await response.arrayBuffer()) };
}
