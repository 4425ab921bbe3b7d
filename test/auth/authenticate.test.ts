import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { authenticate } from '../../lib/auth/authenticate.ts';
import { systemClock } from '../../lib/kernel/clock.ts';
import { openSites, type Sites } from '../support/sites.ts';

let now_ms = Date.now();
let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'), {}, { clock: { ...systemClock, now: () => now_ms } });
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => sites.close());

const AT = ['main', 'observatory'] as const;
const newToken = () => `ops_api_token_${randomBytes(24).toString('base64url')}`;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Tokens of the observer, in the database of both sites. */
async function issue(tokens: readonly string[], expires_at: string | null = null): Promise<void> {
  await sites.sql(
    `insert into api_token (user_id, name, token_hash, token_prefix, expires_at)
     select u.id, 'test', hash, 'ops_api_token_te', $2::timestamptz from "user" u, unnest($1::text[]) as hash
     where u.username = 'observer'`,
    [tokens.map(hashOf), expires_at],
  );
  await sites.replayed();
}

async function revoke(token: string): Promise<void> {
  await sites.sql('update api_token set is_active = false where token_hash = $1', [hashOf(token)]);
  await sites.replayed();
}

describe.each(AT)('a token at %s', (at) => {
  const caller = (token: string) => authenticate(sites[at], `Bearer ${token}`);
  const refusal = { code: 'auth.required' };

  test('is looked up once in 5 s, however often it is used', async () => {
    const token = newToken();
    await issue([token]);
    const first = await caller(token);
    const asked = vi.spyOn(sites[at].local, 'query');
    now_ms += 4_999;
    expect(await caller(token)).toEqual(first);
    expect(first).toMatchObject({ username: 'observer', scopes: null });
    expect(asked).not.toHaveBeenCalled();
    now_ms += 1;
    expect(await caller(token)).toEqual(first);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('is refused from 5 s after its revocation', async () => {
    const token = newToken();
    await issue([token]);
    await caller(token);
    await revoke(token);
    now_ms += 5_000;
    await expect(caller(token)).rejects.toMatchObject(refusal);
  });

  test('is refused from the moment it expires, remembered or not', async () => {
    const token = newToken();
    await issue([token], new Date(now_ms + 1_000).toISOString());
    await caller(token);
    now_ms += 999;
    await caller(token);
    now_ms += 1;
    await expect(caller(token)).rejects.toMatchObject(refusal);
  });

  test('is taken as soon as it is there, also when it was refused a moment ago', async () => {
    const token = newToken();
    await expect(caller(token)).rejects.toMatchObject(refusal);
    await issue([token]);
    expect(await caller(token)).toMatchObject({ username: 'observer' });
  });

  test('is asked for again when the clock is set back: nothing is believed for longer', async () => {
    const token = newToken();
    await issue([token]);
    await caller(token);
    await revoke(token);
    now_ms -= 1;
    await expect(caller(token)).rejects.toMatchObject(refusal);
  });

  test('is forgotten when a thousand others have been verified since', async () => {
    const [first = '', ...others] = Array.from({ length: 1_001 }, newToken);
    await issue([first, ...others]);
    await caller(first);
    for (const other of others.slice(1)) await caller(other);
    const asked = vi.spyOn(sites[at].local, 'query');
    await caller(first);
    expect(asked).not.toHaveBeenCalled();
    await caller(others[0] ?? '');
    await caller(first);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});

test('what one site remembers is no word for another', async () => {
  const token = newToken();
  await issue([token]);
  await authenticate(sites.main, `Bearer ${token}`);
  await revoke(token);
  await expect(authenticate(sites.observatory, `Bearer ${token}`)).rejects.toMatchObject({ code: 'auth.required' });
  expect(await authenticate(sites.main, `Bearer ${token}`)).toMatchObject({ username: 'observer' });
});

test('the cache for a replica that is away is written when a token is looked up, not when it is remembered', async () => {
  const token = newToken();
  await issue([token]);
  const caller = () => authenticate(sites.observatory, `Bearer ${token}`);
  const cached = async () => {
    const key = `ops:{${sites.observatory.config.SITE_NAME}}:token:${hashOf(token)}`;
    return (await sites.observatory.buffer?.volatile.getdel(key)) ?? null;
  };
  await caller();
  expect(await cached()).toContain('observer');
  await caller();
  expect(await cached()).toBeNull();
  now_ms += 5_000;
  await caller();
  expect(await cached()).toContain('observer');
});
