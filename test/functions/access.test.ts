import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../lib/kernel/clock.ts';
import { PERMISSIONS } from '../../lib/model/permission.ts';
import { type Answered, call } from '../support/api.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { type Deployed, endpoints, samplePath } from './endpoints.ts';
import { AT, expectProblem, nothingRecorded } from './expect.ts';

let ahead_ms = 0;
let sites: Sites;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => Date.now() + ahead_ms };
  sites = await openSites(inject('servers'), {}, { clock });
});
afterAll(() => sites.close());

const guarded = endpoints.filter(({ declared }) => declared.permission !== 'public');
const open = endpoints.filter(({ declared }) => declared.permission === 'public');

/** A new token, in the database of both sites. */
async function issue(
  username: string,
  { scopes, active = true, expires }: { scopes?: string[]; active?: boolean; expires?: string } = {},
) {
  const token = `ops_api_token_${randomBytes(24).toString('base64url')}`;
  await sites.sql(
    `insert into api_token (user_id, name, token_hash, token_prefix, scopes, is_active, expires_at)
     select id, 'test', $2, 'ops_api_token_te', $3::jsonb, $4, $5::timestamptz from "user" where username = $1`,
    [username, createHash('sha256').update(token).digest('hex'), scopes && JSON.stringify(scopes), active, expires],
  );
  return `Bearer ${token}`;
}

/** A well-formed call of an endpoint, with this Authorization header or none. */
async function ask(at: (typeof AT)[number], { declared, fetch }: Deployed, authorization?: string): Promise<Answered> {
  const response = await fetch(
    new Request(new URL(samplePath(declared), 'http://site'), {
      method: declared.method,
      headers: authorization === undefined ? {} : { authorization },
      ...(declared.body === undefined ? {} : { body: '{"obs_unit_id": 0}' }),
    }),
    sites[at],
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe.each(AT)('401 at %s', (at) => {
  async function refusedEverywhere(authorization?: string): Promise<void> {
    const words = new Set<string>();
    await nothingRecorded(sites, async () => {
      for (const endpoint of guarded) {
        const answer = await ask(at, endpoint, authorization);
        expectProblem(answer, 'auth.required');
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        words.add(answer.body.detail);
      }
    });
    // Whoever guesses learns nothing of why.
    expect([...words]).toEqual(['There is no token, or it is unknown, expired or revoked.']);
  }

  test('no endpoint but the public ones answers without a token', () => refusedEverywhere());

  test.each(['', 'Bearer', 'Bearer  ', 'Basic dXNlcjpwYXNz', 'Bearer ops_api_token_short', TOKENS.admin])(
    'a malformed header is refused: %j',
    (header) => refusedEverywhere(header),
  );

  test.each([
    `Bearer ${TOKENS.admin} `.repeat(2),
    `Bearer ops_api_token_${"' or '1'='1".padEnd(30, '-')}`,
    `Token ${TOKENS.admin}`,
  ])('a header that only resembles a token is refused: %j', (header) => refusedEverywhere(header));

  test('an unknown token is refused', () => refusedEverywhere(`Bearer ops_api_token_${'x'.repeat(43)}`));

  test('an expired token is refused', async () => {
    const token = await issue('admin', { expires: '2026-01-01T00:00:00Z' });
    await sites.replayed();
    await refusedEverywhere(token);
  });

  test('a token is refused 5 s after its revocation has arrived', async () => {
    const token = await issue('admin');
    await sites.replayed();
    for (const endpoint of guarded) expect((await ask(at, endpoint, token)).status).not.toBe(401);
    await sites.sql('update api_token set is_active = false where token_hash = $1', [
      createHash('sha256').update(token.slice('Bearer '.length)).digest('hex'),
    ]);
    await sites.replayed();
    ahead_ms += 5_000;
    await refusedEverywhere(token);
  });

  test('the token of an inactive user is refused', async () => {
    await sites.sql(`insert into "user" (username, is_active) values ($1, false)`, [`gone at ${at}`]);
    const token = await issue(`gone at ${at}`);
    await sites.replayed();
    await refusedEverywhere(token);
  });
});

describe.each(AT)('403 at %s', (at) => {
  test('a viewer may read everything and record nothing', async () => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of guarded) {
        const answer = await ask(at, endpoint, `Bearer ${TOKENS.viewer}`);
        if (endpoint.declared.permission.startsWith('read:')) expect(answer.status).not.toBe(403);
        else expectProblem(answer, 'auth.forbidden');
      }
    });
  });

  test('a user without a role may nothing', async () => {
    await sites.sql('insert into "user" (username) values ($1)', [`nobody at ${at}`]);
    const token = await issue(`nobody at ${at}`);
    await sites.replayed();
    for (const endpoint of guarded) expectProblem(await ask(at, endpoint, token), 'auth.forbidden');
  });

  test.each(PERMISSIONS)("the scope %s narrows an administrator's token to exactly that", async (permission) => {
    const token = await issue('admin', { scopes: [permission] });
    await sites.replayed();
    for (const endpoint of guarded) {
      const answer = await ask(at, endpoint, token);
      if (endpoint.declared.permission === permission) expect([401, 403]).not.toContain(answer.status);
      else {
        expectProblem(answer, 'auth.forbidden');
        expect(answer.body).toMatchObject({ permission: endpoint.declared.permission });
        expect(answer.body.detail).toContain(endpoint.declared.permission);
      }
    }
  });

  test('scopes never widen what the roles of the user allow', async () => {
    const token = await issue('viewer', { scopes: ['*:*'] });
    await sites.replayed();
    const start = { authorization: token, body: { obs_unit_id: 1 } };
    expectProblem(await call(sites[at], 'POST', '/executed_obs_units/start', start), 'auth.forbidden');
  });

  test('a token without scopes on it, an empty list, allows nothing', async () => {
    const token = await issue('admin', { scopes: [] });
    await sites.replayed();
    for (const endpoint of guarded) expectProblem(await ask(at, endpoint, token), 'auth.forbidden');
  });
});

