import crypto, { createHash } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { utcText } from '../../lib/kernel/clock.ts';
import { strangerToken } from '../functions/access/callers.ts';
import { bearer, newUser, openPlaces, PLACES, type Places, sha256 } from '../functions/access/places.ts';
import { expectProblem, nothingRecorded } from '../functions/expect.ts';
import { type Answered, call } from '../support/api.ts';

/** Counts the comparisons until the test ends, wherever they are made. */
const comparisons = () => {
  const compared = vi.spyOn(crypto, 'timingSafeEqual');
  syncBuiltinESMExports();
  return compared.mock;
};

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'), {
    GITHUB_CLIENT_ID: 'nobody',
    GITHUB_CLIENT_SECRET: 'nothing',
    GITHUB_ORG_NAME: 'nowhere',
    GITHUB_BASE_URL: 'http://127.0.0.1:9',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    PUBLIC_URL: 'http://127.0.0.1:9',
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});
afterAll(() => places.close());

/** What an answer says, but for what tells requests apart. */
function said({ status, body, headers }: Answered): string {
  const { instance: _, ...rest } = body;
  const names = [...headers].filter(([name]) => name !== 'x-request-id');
  return JSON.stringify([status, rest, names]);
}

/** A code as it would be stored, beside what its owner would type. */
async function newCode(
  { sql, replayed }: Places,
  of: { user_id: number; site: string; used?: boolean; expires_at?: string },
): Promise<string> {
  const code = createHash('sha256').update(strangerToken()).digest('hex').slice(0, 16).toUpperCase();
  const { user_id, site, used = false, expires_at = '2999-01-01T00:00:00Z' } = of;
  await sql(
    `insert into sign_in_code (id, user_id, site, code_hash, made_by, created_at, expires_at, used_at)
     values (gen_random_uuid(), $1, $2, $3, 'test', now(), $4, case when $5 then now() end)`,
    [user_id, site, sha256(`sign-in code ${code}`), expires_at, used],
  );
  await replayed();
  return code;
}

describe.each(PLACES)('at %s', (place) => {
  const redeem = (username: string, code: string) =>
    call(places.at[place], 'POST', '/auth/code', { body: { username, code } });

  test('a wrong code is refused in the same words whatever is wrong: nobody learns who there is', async () => {
    const { config, clock } = places.at[place];
    const here = config.SITE_NAME;
    const [person, other, gone, service] = [
      await newUser(places, 'admin'),
      await newUser(places, 'viewer'),
      await newUser(places, 'viewer', { is_active: false }),
      await newUser(places, 'service', { is_service: true }),
    ];
    const past = utcText(new Date(clock.now() - 1_000).toISOString()) ?? '';
    const elsewhere = place === 'main' ? places.observatory.config.SITE_NAME : 'cologne';
    const attempts: Record<string, [string, string]> = {
      'nobody of that name': ['nobody-17', '0000-0000-0000-0000'],
      'a person, any code': [person.username, '0000-0000-0000-0000'],
      'a service, any code': [service.username, '0000-0000-0000-0000'],
      "an inactive person's own code": [gone.username, await newCode(places, { user_id: gone.id, site: here })],
      "another person's code": [other.username, await newCode(places, { user_id: person.id, site: here })],
      "nobody's name, a good code": ['nobody-17', await newCode(places, { user_id: person.id, site: here })],
      'a used code': [person.username, await newCode(places, { user_id: person.id, site: here, used: true })],
      'an expired code': [person.username, await newCode(places, { user_id: person.id, site: here, expires_at: past })],
      'a code of the other site': [person.username, await newCode(places, { user_id: person.id, site: elsewhere })],
    };
    const words = new Map<string, string>();
    await nothingRecorded(places, async () => {
      for (const [name, [username, code]] of Object.entries(attempts)) {
        const answer = await redeem(username, code);
        expectProblem(answer, 'auth.wrong');
        expect(answer.headers.getSetCookie()).toEqual([]);
        words.set(name, said(answer));
      }
    });
    expect(new Set(words.values()).size, [...words].join('\n')).toBe(1);
    // Not because nothing would do: the right one does.
    expect((await redeem(person.username, await newCode(places, { user_id: person.id, site: here }))).status).toBe(200);
  });

  test('a guess is worth nothing for being near: tokens that begin like a real one are as unknown as any', async () => {
    const { token } = await newUser(places, 'admin');
    const site = places.at[place];
    const ask = async (sent: string) => said(await call(site, 'GET', '/site/info', bearer(sent)));
    const unknown = await ask(strangerToken());
    for (const length of [22, 30, 45, token.length - 1]) {
      expect(await ask(token.slice(0, length).padEnd(token.length, 'x'))).toBe(unknown);
      expect(await ask(token.slice(0, length))).toBe(unknown);
    }
    for (const near of [`${token}x`, `${token} `.padEnd(60, 'x'), token.toUpperCase(), token.replace('api', 'API')])
      expect(await ask(near)).toBe(unknown);
    expect((await call(site, 'GET', '/site/info', bearer(token))).status).toBe(200);
  });

  test('a token is looked up by the whole of its SHA-256: one whose hash begins like a stored one is unknown', async () => {
    const { token, token_id } = await newUser(places, 'admin');
    const guess = strangerToken();
    const hash = sha256(guess);
    const nearly = hash.slice(0, 63) + (hash.endsWith('0') ? '1' : '0');
    await places.sql('update api_token set token_hash = $2 where id = $1', [token_id, nearly]);
    const site = places.at[place];
    const unknown = said(await call(site, 'GET', '/site/info', bearer(strangerToken())));
    for (const sent of [guess, nearly, hash, `ops_api_token_${nearly}`, `ops_api_token_${hash}`])
      expect(said(await call(site, 'GET', '/site/info', bearer(sent)))).toBe(unknown);
    expect(said(await call(site, 'GET', '/site/info', bearer(token)))).toBe(unknown);
  });

  test('the seal of a sign-in and its state are compared in a time that does not depend on where they differ', async () => {
    const site = places.at[place];
    const begun = await call(site, 'GET', '/github/login');
    const [pair = ''] = begun.headers.getSetCookie()[0]?.split(';') ?? [];
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const back = (cookie: string, sent: string) =>
      call(site, 'GET', `/github/callback?code=x&state=${sent}`, { headers: { cookie } });
    const nearly = (text: string) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A');

    const compared = comparisons();
    expectProblem(await back(nearly(pair), state), 'auth.wrong');
    expect(compared.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual([[43, 43]]);
    expectProblem(await back(pair, nearly(state)), 'auth.wrong');
    expect(compared.calls).toHaveLength(3);
    // With both it goes on, to a GitHub that is not there.
    expectProblem(await back(pair, state), 'github.unavailable');
  });

  test('404: who asks for what is not his learns no more than of what is not there', async () => {
    const [mine, theirs] = [await newUser(places, 'observer'), await newUser(places, 'observer')];
    const site = places.at[place];
    const nowhere = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
    const words = async (id: string, method: string, tail: string) => {
      const answer = await call(site, method, `/api/tokens/${id}${tail}`, bearer(mine.token));
      expectProblem(answer, 'record.not_found');
      return said(answer).replaceAll(id, '<id>');
    };
    for (const [method, tail] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/rotate'],
    ] as const)
      expect(await words(theirs.token_id, method, tail)).toBe(await words(nowhere, method, tail));
    expect((await call(site, 'GET', '/site/info', bearer(theirs.token))).status).toBe(200);
  });
});
