import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Site } from '../../lib/flow/site.ts';
import { systemClock } from '../../lib/kernel/clock.ts';
import { AT, expectProblem, replicate } from '../functions/expect.ts';
import { type Held, heldAfter, logout, me, refresh, setCookies, signIn } from './support-session.ts';
import { type LinkedSites, opened, openLinkedSites } from './support-sites.ts';

let now_ms = Date.now();
let sites: LinkedSites;
beforeAll(async () => {
  sites = await openLinkedSites({}, { clock: { ...systemClock, now: () => now_ms } });
});
afterAll(() => sites.close());

const refreshed = async (site: Site, { cookie }: Held) => heldAfter(site, await refresh(site, cookie));

/** What the database says of a session's end, once everything has arrived. */
async function endOf({ session_id }: Held) {
  await replicate(sites);
  const [session] = await sites.sql('select ended_because from user_session where id = $1', [session_id]);
  const events = await sites.sql(
    `select username, site, details from audit_event where act = 'session.end' and subject = $1`,
    [`user_session:${session_id}`],
  );
  return { because: session?.ended_because, events };
}

describe.each(AT)('a refresh token at %s', (at) => {
  test('that is shown again within 10 s has the same successor: an answer can be lost', async () => {
    const first = await signIn(sites[at]);
    const next = await refreshed(sites[at], first);
    now_ms += 10_000;
    const again = await refreshed(sites[at], first);
    expect(again.cookie).toBe(next.cookie);
    for (const { access_token } of [first, next, again]) expect((await me(sites[at], access_token)).status).toBe(200);
    await refreshed(sites[at], again);
  });

  test('that two tabs or two processes show at once has one successor, and both go on', async () => {
    const first = await signIn(sites[at]);
    const other = opened(sites[at]);
    const answers = await Promise.all([sites[at], other, sites[at], other].map((site) => refreshed(site, first)));
    expect(new Set(answers.map(({ cookie }) => cookie)).size).toBe(1);
    for (const { access_token } of answers) expect((await me(sites[at], access_token)).status).toBe(200);
    await other.close();
  });

  const misuses: [string, (first: Held) => Promise<unknown>][] = [
    [
      'again after 10 s',
      async (first) => {
        await refreshed(sites[at], first);
        now_ms += 10_001;
      },
    ],
    ['after its successor was shown', async (first) => refreshed(sites[at], await refreshed(sites[at], first))],
  ];
  test.each(misuses)('that is shown %s ends the session at once, in every process of the site', async (_, misuse) => {
    const first = await signIn(sites[at]);
    const bystander = await signIn(sites[at]);
    const held = await refreshed(sites[at], first);
    const other = opened(sites[at]);
    expect((await me(other, held.access_token)).status).toBe(200);
    await misuse(held);
    const denied = await refresh(sites[at], held.cookie);
    expectProblem(denied, 'auth.required');
    expect(setCookies(denied)).toEqual([]);
    for (const { access_token } of [first, held])
      for (const site of [sites[at], other]) expectProblem(await me(site, access_token), 'auth.required');
    await other.close();
    const details = { because: 'a refresh token was used twice' };
    const events = [{ username: 'observer', site: sites[at].config.SITE_NAME, details }];
    expect(await endOf(held)).toEqual({ because: details.because, events });
    await refreshed(sites[at], bystander);
  });

  test('of a thief is worthless from the moment its owner goes on, and the other way round', async () => {
    const owner = await signIn(sites[at]);
    const thief = await refreshed(sites[at], await refreshed(sites[at], owner));
    expectProblem(await refresh(sites[at], owner.cookie), 'auth.required');
    expectProblem(await refresh(sites[at], thief.cookie), 'auth.required');
    expectProblem(await me(sites[at], thief.access_token), 'auth.required');
  });

  test('that is shown to sign out when it was used long ago ends the session, too', async () => {
    const first = await signIn(sites[at]);
    const next = await refreshed(sites[at], await refreshed(sites[at], first));
    expect((await logout(sites[at], first.cookie)).status).toBe(200);
    expectProblem(await me(sites[at], next.access_token), 'auth.required');
    expect((await endOf(first)).because).toBe('a refresh token was used twice');
  });

  test('is worthless where the session has ended by whatever way', async () => {
    const held = await signIn(sites[at]);
    await replicate(sites);
    await sites.sql('update user_session set ended_at = now() where id = $1', [held.session_id]);
    now_ms += 5_000;
    expectProblem(await refresh(sites[at], held.cookie), 'auth.required');
    expectProblem(await me(sites[at], held.access_token), 'auth.required');
  });

  test('of somebody made inactive is worthless, and so are the access tokens', async () => {
    const username = `leaving ${at}`;
    await sites.sql(`insert into "user" (username) values ($1)`, [username]);
    const held = await signIn(sites[at], username);
    await sites.sql(`update "user" set is_active = false where username = $1`, [username]);
    now_ms += 5_000;
    expectProblem(await refresh(sites[at], held.cookie), 'auth.required');
    expectProblem(await me(sites[at], held.access_token), 'auth.required');
  });
});

