import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/kernel/clock.ts';
import { AT, expectProblem, nothingRecorded, replicate } from '../functions/expect.ts';
import { heldAfter, logout, me, newCodes, redeem, refresh } from './support-session.ts';
import { type LinkedSites, opened, openLinkedSites } from './support-sites.ts';

let now_ms = Date.now();
let sites: LinkedSites;
beforeAll(async () => {
  sites = await openLinkedSites({}, { clock: { ...systemClock, now: () => now_ms } });
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const WRONG = 'The name or the code is wrong, or the code has been used or has expired.';
const codeFor = async (at: At, username = 'observer', lasting_s = 900) =>
  (await newCodes(sites[at], username, 1, lasting_s))[0] ?? '';

/** Expects the refusal that tells nothing, and that nothing has come of it. */
async function expectWrong(at: At, username: string, code: string): Promise<void> {
  const answer = await nothingRecorded(sites, () => redeem(sites[at], username, code));
  expectProblem(answer, 'auth.wrong');
  expect(answer.body.detail).toBe(WRONG);
}

/** Expects that a code signs its owner in. */
async function expectGood(at: At, username: string, code: string): Promise<void> {
  const { access_token } = heldAfter(sites[at], await redeem(sites[at], username, code));
  expect((await me(sites[at], access_token)).body).toMatchObject({ username });
}

describe.each(AT)('a code of %s', (at) => {
  const other = at === 'main' ? 'observatory' : 'main';

  test('is good once', async () => {
    const code = await codeFor(at);
    await expectGood(at, 'observer', code);
    await expectWrong(at, 'observer', code);
    await replicate(sites);
    await expectWrong(at, 'observer', code);
  });

  test('is good once also after the session it began has ended', async () => {
    const code = await codeFor(at);
    const { cookie } = heldAfter(sites[at], await redeem(sites[at], 'observer', code));
    await logout(sites[at], cookie);
    await expectWrong(at, 'observer', code);
  });

  test('that several show at the same time, each typed in another way, signs in exactly one of them', async () => {
    const process = opened(sites[at]);
    for (let round = 0; round < 5; round++) {
      const code = await codeFor(at);
      const typed = [code, code, code.toLowerCase(), code.replaceAll('-', ''), `${code} `];
      const shown = typed.map((text, index) => redeem(index % 2 === 0 ? sites[at] : process, 'observer', text));
      const answers = await Promise.all(shown);
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 200)) {
        expectProblem(answer, 'auth.wrong');
        expect(answer.body.detail).toBe(WRONG);
      }
    }
    await process.close();
    await replicate(sites);
    const twice = await sites.sql(
      `select lane from ledger where outcome = 'applied' and lane like 'sign_in_code:%' group by lane having count(*) > 2`,
    );
    expect(twice).toEqual([]);
  });

  test('is good at no other site, before and after it is known there', async () => {
    const code = await codeFor(at);
    await expectWrong(other, 'observer', code);
    await replicate(sites);
    await expectWrong(other, 'observer', code);
    await expectGood(at, 'observer', code);
  });

  test('is good until it expires, to the millisecond', async () => {
    const [in_time, too_late] = [await codeFor(at, 'observer', 60), await codeFor(at, 'observer', 60)];
    now_ms += 59_999;
    await expectGood(at, 'observer', in_time);
    now_ms += 1;
    await expectWrong(at, 'observer', too_late);
  });

  test('is good for its owner only, and a wrong name uses nothing up', async () => {
    const code = await codeFor(at);
    for (const name of ['viewer', 'service', 'nobody', 'OBSERVER ', '%']) await expectWrong(at, name, code);
    await expectGood(at, 'observer', code);
  });

  test('of somebody made inactive meanwhile is worthless', async () => {
    const username = `leaving ${at}`;
    await sites.sql(`insert into "user" (username) values ($1)`, [username]);
    const code = await codeFor(at, username);
    await sites.sql(`update "user" set is_active = false where username = $1`, [username]);
    now_ms += 5_000;
    await expectWrong(at, username, code);
  });

  test('is made for nobody who may not sign in: a program, somebody inactive, nobody', async () => {
    await sites.sql(`insert into "user" (username, is_active) values ($1, false)`, [`gone ${at}`]);
    for (const username of ['service', `gone ${at}`])
      await expect(codeFor(at, username)).rejects.toMatchObject({ code: 'record.not_found' });
  });

  test('of somebody made a program meanwhile is worthless', async () => {
    const username = `program ${at}`;
    await sites.sql(`insert into "user" (username) values ($1)`, [username]);
    const code = await codeFor(at, username);
    await sites.sql(`update "user" set is_service = true where username = $1`, [username]);
    now_ms += 5_000;
    await expectWrong(at, username, code);
  });

  test.each([
    ['in lower case', (code: string) => code.toLowerCase()],
    ['without its dashes', (code: string) => code.replaceAll('-', '')],
    ['with spaces instead', (code: string) => ` ${code.replaceAll('-', ' ')} `],
    ['with the letters O and I for digits', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I')],
    ['with small o and l for digits', (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('may be typed %s', async (_, typed) => {
    // Most codes have neither a 0 nor a 1 in them.
    let code = await codeFor(at);
    while (!/0/.test(code) || !/1/.test(code)) code = await codeFor(at);
    await expectGood(at, 'observer', typed(code));
  });

  test('is drawn evenly from 32 letters, none of which is misread', async () => {
    const codes = await newCodes(sites[at], 'observer', 100);
    expect(new Set(codes).size).toBe(100);
    expect(new Set(codes.join('').replaceAll('-', ''))).toEqual(new Set('0123456789ABCDEFGHJKMNPQRSTVWXYZ'));
  });

  test('works with main away from the mountain, and begins a session that lasts', async () => {
    const code = await codeFor(at);
    await replicate(sites);
    sites.link.down();
    const held = heldAfter(sites[at], await redeem(sites[at], 'observer', code));
    expect((await refresh(sites[at], held.cookie)).status).toBe(200);
    await expectWrong(at, 'observer', code);
    sites.link.up();
    await replicate(sites);
    const sessions = await sites.sql('select site, method from user_session where id = $1', [held.session_id]);
    expect(sessions).toEqual([{ site: sites[at].config.SITE_NAME, method: 'code' }]);
  });
});

test('in a blackout an operator at the mountain makes a code for a colleague, who signs in with it', async () => {
  sites.link.down();
  await expectGood('observatory', 'viewer', await codeFor('observatory', 'viewer'));
  sites.link.up();
  await replicate(sites);
});
