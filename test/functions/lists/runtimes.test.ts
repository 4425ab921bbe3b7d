import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Site } from '../../../lib/flow/site.ts';
import { siteOf } from '../../../lib/http/runtime-site.ts';
import { start } from '../../support/record.ts';
import { openSites, type Sites, TOKENS, UNLIMITED } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { ask, fromCsv, fromNdjson, functionOf, listAt } from './ask.ts';

/** A result is JSON text of at most 1 MB. */
const RESULT_LIMIT_BYTES = 1_000_000;
const ARRIVED = 3_000;
const LIST = '/executed_obs_units';

let sites: Sites;
/** What is bound to the actions of a site, and the site they open. */
const bound: Record<string, Record<string, string>> = {};
const opened = new Set<Site>();
beforeAll(async () => {
  sites = await openSites(inject('servers'));
  // Characters that take six bytes each in JSON, in every tenth row, so that rows and bytes are not the same thing.
  await sites.sql(`insert into executed_obs_unit (id, obs_unit_id, start_time, status, comment, site_name, created_at, updated_at)
    select gen_random_uuid(), 1 + n % 8, at, 'running', repeat(case when n % 10 = 0 then e'\\x01' else '"' end, n % 1000), 'observatory', at, at
    from generate_series(1, ${ARRIVED}) as n, lateral (select '2026-01-01'::timestamptz + n * interval '1 minute' as at) as t`);
  await start(sites.observatory, 1, '2026-01-01T12:00:30Z');
  for (const at of AT) {
    const { SITE_NAME, SITE_TYPE, MAIN_DATABASE_URL, LOCAL_DATABASE_URL, DURABLE_REDIS_URL, VOLATILE_REDIS_URL } =
      sites[at].config;
    const settings = {
      SITE_NAME,
      SITE_TYPE,
      MAIN_DATABASE_URL,
      LOCAL_DATABASE_URL,
      DURABLE_REDIS_URL,
      VOLATILE_REDIS_URL,
    };
    bound[at] = { ...UNLIMITED, ...(JSON.parse(JSON.stringify(settings)) as Record<string, string>) };
  }
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await Promise.all([...opened].map((site) => site.close()));
  await sites.close();
});

interface Result {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** A GET on a runtime, and the bytes of its whole result. */
type Get = (query: string) => Promise<{ result: Result; bytes: number }>;

async function webAction(at: (typeof AT)[number]): Promise<Get> {
  const { main } = await functionOf(listAt(LIST));
  opened.add(siteOf({ ...bound[at], DEVELOPMENT: 'false' }));
  return async (query) => {
    const headers = { authorization: `Bearer ${TOKENS.service}` };
    const call = { __ow_method: 'get', __ow_path: LIST, __ow_query: query, __ow_headers: headers };
    const result = await main({ ...bound[at], ...call });
    return { result: result as unknown as Result, bytes: Buffer.byteLength(JSON.stringify(result)) };
  };
}

async function httpApi(at: (typeof AT)[number]): Promise<Get> {
  const { handler } = await functionOf(listAt(LIST));
  for (const [name, value] of Object.entries(bound[at] ?? {})) vi.stubEnv(name, value);
  opened.add(siteOf(process.env));
  return async (query) => {
    const headers = { authorization: `Bearer ${TOKENS.service}` };
    const event = { rawPath: LIST, rawQueryString: query, headers, requestContext: { http: { method: 'GET' } } };
    const result = await handler(event);
    return { result: result as unknown as Result, bytes: Buffer.byteLength(JSON.stringify(result)) };
  };
}

/** Every page of an export, from the first query to where no link leads on. */
async function followed(get: Get, query: string): Promise<string[]> {
  const texts: string[] = [];
  for (let next = query; next !== ''; ) {
    const { result, bytes } = await get(next);
    expect([result.statusCode, bytes < RESULT_LIMIT_BYTES]).toEqual([200, true]);
    texts.push(result.body);
    const link = result.headers.link;
    expect(result.headers['opsdb-complete']).toBe(String(link === undefined));
    next = /^<\?([^>]+)>; rel="next"$/.exec(link ?? '')?.[1] ?? '';
    expect(result.headers['opsdb-next-cursor']).toBe(new URLSearchParams(next).get('cursor') ?? undefined);
    expect(texts.length).toBeLessThan(20);
  }
  return texts;
}

const RUNTIMES = [
  ['OpenWhisk', webAction],
  ['an HTTP API', httpApi],
] as const;

describe.each(AT)('at %s', (at) => {
  describe.each(RUNTIMES)('on %s, which takes only whole results', (_, runtime) => {
    test('an export is pages that fit, each telling where the next begins, and together the list', async () => {
      const get = await runtime(at);
      const whole = await (await ask(sites[at], `${LIST}?format=ndjson&order=start_time`)).text();
      const texts = await followed(get, 'format=ndjson&order=start_time');
      expect(texts.join('')).toBe(whole);
      expect(texts.length).toBeGreaterThan(1);
      const pages = await followed(get, 'format=csv&order=start_time');
      const rows = await (await ask(sites[at], `${LIST}?format=csv&order=start_time`)).text();
      expect(pages.flatMap(fromCsv)).toEqual(fromCsv(rows));
      expect(fromNdjson(whole)).toHaveLength(at === 'main' ? ARRIVED : ARRIVED + 1);
    });

    test('a page is no longer than was asked for, and what fits whole is complete at once', async () => {
      const get = await runtime(at);
      const { result } = await get('format=csv&limit=5');
      expect(fromCsv(result.body)).toHaveLength(5);
      expect(result.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(await followed(get, 'format=csv&start_time_lt=2026-01-01T00:09:00Z')).toHaveLength(1);
    });

    test('a page in JSON that would be too long is a shorter one, and together they are the list', async () => {
      const get = await runtime(at);
      const ids: string[] = [];
      let pages = 0;
      for (let cursor: string | null = ''; cursor !== null; pages += 1) {
        const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { result, bytes } = await get(`order=start_time&limit=500${from}`);
        expect([result.statusCode, bytes < RESULT_LIMIT_BYTES]).toEqual([200, true]);
        const body = typeof result.body === 'string' ? JSON.parse(result.body) : result.body;
        expect(body.complete).toBe(body.next_cursor === null);
        ids.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.next_cursor;
      }
      const whole = fromNdjson(await (await ask(sites[at], `${LIST}?format=ndjson&order=start_time`)).text());
      expect(ids).toEqual(whole.map(({ id }) => id));
      expect(pages).toBeGreaterThan(Math.ceil(ids.length / 500));
    });

    test('JSON is as it always was', async () => {
      const { result } = await (await runtime(at))('limit=2&total=true');
      const body = typeof result.body === 'string' ? JSON.parse(result.body) : result.body;
      expect(body).toMatchObject({ total: at === 'main' ? ARRIVED : ARRIVED + 1, items: [{}, {}] });
    });
  });
});
