import type { ParamsOption } from 'openapi-fetch';
import type { OpsDB } from './client.ts';
import type { paths } from './schema.d.ts';

type Get<Path extends keyof paths> = paths[Path] extends { get: infer Operation } ? Operation : never;
type Answered<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;

/** The paths that answer page by page. */
export type ListPath = {
  [Path in keyof paths]: Answered<Get<Path>> extends infer Body
    ? [Body] extends [never]
      ? never
      : Body extends { items: unknown[]; next_cursor: string | null }
        ? Path
        : never
    : never;
}[keyof paths];

/** One page of a list, and one record of it. */
export type Page<Path extends ListPath> = Answered<Get<Path>>;
export type Row<Path extends ListPath> = Page<Path> extends { items: (infer One)[] } ? One : never;

type Asked<Path extends ListPath> = ParamsOption<Get<Path>> & { signal?: AbortSignal };
type Request<Path extends ListPath> =
  Record<never, never> extends Asked<Path> ? [init?: Asked<Path>] : [init: Asked<Path>];

/** Every page of a list. The last one tells whether the list is complete, each one which of its records are pending. */
export async function* pages<Path extends ListPath>(
  api: OpsDB,
  path: Path,
  ...[init]: Request<Path>
): AsyncGenerator<Page<Path>, void> {
  const get = api.GET as unknown as (path: Path, init: object) => Promise<{ data: Awaited<Page<Path>> }>;
  let cursor: string | null | undefined;
  do {
    const query = { ...init?.params?.query, ...(cursor === undefined ? {} : { cursor }) };
    const { data } = await get(path, { ...init, params: { ...init?.params, query } });
    yield data;
    cursor = (data as { next_cursor: string | null }).next_cursor;
  } while (cursor !== null);
}

/** Every record of a list, page after page. */
export async function* each<Path extends ListPath>(
  api: OpsDB,
  path: Path,
  ...request: Request<Path>
): AsyncGenerator<Row<Path>, void> {
  for await (const page of pages(api, path, ...request)) yield* (page as { items: Row<Path>[] }).items;
}
