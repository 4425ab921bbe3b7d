import * as z from 'zod';
import type { Site } from '../../../lib/flow/site.ts';
import type { Endpoint } from '../../../lib/http/endpoint.ts';
import { TOKENS } from '../../support/sites.ts';
import { type Deployed, endpoints } from '../endpoints.ts';

/** Every list of records of one kind, found by looking: it has pages, and says which records of one are pending. */
export const lists: readonly Deployed[] = endpoints.filter(({ declared: { answers } }) => {
  const { body } = answers[200] ?? {};
  return body instanceof z.ZodObject && 'next_cursor' in body.shape && 'pending' in body.shape;
});

/** Its path, with an id of the form it takes: that of the first record where ids are numbers. */
export function pathOf({ declared: { path, params } }: Deployed): string {
  const id = params?.safeParse({ id: '1' }).success ? '1' : '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
  return path.replace('{id}', id);
}

/** How a list is asked for other than by its path. */
export interface Asking {
  role?: keyof typeof TOKENS;
  headers?: Record<string, string>;
}

/** The answer to a GET, its body not yet read. */
export function ask(site: Site, path: string, { role = 'service', headers = {} }: Asking = {}): Promise<Response> {
  return listAt(path).fetch(requestOf(path, { role, headers }), site);
}

/** The list that answers a path. */
export function listAt(path: string): Deployed {
  const { pathname } = new URL(path, 'http://site');
  const found = lists.find(({ declared }) =>
    new RegExp(`^${declared.path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`).test(pathname),
  );
  if (found === undefined) throw new Error(`no list answers ${path}`);
  return found;
}

function requestOf(path: string, { role = 'service', headers = {} }: Asking): Request {
  return new Request(new URL(path, 'http://site'), {
    headers: { authorization: `Bearer ${TOKENS[role]}`, ...headers },
  });
}

/** The functions of the lists, on every runtime. */
export const functionOf = ({ file }: Deployed): Promise<Endpoint> =>
  import(new URL(`../../../functions/${file}`, import.meta.url).href);

/** The objects of an NDJSON text; each line ends in a line feed. */
export function fromNdjson(text: string): Record<string, unknown>[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  return lines.map((line) => JSON.parse(line));
}

/** The records of a CSV text with a header row, as RFC 4180 has it: null where there is nothing, a text where there is one. */
export function fromCsv(text: string): Record<string, string | null>[] {
  const rows: (string | null)[][] = [[]];
  const value = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (value.lastIndex < text.length) {
    const [, quoted, plain, end] = value.exec(text) ?? [];
    if (end === undefined) throw new Error(`no CSV at ${value.lastIndex}`);
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? (plain === '' ? null : (plain ?? null)));
    if (end === '\r\n') rows.push([]);
  }
  if (rows.pop()?.length !== 0) throw new Error('the last row does not end');
  const [head = [], ...records] = rows;
  return records.map((record) => {
    if (record.length !== head.length) throw new Error('a row is not as long as the header');
    return Object.fromEntries(head.map((name, index) => [String(name), record[index] ?? null]));
  });
}
