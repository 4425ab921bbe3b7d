import { randomBytes, randomUUID } from 'node:crypto';
import { newSessionKeys } from '../../../infra/session-keys.ts';
import { signAccessToken } from '../../../lib/auth/access-token.ts';
import type { Site } from '../../../lib/flow/site.ts';
import { parseConfig } from '../../../lib/kernel/config.ts';
import { PERMISSIONS, ROLES } from '../../../lib/model/permission.ts';
import { TOKENS } from '../../support/sites.ts';
import { idOf, newUser, type Place, type Places, sha256 } from './places.ts';
import type { Granted } from './table.ts';

/** Somebody who calls: the Authorization header he sends at a place, and what he may. */
export interface Caller {
  name: string;
  header: (place: Place) => string | undefined;
  /** Of an endpoint as the table has it, which asks for this permission; absent for somebody who is nobody. */
  may?: (granted: Granted, permission: string) => boolean;
  /** Whether by a token with scopes, which changes nothing that is its owner's own. */
  narrowed?: true;
}

const HOUR_MS = 3_600_000;

/** A token of the right form that nobody has issued. */
export const strangerToken = () => `ops_api_token_${randomBytes(32).toString('base64url')}`;

/** The access token of a session, as its site would sign it. */
export function sessionToken(
  { config, clock }: Site,
  of: { user_id: number; username: string; session_id?: string },
  ago_ms = 0,
): Promise<string> {
  const then = { ...clock, now: () => clock.now() - ago_ms };
  return signAccessToken({ config, clock: then }, { session_id: randomUUID(), ...of });
}

/** The same site with keys of somebody else under the same names. */
function stranger({ config, clock }: Site): Site {
  const { SITE_NAME, SITE_TYPE, MAIN_DATABASE_URL, LOCAL_DATABASE_URL } = config;
  const SESSION_KEYS = newSessionKeys([SITE_NAME], new Date())[SITE_NAME];
  const own = parseConfig({ SITE_NAME, SITE_TYPE: 'main', MAIN_DATABASE_URL, LOCAL_DATABASE_URL, SESSION_KEYS });
  // Under the name of the key we trust, so that only the signature is wrong.
  const kid = config.SESSION_KEYS?.keys.find(({ d }) => d !== undefined)?.kid ?? '';
  const keys = (own.SESSION_KEYS?.keys ?? []).map((key) => ({ ...key, kid }));
  return { config: { ...config, SITE_TYPE, SESSION_KEYS: { keys } }, clock } as Site;
}

/** Everybody who is let in, with what the table says he may. */
export async function knownCallers(places: Places): Promise<Caller[]> {
  const roles = Object.keys(ROLES) as (keyof typeof ROLES)[];
  const nobody = await newUser(places, null);
  const unscoped = await newUser(places, 'admin', { scopes: [] });
  const wide = await newUser(places, 'viewer', { scopes: ['*:*'] });
  const reader = await newUser(places, 'observer', { scopes: ['read:*'] });
  const narrow = await Promise.all(PERMISSIONS.map((scope) => newUser(places, 'admin', { scopes: [scope] })));
  const signed = async (username: string, user_id: number) => {
    const [at_main, at_observatory] = await Promise.all(
      [places.main, places.observatory].map((site) => sessionToken(site, { user_id, username })),
    );
    return { main: `Bearer ${at_main}`, observatory: `Bearer ${at_observatory}` };
  };
  const sessions = await Promise.all(roles.map(async (role) => signed(role, await idOf(places, role))));
  return [
    ...roles.map((role) => ({
      name: `the token of role ${role}`,
      header: () => `Bearer ${TOKENS[role]}`,
      may: (granted: Granted) => granted[role],
    })),
    ...roles.flatMap((role, index) => [
      {
        name: `a session of role ${role}, begun here`,
        header: (place: Place) => sessions[index]?.[place === 'main' ? 'main' : 'observatory'],
        may: (granted: Granted) => granted[role],
      },
      {
        name: `a session of role ${role}, begun at the other site`,
        header: (place: Place) => sessions[index]?.[place === 'main' ? 'observatory' : 'main'],
        may: (granted: Granted) => granted[role],
      },
    ]),
    ...PERMISSIONS.map((scope, index) => ({
      name: `an administrator's token of scope ${scope}`,
      header: () => `Bearer ${narrow[index]?.token}`,
      may: (granted: Granted, permission: string) => granted['signed in'] || permission === scope,
      narrowed: true as const,
    })),
    ...[
      { name: 'a user without a role', token: nobody.token, may: (granted: Granted) => granted['signed in'] },
      {
        name: "an administrator's token of no scope",
        token: unscoped.token,
        may: (granted: Granted) => granted['signed in'],
        narrowed: true as const,
      },
      {
        name: "a viewer's token of scope *:*",
        token: wide.token,
        may: (granted: Granted) => granted.viewer,
        narrowed: true as const,
      },
      {
        name: "an observer's token of scope read:*",
        token: reader.token,
        may: (granted: Granted, permission: string) =>
          granted['signed in'] || (granted.observer && permission.startsWith('read:')),
        narrowed: true as const,
      },
    ].map(({ token, ...caller }) => ({ ...caller, header: () => `Bearer ${token}` })),
  ];
}

