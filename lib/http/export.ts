import type { PageRead } from '../flow/list.ts';
import type { Reading } from '../flow/read.ts';
import { describeError } from '../kernel/log.ts';
import { positionOf, writeCursor } from '../model/cursor.ts';
import type { Format, Page } from '../model/filter.ts';
import type { Answer, Incoming } from './endpoint.ts';
import { EXPORTS, type Writing } from './formats.ts';
import { streamed } from './stream.ts';

/** Rows read at once for an export: mostly no more than fit into one answer of a runtime that does not stream. */
export const EXPORT_ROWS = 1_000;

/** A runtime that does not stream takes an answer as JSON text of at most 1 MB (OpenWhisk), with all that surrounds it. */
const ANSWER_BYTES = 700_000;

/** Headers that say how much of a list an export is. */
export const EXPORT_HEADERS = ['OpsDB-Complete', 'OpsDB-Next-Cursor', 'OpsDB-Total', 'Link'] as const;

/** What a list is answered to. */
export type ListRequest = Pick<Incoming<unknown, unknown, unknown>, 'site' | 'asked' | 'call' | 'from'>;

/**
 * The pages of a list, of which there is at least one, as text: all of them where the runtime streams and the caller set no limit;
 * else as much of the first as an answer holds, with where to go on. Problems of the first page only: what fails later
 * breaks the answer, and the log says why.
 */
export async function exported(
  { site, asked, call, from }: ListRequest,
  format: Exclude<Format, 'json'>,
  page: Page,
  pages: AsyncGenerator<PageRead, void>,
): Promise<Required<Pick<Answer, 'content' | 'headers'>> & { reading: Reading }> {
  const { value: first } = await pages.next();
  if (!first) throw new TypeError('a list has at least one page');
  const { list, reading } = first;
  const writing = EXPORTS[format];
  const { type } = writing;
  const total = list.total === undefined ? {} : { 'OpsDB-Total': String(list.total) };
  if (page.whole && asked.streams) {
    const bytes = streamed(texts(writing, page, first, pages), (error) =>
      site.log.error('answer.broken', { instance: from.request_id, endpoint: call.endpoint, ...describeError(error) }),
    );
    return { content: { type, bytes }, headers: { ...total, 'OpsDB-Complete': String(reading.complete) }, reading };
  }
  const lines = list.items.map((item) => writing.line(item, page.fields));
  const { count, next_cursor } = fitting(lines, page, first, asked.streams);
  const text = writing.head(page.fields) + lines.slice(0, count).join('');
  const complete = { 'OpsDB-Complete': String(next_cursor === null && reading.complete) };
  const next = next_cursor === null ? {} : nextPage(asked.url, format, next_cursor);
  return { content: { type, bytes: text }, headers: { ...total, ...complete, ...next }, reading };
}

async function* texts(
  { head, line }: Writing,
  { fields }: Page,
  first: PageRead,
  rest: AsyncGenerator<PageRead, void>,
): AsyncGenerator<string> {
  const written = ({ list }: PageRead) => list.items.map((item) => line(item, fields)).join('');
  yield head(fields) + written(first);
  for await (const page of rest) yield written(page);
}

/**
 * How much of a page an answer has room for, each item written as a text, and where the rest begins. At least one item: otherwise
 * it would never go on.
 */
export function fitting(texts: readonly string[], { order }: Page, { list, rows }: PageRead, streams: boolean) {
  let bytes = 0;
  for (const [index, text] of texts.entries()) {
    bytes += bytesInJson(text);
    const last = rows[index - 1];
    if (!streams && bytes > ANSWER_BYTES && last !== undefined)
      return { count: index, next_cursor: writeCursor(order, positionOf(order, last)) };
  }
  return { count: texts.length, next_cursor: list.next_cursor };
}

/** Runtimes that do not stream carry a text as JSON. */
const bytesInJson = (text: string) => Buffer.byteLength(JSON.stringify(text));

/** A link without a path leads to the same endpoint, whatever a gateway calls it. Sources: RFC 8288, RFC 3986 section 5.2. */
function nextPage(url: URL, format: Format, cursor: string): Record<string, string> {
  const query = new URLSearchParams(url.searchParams);
  query.set('format', format);
  query.set('cursor', cursor);
  return { 'OpsDB-Next-Cursor': cursor, Link: `<?${query}>; rel="next"` };
}
