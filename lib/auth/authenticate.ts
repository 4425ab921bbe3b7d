import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Database, DatabaseUnavailable } from '../database/connect.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import { Problem } from '../kernel/problem.ts';
import { allows, type Permission } from '../model/permission.ts';
import { attempted, type Redis } from '../redis/connect.ts';

/** Who calls, and what they may do. */
export interface Principal {
  user_id: number;
  username: string;
  /** What the user's roles grant. */
  grants: string[];
  /** What the token narrows that to; null narrows nothing. */
  scopes: string[] | null;
}

/** The part of a site authentication needs. */
export interface Verifier {
  config: Pick<Config, 'SITE_NAME' | 'TOKEN_CACHE_MAX_AGE_S'>;
  clock: Clock;
  local: Database;
  buffer: { volatile: Redis } | undefined;
}

const verified = z.object({
  user_id: z.int(),
  username: z.string(),
  grants: z.array(z.string()),
  scopes: z.array(z.string()).nullable(),
  expires_at: z.string().nullable(),
});

type Verified = z.infer<typeof verified>;

const FORM = /^Bearer +(ops_api_token_[A-Za-z0-9_-]{20,128})$/i;

const LOOK_UP = `select u.id as user_id, u.username, t.scopes, t.expires_at,
    coalesce(array_agg(distinct p.name) filter (where p.name is not null), '{}') as grants
  from api_token t join "user" u on u.id = t.user_id
    left join user_role ur on ur.user_id = u.id
    left join role_permission rp on rp.role_id = ur.role_id
    left join permission p on p.id = rp.permission_id
  where t.token_hash = $1 and t.is_active and u.is_active
  group by t.id, u.id`;

/** How long a process believes a verified token unasked: a burst of calls costs one look-up, and a revocation waits no longer. */
const REMEMBERED_MS = 5_000;
/** Tokens a process remembers, half a kilobyte each; an observatory has dozens, and whoever is forgotten is looked up. */
const REMEMBERED_TOKENS = 1_000;

/** What each database has said of tokens, by SHA-256 and with the time of asking, the oldest first. */
const memories = new WeakMap<Database, Map<string, { found: Verified; asked_at_ms: number }>>();

/**
 * The caller behind an Authorization header. The token's SHA-256 is looked up in the site's own database; when that is
 * away, a cache of tokens it has verified before answers, so that nobody who could record is locked out by a dead
 * replica. A process does not ask again for 5 s: a token that is revoked, or that loses a permission, is refused at most
 * so much later than its change has arrived in that database; the end of its validity counts at once.
 * Problems: `auth.required` for anything but an active, unexpired token, always in the same words;
 * `database.unavailable` when the token cannot be judged.
 */
export async function authenticate(site: Verifier, authorization: string | undefined): Promise<Principal> {
  const [, token] = FORM.exec(authorization ?? '') ?? [];
  if (token === undefined) throw denied();
  const token_hash = createHash('sha256').update(token).digest('hex');
  const found = recalled(site, token_hash) ?? (await verify(site, token_hash));
  if (found === undefined || (found.expires_at !== null && Date.parse(found.expires_at) <= site.clock.now()))
    throw denied();
  const { expires_at: _, ...principal } = found;
  return principal;
}

/** Refuses a caller without the permission: problem `auth.forbidden`. */
export function authorize(principal: Principal, permission: Permission): void {
  const { grants, scopes } = principal;
  if (allows(grants, permission) && (scopes === null || allows(scopes, permission))) return;
  throw new Problem('auth.forbidden', `This needs the permission ${permission}.`, { permission });
}

const denied = () => new Problem('auth.required', 'There is no token, or it is unknown, expired or revoked.');

function recalled({ local, clock }: Verifier, token_hash: string): Verified | undefined {
  const remembered = memories.get(local)?.get(token_hash);
  if (remembered === undefined) return undefined;
  const age_ms = clock.now() - remembered.asked_at_ms;
  // A clock that was set back must not prolong anything.
  return age_ms >= 0 && age_ms < REMEMBERED_MS ? remembered.found : undefined;
}

function remember({ local }: Verifier, token_hash: string, found: Verified | undefined, asked_at_ms: number): void {
  const memory = memories.get(local) ?? new Map();
  memories.set(local, memory);
  memory.delete(token_hash);
  if (found !== undefined) memory.set(token_hash, { found, asked_at_ms });
  for (const [oldest] of memory) {
    if (memory.size <= REMEMBERED_TOKENS) break;
    memory.delete(oldest);
  }
}

async function verify(site: Verifier, token_hash: string): Promise<Verified | undefined> {
  const asked_at_ms = site.clock.now();
  const found = await lookUp(site, token_hash);
  remember(site, token_hash, found, asked_at_ms);
  return found;
}

async function lookUp(site: Verifier, token_hash: string): Promise<Verified | undefined> {
  const key = `ops:{${site.config.SITE_NAME}}:token:${token_hash}`;
  const cache = site.buffer?.volatile;
  try {
    const [row] = await site.local.query({ sql: LOOK_UP, params: [token_hash] });
    const found = row === undefined ? undefined : verified.parse(row);
    // What the database says is kept, a revocation at once; a cache that is away is no reason to refuse anybody.
    await attempted<unknown>(cache, (redis) =>
      found === undefined
        ? redis.del(key)
        : redis.set(key, JSON.stringify(found), 'EX', site.config.TOKEN_CACHE_MAX_AGE_S),
    );
    return found;
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    const kept = await attempted(cache, (redis) => redis.get(key));
    if (!kept) throw new Problem('database.unavailable', 'The token cannot be verified now.');
    return verified.parse(JSON.parse(kept));
  }
}
