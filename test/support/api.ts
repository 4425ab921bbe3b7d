import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Site } from '../../lib/flow/site.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import { TOKENS } from './sites.ts';

const root = new URL('../../', import.meta.url);

interface Deployed {
  handler: string;
  events: { httpApi?: string }[];
}

/** Where each endpoint lives, by method and path. Functions are loaded when they are called: most tests call few of many. */
const files = Object.values(
  parse(readFileSync(new URL('infra/generated/functions.yml', root), 'utf8')) as Record<string, Deployed>,
).flatMap(({ handler, events }) =>
  events.flatMap(({ httpApi }) => {
    const [method, path] = httpApi?.split(' ') ?? [];
    return method === undefined || path === undefined
      ? []
      : [{ method, path, file: handler.replace(/handler$/, 'ts') }];
  }),
);

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
  const found = files.filter((one) => one.method === method && matches(one.path, url.pathname));
  const [best] = found.sort((a, b) => parameters(a.path) - parameters(b.path));
  if (best === undefined) throw new Error(`no function answers ${method} ${path} (npm run generate tells of new ones)`);
  const { fetch }: Endpoint = await import(new URL(best.file, root).href);
  const response = await fetch(request, site);
  return answered(response);
}

/** What a response says: JSON as a value, anything else as its text. */
export async function answered(response: Response): Promise<Answered> {
  const { status, headers } = response;
  const text = await response.text();
  const is_json = /json/.test(headers.get('content-type') ?? '');
  return { status, headers, body: text === '' ? undefined : is_json ? JSON.parse(text) : text };
}

const matches = (template: string, path: string) =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`).test(path);
const parameters = (template: string) => template.split('{').length;
