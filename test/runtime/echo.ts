import { beforeEach, vi } from 'vitest';
import { type Runtimes, runtimes } from '../../lib/http/adapters.ts';

/** Failures are logged, as they should be; in the tests of a file that says so they are wanted. */
export function expectFailures(): void {
  beforeEach(() => {
    const silenced = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    return () => silenced.mockRestore();
  });
}

/** Settings of a main site whose database nobody serves: opening it connects to nothing. */
export const SETTINGS = {
  SITE_NAME: 'test',
  SITE_TYPE: 'main',
  MAIN_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  LOCAL_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
};

/** What an application got, as it tells it. */
export interface Heard {
  method: string;
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  /** In hexadecimal digits, so that no byte hides. */
  body: string;
}

/** An application on all runtimes that tells what it got. */
export const echo: Runtimes = runtimes(async (request) => {
  const { pathname, searchParams } = new URL(request.url);
  const heard: Heard = {
    method: request.method,
    path: pathname,
    query: [...searchParams],
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(await request.arrayBuffer()).toString('hex'),
  };
  return Response.json(heard);
});

/** An application on all runtimes that gives one answer. */
export function answering(body: string | Buffer | null, init: ResponseInit = {}): Runtimes {
  return runtimes(() => new Response(body, init));
}

export const hex = (text: string) => Buffer.from(text).toString('hex');
