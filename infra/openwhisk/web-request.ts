import type { IncomingMessage } from 'node:http';
import { isTextMedia } from '../../lib/http/media-types.ts';
import { type KeyValues, valueNamed } from './entities.ts';
import { malformed, Refusal } from './refusal.ts';

/** A request to a web action, as it was sent. */
export interface WebRequest {
  method: string;
  /** What follows the action's name, still percent-encoded. */
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Buffer;
}

const RESERVED = ['__ow_method', '__ow_headers', '__ow_path', '__ow_user', '__ow_query', '__ow_body'];
/** Pekko has these of its own and hands on none of them. */
const NOT_HANDED_ON = new Set(['content-length', 'transfer-encoding', 'connection', 'expect']);

/** The headers of a request, one value for each name in small letters: of those sent twice the last one stays. */
export function headersOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, body: Buffer): Record<string, string> {
  const pairs = Array.from({ length: rawHeaders.length / 2 }, (_, at): [string, string] => [
    (rawHeaders[2 * at] ?? '').toLowerCase(),
    rawHeaders[2 * at + 1] ?? '',
  ]);
  const headers = Object.fromEntries(pairs.filter(([name]) => !NOT_HANDED_ON.has(name)));
  // A body that does not say what it is, is bytes.
  return body.length > 0 && headers['content-type'] === undefined
    ? { ...headers, 'content-type': 'application/octet-stream' }
    : headers;
}

/**
 * The parameters a request gives an action. Our reading of WebActions.scala. Throws a Refusal 400 for one that overrides what may
 * not be, or whose body is not what it says.
 */
export function webParameters(
  request: WebRequest,
  annotations: KeyValues,
  bound: KeyValues,
  user: string | undefined,
): Record<string, unknown> {
  const context = {
    __ow_method: request.method.toLowerCase(),
    __ow_headers: request.headers,
    __ow_path: request.path,
    ...(user === undefined ? {} : { __ow_user: user }),
  };
  const type = request.headers['content-type'] ?? null;
  if (valueNamed(annotations, 'raw-http') === true)
    return { ...context, __ow_query: request.query, __ow_body: opaque(request.body, type) };
  const query = Object.fromEntries(new URLSearchParams(request.query));
  const body = merging(request.body, type);
  const final = valueNamed(annotations, 'final') === true ? bound.map(({ key }) => key) : [];
  if ([...RESERVED, ...final].some((name) => name in query || name in body))
    throw new Refusal(400, 'Request defines parameters that are not allowed (e.g., reserved properties).');
  return { ...context, ...query, ...body, ...(body === NOT_MERGED ? { __ow_body: opaque(request.body, type) } : {}) };
}

/** JSON is base64 for the sake of old clients, and so is everything binary. */
function opaque(body: Buffer, type: string | null): string {
  return body.toString(isTextMedia(type) && !/^application\/json\s*(;|$)/i.test(type ?? '') ? 'utf8' : 'base64');
}

/** Stands for a body that is not merged with the query. */
const NOT_MERGED: Record<string, unknown> = {};

function merging(body: Buffer, type: string | null): Record<string, unknown> {
  if (body.length === 0) return {};
  const media = type?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (media === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body.toString()));
  if (!isJson(media)) return NOT_MERGED;
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    throw malformed(String(error));
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : { __ow_body: value };
}

/** Whether a media type is JSON's or says that it is built on it. */
export const isJson = (media: string) => media === 'application/json' || media.endsWith('+json');
