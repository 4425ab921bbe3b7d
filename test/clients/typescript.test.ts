import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { answered, each, openOpsDB, Problem, pages } from '../../infra/clients/typescript/client.ts';
import { startSiteServer } from '../support/site-server.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';

let sites: Sites;
let server: Awaited<ReturnType<typeof startSiteServer>>;
let proxy: FaultyProxy;

beforeAll(async () => {
  sites = await openSites(inject('servers'));
  server = await startSiteServer();
  server.serve(sites.observatory);
  proxy = await startFaultyProxy(server.url);
});
afterAll(async () => {
  for (const one of [proxy, server]) await one?.close();
  await sites?.close();
});

const open = (token: Parameters<typeof openOpsDB>[0]['token'] = TOKENS.service) => openOpsDB({ url: proxy.url, token });

describe('the types', () => {
  test('know every path, what it takes and what it answers', async () => {
    const api = open();
    const receipt = await answered(api.POST('/executed_obs_units/start', { body: { obs_unit_id: 1 } }));
    expect([receipt.id, receipt.status]).toEqual([expect.any(String), 'buffered']);
    // @ts-expect-error: there is no such path
    await expect(api.GET('/executed_obs_unit')).rejects.toMatchObject({ status: 404 });
    // @ts-expect-error: obs_unit_id is missing
    await expect(api.POST('/executed_obs_units/start', { body: {} })).rejects.toMatchObject({ status: 422 });
    const path = { id: String(receipt.id) };
    // @ts-expect-error: an execution does not end so
    const wrong = api.PUT('/executed_obs_units/{id}/finish', { params: { path }, body: { status: 'cancelled' } });
    await expect(wrong).rejects.toMatchObject({ code: 'request.invalid', errors: [{ field: 'status' }] });
    const record = await answered(api.GET('/executed_obs_units/by-id/{id}', { params: { path } }));
    // @ts-expect-error: a record has no such field
    expect(record.begun).toBe(undefined);
  });

  test('know the records of a list, and which paths are lists', async () => {
    const api = open();
    const names: string[] = [];
    for await (const { name } of each(api, '/obs_unit', { params: { query: { limit: 3 } } })) names.push(name);
    expect(names.length).toBeGreaterThan(3);
    let last: boolean | undefined;
    for await (const { complete } of pages(api, '/instruments/{id}/modules', { params: { path: { id: 1 } } }))
      last = complete;
    expect(last).toBe(true);
    // @ts-expect-error: the path has a parameter
    await expect(each(api, '/instruments/{id}/modules').next()).rejects.toThrow();
    // @ts-expect-error: this is no list
    await each(api, '/health')
      .next()
      .catch(() => {});
  });
});

test('a problem is thrown as one, and is an Error with a stack', async () => {
  const call = open().GET('/obs_unit/{id}', { params: { path: { id: 999_999 } } });
  const problem: unknown = await call.catch((error) => error);
  if (!(problem instanceof Problem)) throw new Error(`no problem: ${problem}`);
  expect(problem).toMatchObject({ status: 404, code: 'record.not_found', idempotency_key: undefined });
  expect(problem.message).toBe(`record.not_found: ${problem.detail}`);
  expect(problem.stack).toContain('Problem');
});

test('the token is asked for before every attempt: one that has ended in between is not sent again', async () => {
  const tokens = [TOKENS.viewer, TOKENS.service];
  proxy.passed.length = 0;
  proxy.meet('lost');
  await open(async () => tokens.shift()).GET('/site/info');
  expect(proxy.passed.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${TOKENS.viewer}`,
    `Bearer ${TOKENS.service}`,
  ]);
});

test('without a token what is public answers', async () => {
  const { data } = await openOpsDB({ url: `${proxy.url}/` }).GET('/health');
  expect(data).toMatchObject({ recording: true });
  expect(proxy.passed.at(-1)?.headers).not.toHaveProperty('authorization');
});

test('a token that is none is refused without showing it', async () => {
  const error: unknown = await open('ops_api_token_\nhidden')
    .GET('/site/info')
    .catch((thrown) => thrown);
  expect(String(error)).toBe('TypeError: the token is no token');
});

test('whoever called can stop it, while it is on its way and while it waits to go again', async () => {
  const stopped = new DOMException('enough', 'AbortError');
  for (const fault of ['answer_withheld', 'unavailable'] as const) {
    const stop = new AbortController();
    proxy.passed.length = 0;
    proxy.meet(fault, fault, fault);
    const call = open().GET('/site/info', { signal: stop.signal });
    const ended = expect(call).rejects.toBe(stopped);
    await expect.poll(() => proxy.passed.length).toBe(1);
    stop.abort(stopped);
    await ended;
  }
  proxy.meet();
});

test('what is not JSON is answered as it is when the call asks for that', async () => {
  proxy.meet('portal');
  const { data } = await open().GET('/site/info', { parseAs: 'text' });
  expect(data).toContain('Welcome');
});
