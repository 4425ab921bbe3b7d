import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Deployed, endpoints, samplePath } from '../functions/endpoints.ts';
import { AT, expectProblem, nothingRecorded } from '../functions/expect.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const guarded = endpoints.filter(({ declared }) => declared.permission !== 'public');
const admin = { authorization: `Bearer ${TOKENS.admin}` };

/** What an endpoint answers to a path as it stands, with nothing normalised that a runtime would hand over. */
async function ask(
  at: (typeof AT)[number],
  { declared, fetch }: Deployed,
  path: string,
  { method = declared.method as string, headers = {} as Record<string, string> } = {},
) {
  const response = await fetch(new Request(`http://site${path}`, { method, headers }), sites[at]);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

/** The same path spelt in ways that some servers take for it and others do not. */
function spellings(path: string): string[] {
  const [, first = '', ...rest] = path.split('/');
  const tail = rest.map((part) => `/${part}`).join('');
  return [
    `/${path}`,
    `//site${path}`,
    `/./${first}${tail}`,
    `/nowhere/..${path}`,
    `/nowhere/%2e%2e${path}`,
    `/nowhere/%2E%2E/.${path}`,
    `/health/..;${path}`,
    `/health;${path}`,
    `${path};x=1`,
    `${path};.json`,
    `${path}.json`,
    `${path}/.`,
    `${path}%2f`,
    `${path}%00`,
    `${path}%20`,
    `${path}%0d%0aSet-Cookie:x=1`,
    `${path}%3fx=1`,
    `${path}%23`,
    `${path}%`,
    `${path}%zz`,
    `${path}%c0%af`,
    `${path}\\`,
    `/%2f${first}${tail}`,
    `/%${first.charCodeAt(0).toString(16)}${first.slice(1)}${tail}`,
    `/${first.toUpperCase()}${tail}`,
    `/${[first, ...rest].join('%2f')}`,
    `/${[first, ...rest].join('\\')}`,
    `/${[first, ...rest].join('//')}`,
  ];
}

describe.each(AT)('paths at %s', (at) => {
  test('no spelling of a path gets past the token', async () => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of guarded)
        for (const path of spellings(samplePath(endpoint.declared))) {
          const { status, text } = await ask(at, endpoint, path);
          expect([endpoint.title, path, [401, 404].includes(status), text.includes('"items"')]).toEqual([
            endpoint.title,
            path,
            true,
            false,
          ]);
        }
    });
  });

  test('no spelling of a path breaks anything for who may call: a problem or the answer, never a 5xx', async () => {
    for (const endpoint of guarded.filter(({ declared }) => declared.method === 'GET'))
      for (const path of spellings(samplePath(endpoint.declared))) {
        const { status, headers } = await ask(at, endpoint, path, { headers: admin });
        expect([endpoint.title, path, status < 500]).toEqual([endpoint.title, path, true]);
        expect(headers.has('set-cookie')).toBe(false);
      }
  });

  test('a function answers its own path only: what stands before or behind it leads nowhere else', async () => {
    const [health] = endpoints.filter(({ title }) => title === 'GET /health');
    if (health === undefined) throw new Error('unreachable');
    for (const path of ['/health/../admin/users', '/health/%2e%2e/audit', '/admin/users', '/health/x', '/healthy', '/'])
      expect((await ask(at, health, path)).status, path).toBe(404);
    expect((await ask(at, health, '/audit/../health')).status).toBe(200);
  });

  test('a parameter is one piece of the path, decoded once, and only what it may be', async () => {
    const byId = endpoints.filter(({ declared }) => /^GET .*\{/.test(`${declared.method} ${declared.path}`));
    expect(byId.length).toBeGreaterThan(4);
    for (const endpoint of byId)
      for (const value of [
        '..%2f..%2fhealth',
        '%2e%2e',
        '%252e',
        '1%00',
        '1;x',
        '1%0a',
        '%F0%9F%94%AD',
        '1,2',
        '*',
        '-1',
      ]) {
        const { status } = await ask(at, endpoint, endpoint.declared.path.replace(/\{\w+\}/, value), {
          headers: admin,
        });
        expect([endpoint.title, value, [404, 422].includes(status)]).toEqual([endpoint.title, value, true]);
      }
  });
});

describe.each(AT)('methods at %s', (at) => {
  const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

  test.each(OVERRIDES)('%s overrides nothing', async (name) => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of guarded) {
        const path = samplePath(endpoint.declared);
        const told = { headers: { [name]: endpoint.declared.method === 'GET' ? 'DELETE' : 'GET' } };
        expect((await ask(at, endpoint, path, told)).status).toBe(401);
        const asGet = { method: 'GET', headers: { ...admin, [name]: endpoint.declared.method } };
        if (endpoint.declared.method !== 'GET') expect((await ask(at, endpoint, path, asGet)).status).toBe(404);
      }
    });
  });

  test('a method an endpoint does not have leads nowhere, with or without a token', async () => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of endpoints)
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'X'])
          for (const headers of [{}, admin] as Record<string, string>[]) {
            if (method === endpoint.declared.method) continue;
            const answer = await ask(at, endpoint, samplePath(endpoint.declared), { method, headers });
            expectProblem({ ...answer, body: JSON.parse(answer.text) }, 'route.not_found');
          }
    });
  });

  test('HEAD needs what GET needs and answers as much, without the body', async () => {
    for (const endpoint of guarded) {
      const path = samplePath(endpoint.declared);
      const is_get = endpoint.declared.method === 'GET';
      const bare = await ask(at, endpoint, path, { method: 'HEAD' });
      expect([endpoint.title, bare.status, bare.text]).toEqual([endpoint.title, is_get ? 401 : 404, '']);
      const known = await ask(at, endpoint, path, { method: 'HEAD', headers: admin });
      const got = await ask(at, endpoint, path, { method: 'GET', headers: admin });
      expect([known.status, known.text]).toEqual([got.status, '']);
    }
  });
});
