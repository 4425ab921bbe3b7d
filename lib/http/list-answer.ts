import * as z from 'zod';
import { type List, list, type PageRead, pagesFrom } from '../flow/list.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import type { Page } from '../model/filter.ts';
import { STATES } from '../model/transaction.ts';
import type { Answer, AnswerShape } from './endpoint.ts';
import { EXPORT_HEADERS, EXPORT_ROWS, exported, fitting, type ListRequest } from './export.ts';
import { acceptedFormat, EXPORT_TYPES } from './formats.ts';
import { READING_HEADERS, readingHeaders } from './reading.ts';

/** How a list of such items is described: a page in JSON, or an export of the list. */
export function listShape(item: z.ZodType): AnswerShape {
  const body = z.object({
    items: z.array(item).meta({ description: 'with fields= only the members it names' }),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'cursor of the next page; null when this page ends the list' }),
    complete: z
      .boolean()
      .meta({ description: 'this page ends the list and nothing that could belong to it was out of reach' }),
    pending: z
      .record(z.string(), z.enum(STATES))
      .meta({ description: 'records of this page with unreplicated changes' }),
    total: z.int().min(0).optional().meta({ description: 'with total=true: records on all pages together' }),
  });
  return { doc: 'One page, or an export.', body, also: EXPORT_TYPES, headers: [...READING_HEADERS, ...EXPORT_HEADERS] };
}

/** The page of a list a request asks for, in the format it asks for; `present` makes items of rows. Problems as for `read`. */
export async function listed(
  entity: AnyEntity,
  request: ListRequest,
  page: Page,
  present: Present = (rows) => rows,
): Promise<Answer> {
  const { site, asked } = request;
  const format = page.format ?? acceptedFormat(asked.accept);
  const vary = { vary: 'Accept, Authorization' };
  if (format === 'json') {
    const read = await list(site, entity, page);
    const body = fitted(page, read, await present(read.list.items), asked.streams);
    return { body, headers: { ...readingHeaders(read.reading), ...vary } };
  }
  const first = page.whole ? { ...page, limit: EXPORT_ROWS } : page;
  const pages = presented(pagesFrom(site, entity, first), present);
  const { content, headers, reading } = await exported(request, format, first, pages);
  return { content, headers: { ...readingHeaders(reading), ...headers, ...vary } };
}

/** A page in JSON, or as much of its beginning as the runtime takes: then it is a shorter page. */
function fitted(page: Page, read: PageRead, items: Row[], streams: boolean): List {
  if (streams) return { ...read.list, items };
  const texts = items.map((item) => JSON.stringify(item));
  const { count, next_cursor } = fitting(texts, page, read, false);
  if (count === items.length) return { ...read.list, items };
  const shown = new Set(read.rows.slice(0, count).map(({ id }) => String(id)));
  const pending = Object.fromEntries(Object.entries(read.list.pending).filter(([id]) => shown.has(id)));
  return { ...read.list, items: items.slice(0, count), next_cursor, complete: false, pending };
}

type Present = (rows: Row[]) => Row[] | Promise<Row[]>;

async function* presented(pages: AsyncGenerator<PageRead, void>, present: Present): AsyncGenerator<PageRead, void> {
  for await (const page of pages) yield { ...page, list: { ...page.list, items: await present(page.list.items) } };
}
