import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { authenticate } from '../../lib/auth/authenticate.ts';
import { renewChangeMark } from '../../lib/auth/change-mark.ts';
import { systemClock } from '../../lib/kernel/clock.ts';
import { openSites, type Sites } from '../support/sites.ts';

let now_ms = Date.now();
let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'), {}, { clock: { ...systemClock, now: () => now_ms } });
  // Main as the only one of its name: others that change something there would be asked after, too.
  sites.main.config.SITE_NAME = sites.observatory.config.SITE_NAME.replace('t_', 'm_');
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
}

describe.each(AT)('a token at %s', (at) => {
  const caller = (token: string) => authenticate(sites[at], `Bearer ${token}`);
  const refusal = { code: 'auth.required' };

  test('is asked after once in 5 s, however often it is used', async () => {
    const token = newToken();
    await issue([token]);
    const first = await caller(token);
    const asked = vi.spyOn(sites[at].local, 'pipeline');
    now_ms += 4_999;
    expect(await caller(token)).toEqual(first);
    expect(first).toMatchObject({ username: 'observer', scopes: null });
    expect(asked).not.toHaveBeenCalled();
    now_ms += 1;
    expect(await caller(token)).toEqual(first);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('is known with all others: who comes after somebody else was asked after costs no question', async () => {
    const [one = '', other = ''] = [newToken(), newToken()];
    await issue([one, other]);
    await caller(one);
    const asked = vi.spyOn(sites[at].local, 'pipeline');
    await caller(other);
    expect(asked).not.toHaveBeenCalled();
  });

  test('that nobody knows costs a question, and a flood of them one question at a time', async () => {
    const asked = vi.spyOn(sites[at].local, 'pipeline');
    const flood = await Promise.allSettled(Array.from({ length: 200 }, () => caller(newToken())));
    for (const { status } of flood) expect(status).toBe('rejected');
    expect(asked.mock.calls.length).toBeLessThanOrEqual(3);
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
});

test('what one site remembers is no word for another', async () => {
  const token = newToken();
  await issue([token]);
  await authenticate(sites.main, `Bearer ${token}`);
  await revoke(token);
  await expect(authenticate(sites.observatory, `Bearer ${token}`)).rejects.toMatchObject({ code: 'auth.required' });
  expect(await authenticate(sites.main, `Bearer ${token}`)).toMatchObject({ username: 'observer' });
});

test('a change made at this site acts at once, in every process of it', async () => {
  const token = newToken();
  await issue([token]);
  const caller = () => authenticate(sites.observatory, `Bearer ${token}`);
  await caller();
  await revoke(token);
  expect(await caller()).toMatchObject({ username: 'observer' });
  // As another process does after a change.
  await renewChangeMark({ ...sites.observatory });
  await expect(caller()).rejects.toMatchObject({ code: 'auth.required' });
});

test('the copy for a replica that is away is kept where recordings are, without what a caller could use', async () => {
  const token = newToken();
  await issue([token]);
  await authenticate(sites.observatory, `Bearer ${token}`);
  const copy = await sites.observatory.buffer?.durable.get(`ops:{${sites.observatory.config.SITE_NAME}}:callers`);
  expect(copy).toContain(hashOf(token));
  expect(copy).not.toContain(token);
});