/** Everybody who is refused everywhere. */
export async function unknownCallers(places: Places): Promise<Caller[]> {
  const { main, sql, replayed } = places;
  const admin = { user_id: await idOf(places, 'admin'), username: 'admin' };
  const gone = await newUser(places, 'admin', { is_active: false });
  const expired = await newUser(places, 'admin', { expires_at: '2026-01-01T00:00:00Z' });
  const revoked = await newUser(places, 'admin');
  await sql('update api_token set is_active = false where token_hash = $1', [sha256(revoked.token)]);
  const session_id = randomUUID();
  await sql(
    `insert into user_session (id, user_id, site, method, created_at, expires_at, ended_at)
     values ($1, $2, 'cologne', 'github', now(), now() + interval '1 day', now())`,
    [session_id, admin.user_id],
  );
  await replayed();
  const good = await sessionToken(main, admin);
  const [head, claims, signature = ''] = good.split('.');
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
  const unknown_user = { user_id: 2_000_000_000, username: 'admin' };
  const bearers = {
    'an unknown token': strangerToken(),
    'a token that is too short': 'ops_api_token_short',
    'a token of another alphabet': `ops_api_token_${"' or '1'='1".padEnd(30, '-')}`,
    'an expired token': expired.token,
    'a revoked token': revoked.token,
    "an inactive user's token": gone.token,
    "an inactive user's session": await sessionToken(main, { user_id: gone.id, username: gone.username }),
    'a session of nobody': await sessionToken(main, unknown_user),
    'a session token that has expired': await sessionToken(main, admin, HOUR_MS),
    'a session token of tomorrow': await sessionToken(main, admin, -24 * HOUR_MS),
    'a session that has ended': await sessionToken(main, { ...admin, session_id }),
    "a session token signed by a stranger's key": await sessionToken(stranger(main), admin),
    'a session token without a signature': `${head}.${claims}.`,
    'a session token that claims no algorithm': `${unsigned}.${claims}.`,
    'a session token with another end': `${head}.${claims}.${signature.slice(0, -4)}AAAA`,
    nothing: '',
  };
  const headers: Record<string, string | undefined> = {
    'no token': undefined,
    'an empty header': '',
    'a scheme and nothing else': 'Bearer',
    'a password': 'Basic YWRtaW46YWRtaW4=',
    'a good token without its scheme': TOKENS.admin,
    'a good token of another scheme': `Token ${TOKENS.admin}`,
    'a good token twice': `Bearer ${TOKENS.admin} `.repeat(2),
    'two good tokens': `Bearer ${TOKENS.admin}, Bearer ${TOKENS.admin}`,
    'five kilobytes': `Bearer ${'x'.repeat(5_000)}`,
    ...Object.fromEntries(Object.entries(bearers).map(([name, token]) => [name, `Bearer ${token}`])),
  };
  return Object.entries(headers).map(([name, header]) => ({ name, header: () => header }));
}