describe.each(AT)('a session at %s', (at) => {
  const SESSION = { SESSION_ACCESS_S: 30, SESSION_IDLE_S: 60, SESSION_MAX_S: 150 };
  let site: Site;
  beforeAll(() => {
    site = opened(sites[at], SESSION);
  });
  afterAll(() => site.close());

  /** What Redis says of how long the session lasts unless it is refreshed [ms]. */
  const left_ms = async ({ session_id }: Held) => {
    const redis = site.buffer?.durable ?? site.volatile;
    return (await redis?.pttl(`ops:{${site.config.SITE_NAME}}:refresh:${session_id}`)) ?? Number.NaN;
  };
  const maxAge = (answer: Parameters<typeof setCookies>[0]) => setCookies(answer)[0]?.attributes[0];

  test('lasts SESSION_IDLE_S from its last refresh, in Redis as in the cookie', async () => {
    const held = await signIn(site);
    const [begun_ms, slack_ms] = [await left_ms(held), 5_000];
    expect(begun_ms).toBeLessThanOrEqual(60_000);
    expect(begun_ms).toBeGreaterThan(60_000 - slack_ms);
    const redis = site.buffer?.durable ?? site.volatile;
    await redis?.pexpire(`ops:{${site.config.SITE_NAME}}:refresh:${held.session_id}`, 30_000);
    const answer = await refresh(site, held.cookie);
    expect(maxAge(answer)).toBe('Max-Age=60');
    expect(await left_ms(held)).toBeGreaterThan(60_000 - slack_ms);
  });

  test('that Redis has let go is over', async () => {
    const held = await signIn(site);
    const redis = site.buffer?.durable ?? site.volatile;
    expect(await redis?.del(`ops:{${site.config.SITE_NAME}}:refresh:${held.session_id}`)).toBe(1);
    expectProblem(await refresh(site, held.cookie), 'auth.required');
  });

  test('that has ended leaves nothing in Redis that could be guessed at or stolen', async () => {
    const [signed_out, misused] = [await signIn(site), await signIn(site)];
    await logout(site, signed_out.cookie);
    await refreshed(site, await refreshed(site, misused));
    expectProblem(await refresh(site, misused.cookie), 'auth.required');
    for (const held of [signed_out, misused]) expect(await left_ms(held)).toBe(-2); // there is no such key
  });

  test('ends after SESSION_MAX_S, however often it is refreshed', async () => {
    let held = await signIn(site);
    for (const passed_s of [50, 50, 49]) {
      now_ms += passed_s * 1_000;
      const answer = await refresh(site, held.cookie);
      held = heldAfter(site, answer);
      if (passed_s === 49) expect(maxAge(answer)).toBe('Max-Age=1');
    }
    expect(await left_ms(held)).toBeLessThanOrEqual(1_000);
    now_ms += 1_000;
    expectProblem(await refresh(site, held.cookie), 'auth.required');
  });

  test('has access tokens that end by themselves', async () => {
    const held = await signIn(site);
    now_ms += 60_000;
    expectProblem(await me(site, held.access_token), 'auth.required');
    expect((await me(site, (await refreshed(site, held)).access_token)).status).toBe(200);
  });
});

describe('one site and the other', () => {
  test.each(AT)('a session that began at %s a moment ago is taken at its signed word at the other', async (at) => {
    const { access_token } = await signIn(sites[at]);
    for (const site of AT) expect((await me(sites[site], access_token)).body).toMatchObject({ username: 'observer' });
  });

  test.each(AT)('a session that ended at %s is over at the other once that has arrived', async (at) => {
    const held = await signIn(sites[at]);
    await logout(sites[at], held.cookie);
    await replicate(sites);
    now_ms += 5_000;
    for (const site of AT) expectProblem(await me(sites[site], held.access_token), 'auth.required');
  });

  test('signing out in a blackout acts at the mountain at once, and at main when it has arrived there', async () => {
    const held = await signIn(sites.observatory);
    await replicate(sites);
    sites.link.down();
    expect((await logout(sites.observatory, held.cookie)).status).toBe(200);
    expectProblem(await me(sites.observatory, held.access_token), 'auth.required');
    expect((await me(sites.main, held.access_token)).status).toBe(200);
    sites.link.up();
    await replicate(sites);
    now_ms += 5_000;
    expectProblem(await me(sites.main, held.access_token), 'auth.required');
    expectProblem(await me(sites.observatory, held.access_token), 'auth.required');
  });
});
