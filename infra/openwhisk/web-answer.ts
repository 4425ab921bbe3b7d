import * as z from 'zod';
import { isTextMedia } from '../../lib/http/media-types.ts';
import type { Activation } from './activations.ts';
import { looksEncoded } from './entities.ts';
import { Refusal } from './refusal.ts';
import { isJson } from './web-request.ts';

/** What goes back to the client of a web action. */
export interface WebAnswer {
  status: number;
  /** In order; a name may come twice. */
  headers: [string, string][];
  body: string | Buffer;
}

const header = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
const MEDIA = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;|$)/;
const NO_HTTP = () => new Refusal(400, "Response is not valid 'message/http'.");
const NO_MATCH = () => new Refusal(400, 'Response type in header did not match generated content type.');

const http = z.object({
  statusCode: z
    .union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.int().min(100).max(999))
    .optional(),
  headers: z.record(z.string(), z.union([header.transform((value) => [value]), z.array(header)])).default({}),
  body: z.unknown().optional(),
});

/**
 * The answer a run becomes, by the ending of the action's name in the URL. Our reading of WebActions.scala: of an application error
 * its `error` is the answer, of anything worse there is none. Throws a Refusal.
 */
export function webAnswer({ response }: Pick<Activation, 'response'>, ending: string): WebAnswer {
  if (response.status !== 'success' && response.status !== 'application error')
    throw new Refusal(400, 'There was an error processing your request.');
  const { result } = response;
  const answered = response.success ? result : z.object({ error: z.unknown() }).parse(result).error;
  return ending === '.json' ? asJson(answered) : ending === '.http' ? asHttp(answered) : asMedia(answered, ending);
}

function asJson(result: unknown): WebAnswer {
  if (typeof result !== 'object' || result === null)
    throw new Refusal(400, "Response is not valid 'application/json'.");
  return typed(200, 'application/json', [], JSON.stringify(result));
}

/** Endings that take one property of the result. */
const ENDINGS: Record<string, { property: string; type: string }> = {
  '.html': { property: 'html', type: 'text/html; charset=UTF-8' },
  '.svg': { property: 'svg', type: 'image/svg+xml' },
  '.text': { property: 'text', type: 'text/plain; charset=UTF-8' },
};

function asMedia(result: unknown, ending: string): WebAnswer {
  const { property = '', type = '' } = ENDINGS[ending] ?? {};
  const fields = z.record(z.string(), z.unknown()).safeParse(result);
  const value = fields.success ? (fields.data.body ?? fields.data[property]) : result;
  if (typeof value === 'string') return typed(200, type, [], value);
  if (ending !== '.text') throw new Refusal(400, `Response is not valid '${type.split(';', 1)[0]}'.`);
  if (value === undefined) throw new Refusal(404, 'Response does not include requested property.');
  return typed(200, type, [], JSON.stringify(value, null, 2));
}

function asHttp(result: unknown): WebAnswer {
  const read = http.safeParse(result);
  if (!read.success) throw NO_HTTP();
  const { statusCode, headers, body } = read.data;
  const all = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const own = all.filter(([name]) => name.toLowerCase() !== 'content-type');
  // An empty body has no type, whatever the headers say.
  if (body === undefined || body === null || body === '') return { status: statusCode ?? 204, headers: own, body: '' };
  const type = all.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (type !== undefined && !MEDIA.test(type)) throw new Refusal(400, 'Response did not specify a known content-type.');
  const media = (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (typeof body === 'string') return ofText(statusCode ?? 200, type ?? 'text/html', own, body);
  if (type !== undefined && !isJson(media)) throw NO_MATCH();
  return typed(statusCode ?? 200, type ?? 'application/json', own, JSON.stringify(body));
}

/** Text goes as it is; what is binary, or JSON and looks like it, is base64. */
function ofText(status: number, type: string, headers: [string, string][], text: string): WebAnswer {
  const is_text = isTextMedia(type);
  const media = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (is_text && !(isJson(media) && looksEncoded(text)))
    return typed(status, /charset/i.test(type) || isJson(media) ? type : `${type}; charset=UTF-8`, headers, text);
  if (!isBase64(text)) throw NO_MATCH();
  return typed(status, type, headers, Buffer.from(text, 'base64'));
}

/** As Java's decoder takes it, which accepts no line breaks and lets the padding go. */
const isBase64 = (text: string) =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(text) &&
  text.replace(/=+$/, '').length % 4 !== 1 &&
  (!text.endsWith('=') || text.length % 4 === 0);

const typed = (status: number, type: string, headers: [string, string][], body: string | Buffer): WebAnswer => ({
  status,
  headers: [...headers, ['content-type', type]],
  body,
});