test.each(AT)('what a caller may do is decided before what is sent is looked at, at %s', async (at) => {
  const nonsense = { role: 'viewer' as const, body: '{' };
  expectProblem(await call(sites[at], 'POST', '/executed_obs_units/start?x=1', nonsense), 'auth.forbidden');
});

describe.each(AT)('200 at %s', (at) => {
  test.each(open)('$title is public', async (endpoint) => {
    expect((await ask(at, endpoint)).status).toBe(200);
    expect((await ask(at, endpoint, 'Bearer nonsense')).status).toBe(200);
  });

  test('the scheme of the header is read in any case', async () => {
    const info = (authorization: string) => call(sites[at], 'GET', '/site/info', { authorization });
    expect((await info(`bearer  ${TOKENS.viewer}`)).status).toBe(200);
  });

  test('a token is good until the moment it expires', async () => {
    const token = await issue('viewer', { expires: '2999-01-01T00:00:00Z' });
    await sites.replayed();
    expect((await call(sites[at], 'GET', '/site/info', { authorization: token })).status).toBe(200);
  });
});

describe.each(AT)('every path at %s', (at) => {
  test.each(endpoints)('$title answers with and without its trailing slash', async ({ declared, fetch }) => {
    const ask = async (path: string) => {
      const request = { method: declared.method, headers: { authorization: `Bearer ${TOKENS.admin}` } };
      return (await fetch(new Request(new URL(path, 'http://site'), request), sites[at])).status;
    };
    const path = samplePath(declared);
    expect(await ask(`${path}/`)).toBe(await ask(path));
  });

  test.each(endpoints)('$title says which request it answered', async ({ declared, fetch }) => {
    const headers = { 'x-request-id': 'night-17', authorization: `Bearer ${TOKENS.admin}` };
    const request = new Request(new URL(samplePath(declared), 'http://site'), { method: declared.method, headers });
    expect((await fetch(request, sites[at])).headers.get('x-request-id')).toBe('night-17');
  });

  test.each(endpoints)('$title answers a path that is not its own with a problem', async ({ declared, fetch }) => {
    const response = await fetch(new Request('http://site/nowhere', { method: declared.method }), sites[at]);
    const answer = { status: response.status, headers: response.headers, body: await response.json() };
    expectProblem(answer, 'route.not_found');
  });
});
