import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/kernel/clock.ts';
import { AT, expectProblem } from '../functions/expect.ts';
import { me, signIn } from './support-session.ts';
import { type LinkedSites, openLinkedSites } from './support-sites.ts';
import {
  type Draft,
  draftOf,
  es256,
  forge,
  hs256,
  ownKey,
  type Signer,
  strangeKey,
  unsigned,
} from './support-token.ts';

let now_ms = Date.now();
let sites: LinkedSites;
beforeAll(async () => {
  sites = await openLinkedSites({}, { clock: { ...systemClock, now: () => now_ms } });
});
afterAll(() => sites.close());

const now_s = () => Math.floor(now_ms / 1_000);

describe.each(AT)('a token at %s', (at) => {
  const other = at === 'main' ? 'observatory' : 'main';
  let good: Draft;
  let own: { kid: string; key: KeyObject };
  beforeAll(async () => {
    good = draftOf((await signIn(sites[at])).access_token);
    own = ownKey(sites[at]);
  });

  /** The good one, changed; an undefined claim is left out. Signed by the site itself unless said otherwise. */
  const changed = (header: object, claims: object = {}, signer: Signer = es256(own.key)) =>
    forge({ header: { ...good.header, ...header }, claims: { ...good.claims, ...claims } }, signer);

  /** Refused in the words all tokens are refused with; the same way of making one makes a good one. */
  async function expectRefused(...tokens: string[]): Promise<void> {
    const { iat, nbf, exp } = { iat: now_s(), nbf: now_s(), exp: now_s() + 600 };
    const control = await me(sites[at], changed({}, { iat, nbf, exp }));
    expect(control).toMatchObject({ status: 200, body: { username: 'observer' } });
    for (const token of tokens) {
      const answer = await me(sites[at], token);
      expectProblem(answer, 'auth.required');
      expect(answer.body.detail).toBe('There is no token, or it is unknown, expired or revoked.');
    }
  }

  test('says whose it is, of which session, from where, for whom and until when, and nothing else', () => {
    const begun_s = now_s();
    expect(good.header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: own.kid });
    expect(good.claims).toEqual({
      uid: expect.any(Number),
      sid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sub: 'observer',
      iss: `ops-db:${sites[at].config.SITE_NAME}`,
      aud: 'ops-db',
      iat: begun_s,
      nbf: begun_s,
      exp: begun_s + 600,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('that is not signed is refused, however it is written that it need not be', () =>
    expectRefused(
      ...['none', 'None', 'NONE', '', null, undefined].map((alg) => changed({ alg }, {}, unsigned)),
      changed({ alg: 'none' }),
      changed({}, {}, unsigned),
    ));

  test('signed with the public key as a secret is refused: the algorithm is ours to choose', async () => {
    const open = createPublicKey(own.key);
    const secrets = [
      open.export({ type: 'spki', format: 'pem' }),
      open.export({ type: 'spki', format: 'der' }),
      JSON.stringify(open.export({ format: 'jwk' })),
      Buffer.from(open.export({ format: 'jwk' }).x ?? '', 'base64url'),
      '',
    ];
    await expectRefused(
      ...secrets.flatMap((secret) => [changed({ alg: 'HS256' }, {}, hs256(secret)), changed({}, {}, hs256(secret))]),
    );
  });

  test('of another algorithm, another curve or another encoding of the signature is refused', async () => {
    const { privateKey } = strangeKey('P-384');
    const [header = '', claims = ''] = changed({}).split('.');
    const der = sign('sha256', Buffer.from(`${header}.${claims}`), { key: own.key, dsaEncoding: 'der' });
    await expectRefused(
      ...['ES384', 'ES512', 'RS256', 'PS256', 'EdDSA', 'es256', ['ES256']].map((alg) => changed({ alg })),
      changed({ alg: 'ES384' }, {}, es256(privateKey)),
      `${header}.${claims}.${der.toString('base64url')}`,
      `${header}.${claims}.${Buffer.alloc(64).toString('base64url')}`,
    );
  });

  test('of a key nobody knows is refused, and so is one that names no key', async () => {
    const { privateKey } = strangeKey();
    await expectRefused(
      changed({}, {}, es256(privateKey)),
      ...['cologne.20000101T000000', '', `${own.kid} `, '../../etc/passwd', '__proto__', 1, null, undefined].flatMap(
        (kid) => [changed({ kid }, {}, es256(privateKey)), changed({ kid })],
      ),
    );
  });

  test('that brings its own key is refused: no key is taken or fetched from a token', async () => {
    const { privateKey, publicKey } = strangeKey();
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: own.kid };
    let visits = 0;
    const server = createServer((_, response) => {
      visits += 1;
      response.end(JSON.stringify({ keys: [jwk] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/jwks.json`;
    const headers = [{ jwk }, { jwk, kid: undefined }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }, { kid: url }];
    await expectRefused(...headers.map((header) => changed(header, {}, es256(privateKey))));
    await expectRefused(changed({ crit: ['exp'] }), changed({ crit: ['b64'], b64: false }));
    expect(visits).toBe(0);
    server.close();
  });

  test('that names one site and is signed by the other is refused', async () => {
    const far = ownKey(sites[other]);
    await expectRefused(
      changed({ kid: far.kid }),
      changed({}, {}, es256(far.key)),
      changed({ kid: far.kid }, {}, es256(far.key)),
      changed({}, { iss: `ops-db:${sites[other].config.SITE_NAME}` }),
      changed({}, { iss: [good.claims.iss] }),
      changed({}, { iss: sites[at].config.SITE_NAME }),
    );
  });

  test('for another audience or of another type is refused', () =>
    expectRefused(
      ...['ops', 'OPS-DB', '', [], ['ops', 'db'], {}, undefined].map((aud) => changed({}, { aud })),
      ...['JWT', 'dpop+jwt', '', 1, null, undefined].map((typ) => changed({ typ })),
    ));

  test('is good from its time to its time, give or take 30 s', async () => {
    const with_times = (iat: number, nbf: number, exp: number) => changed({}, { iat, nbf, exp });
    const now = now_s();
    for (const token of [
      with_times(now, now, now - 29),
      with_times(now, now + 30, now + 600),
      with_times(now - 3_600, now - 3_600, now + 600),
    ])
      expect((await me(sites[at], token)).status).toBe(200);
    await expectRefused(
      with_times(now - 600, now - 600, now - 30),
      with_times(now, now + 31, now + 600),
      with_times(now + 31, now, now + 600),
      // No site issues tokens that last longer than an hour.
      with_times(now - 3_631, now - 3_631, now + 600),
    );
  });

  test('of one site expires at the other, too', async () => {
    const { access_token } = await signIn(sites[other]);
    expect((await me(sites[at], access_token)).status).toBe(200);
    now_ms += (600 + 30) * 1_000;
    await expectRefused(access_token);
  });

  test.each(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'uid', 'sid'])('without %s is refused', async (name) => {
    good = draftOf((await signIn(sites[at])).access_token);
    await expectRefused(changed({}, { [name]: undefined }));
  });

  test('of a user there is not, or of something that is no user, is refused', () =>
    expectRefused(
      ...[0, -1, 1.5, 999_999, '1', [1], true].map((uid) => changed({}, { uid })),
      ...['', 'x', 1, `${good.claims.sid}'`].map((sid) => changed({}, { sid })),
      ...[1, ['observer']].map((sub) => changed({}, { sub })),
      ...['exp', 'nbf', 'iat', 'iss'].flatMap((name) => [null, '1', {}].map((value) => changed({}, { [name]: value }))),
    ));

  test('that was altered anywhere is refused', async () => {
    const parts = changed({}).split('.');
    const uid = (await sites.sql(`select id from "user" where username = 'admin'`))[0]?.id;
    const [header = '', claims = '', signature = ''] = parts;
    const [, admin = ''] = changed({}, { uid, sub: 'admin' }).split('.');
    const cuts = [1, 2].flatMap((length) => parts.map((_, index) => cut(parts, index, length)));
    await expectRefused(
      `${header}.${admin}.${signature}`,
      `${header}.${claims}.${es256(own.key)(`${header}.${admin}`).toString('base64url')}`,
      ...cuts,
      `${header}.${claims}`,
      `${header}.${claims}.`,
      `${header}.${claims}.${signature}.${signature}`,
      `${header}.${claims}.${signature}=`,
    );
  });
  const cut = (parts: string[], index: number, length: number) =>
    parts.map((part, place) => (place === index ? part.slice(0, -length) : part)).join('.');

  test('that is none is refused, whatever it is', async () => {
    await expectRefused('x', '..', 'a.b.c', `${'e30.'.repeat(2)}e30`, 'null', '{}', '%00', 'e30.e30.e30.e30.e30');
    await expectRefused(changed({}, { more: 'x'.repeat(5_000) }), 'x'.repeat(1_000_000));
    const text = fc.stringMatching(/^[\x21-\x7e]{1,200}$/);
    const json = fc.json().map((value) => Buffer.from(value).toString('base64url'));
    const word = fc.oneof(
      text,
      fc.tuple(json, json, text).map((words) => words.join('.')),
    );
    const refused = async (token: string) => expectProblem(await me(sites[at], token), 'auth.required');
    await fc.assert(fc.asyncProperty(word, refused), { numRuns: 200 });
  });

  test('with any header is refused or good, and never an error', async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('alg', 'typ', 'kid', 'jwk', 'crit', 'b64', 'zip', 'cty'), fc.jsonValue()),
        async (header) => {
          statuses.add((await me(sites[at], changed(header))).status);
        },
      ),
      { numRuns: 200 },
    );
    expect([...statuses].filter((status) => ![200, 401].includes(status))).toEqual([]);
    expect(statuses).toContain(401);
  });

  test('verifies at the other site while main is away and nothing has replicated', async () => {
    const { access_token } = await signIn(sites[at]);
    sites.link.down();
    expect((await me(sites[other], access_token)).body).toMatchObject({ username: 'observer' });
    sites.link.up();
  });
});
