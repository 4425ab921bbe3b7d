import { readdirSync } from 'node:fs';
import type { Site } from '../../lib/flow/site.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import { TOKENS } from './sites.ts';

const root = new URL('../../functions/', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('scheduled'),
);
const functions: Endpoint[] = await Promise.all(files.map((file) => import(new URL(file, root).href)));

/** What a call answered. */
export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

/** How a call is made: a role's token (or a whole header value), a body, further headers. */
export interface CallOptions {
  role?: keyof typeof TOKENS;
  authorization?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the function that answers a path at a site, in process. */
export async function call(
  site: Site,
  method: string,
  path: string,
  { role = 'service', authorization, body, headers = {} }: CallOptions = {},
): Promise<Answered> {
  const url = new URL(path, 'http://site');
  const request = new Request(url, {
    method,
    headers: {
      authorization: authorization ?? `Bearer ${TOKENS[role]}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const found = functions.filter(({ declared }) => declared?.method === method && matches(declared.path, url.pathname));
  const [best] = found.sort((a, b) => parameters(a.declared.path) - parameters(b.declared.path));
  if (best === undefined) throw new Error(`no function answers ${method} ${path}`);
  const response = await best.fetch(request, site);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const matches = (template: string, path: string) =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`).test(path);
const parameters = (template: string) => template.split('{').length;
