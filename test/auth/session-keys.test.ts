import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newSessionKeys } from '../../infra/session-keys.ts';
import type { Site } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { expectProblem } from '../functions/expect.ts';
import { openSites, type Sites } from '../support/sites.ts';
import { me, refresh, signIn } from './support-session.ts';
import { opened } from './support-sites.ts';
import { draftOf } from './support-token.ts';

let sites: Sites;
beforeAll(async () => {
  const { volatile_redis: VOLATILE_REDIS_URL } = inject('servers');
  sites = await openSites(inject('servers'), { VOLATILE_REDIS_URL });
});
afterAll(() => sites.close());

type Keys = NonNullable<Site['config']['SESSION_KEYS']>;
const keysOf = ({ config }: Site): Keys => config.SESSION_KEYS ?? { keys: [] };

describe('a change of keys', () => {
  test('lets tokens of the old key run out while its public half is kept, and refuses them when it is not', async () => {
    const { access_token } = await signIn(sites.main);
    const old = keysOf(sites.main).keys.find(({ kid }) => kid.startsWith('cologne.'));
    const { d: _, ...open } = old ?? expect.fail('there is no key');
    const made_at = new Date(Date.now() + 86_400_000);
    const fresh: Keys = JSON.parse(newSessionKeys(['cologne'], made_at).cologne ?? '');
    const kept = opened(sites.main, { SESSION_KEYS: { keys: [...fresh.keys, open] } });
    const dropped = opened(sites.main, { SESSION_KEYS: fresh });
    expect((await me(kept, access_token)).status).toBe(200);
    expectProblem(await me(dropped, access_token), 'auth.required');
    const after = await signIn(kept);
    expect(draftOf(after.access_token).header.kid).toBe(fresh.keys[0]?.kid);
    expect((await me(dropped, after.access_token)).status).toBe(200);
    // The other site is told later: until then it knows nothing of the new key.
    expectProblem(await me(sites.observatory, after.access_token), 'auth.required');
    await Promise.all([kept.close(), dropped.close()]);
  });

  test('ends no session: its next refresh is signed with the new key', async () => {
    const held = await signIn(sites.main);
    const fresh: Keys = JSON.parse(newSessionKeys(['cologne'], new Date()).cologne ?? '');
    const site = opened(sites.main, { SESSION_KEYS: fresh });
    const answer = await refresh(site, held.cookie);
    expect(answer.status).toBe(200);
    expect(draftOf(answer.body.access_token).header.kid).toBe(fresh.keys[0]?.kid);
    expect((await me(site, answer.body.access_token)).status).toBe(200);
    await site.close();
  });

  test('a site that holds the private key of another does not start, and does not tell the key', () => {
    const keys = newSessionKeys(['cologne', 'observatory'], new Date());
    const settings = (SESSION_KEYS: unknown) => ({ ...START, SESSION_KEYS });
    expect(parseConfig(settings(keys.cologne)).SESSION_KEYS?.keys).toHaveLength(2);
    const secrets = Object.values(keys).flatMap((text) => (JSON.parse(text) as Keys).keys.flatMap(({ d }) => d ?? []));
    expect(secrets).toHaveLength(2);
    const [first = ''] = secrets;
    for (const wrong of [
      keys.observatory,
      keys.cologne?.slice(0, -3),
      keys.cologne?.replaceAll('P-256', 'P-384'),
      keys.cologne?.replaceAll('"kid":"cologne.', `"kid":"${first}.`),
      `${first}`,
      JSON.stringify({ keys: [{ ...JSON.parse(keys.cologne ?? '').keys[0], kty: first }] }),
      JSON.stringify({ [first]: [] }),
    ]) {
      const told = refusal(() => parseConfig(settings(wrong)));
      expect(told).toContain('SESSION_KEYS');
      for (const secret of secrets) expect(told).not.toContain(secret.slice(0, 9));
    }
    expect(refusal(() => parseConfig(settings(keys.observatory)))).toContain('private key of another site');
  });
});

const START = {
  SITE_NAME: 'cologne',
  SITE_TYPE: 'main',
  MAIN_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  LOCAL_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
};

/** What an error says, all of it. */
function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? `${error.stack} ${String(error.cause)} ${JSON.stringify(error)}` : String(error);
  }
  return expect.fail('it was accepted');
}
