import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { columnsOf } from '../database/overlay.ts';
import { signInCode } from '../entities/session.ts';
import { read } from '../flow/read.ts';
import type { Call } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { utcNow, utcText } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import { tokenHash } from './authenticate.ts';
import { callerAt } from './callers.ts';
import { type Actor, changeAccess } from './change-access.ts';
import { beginSession, type SessionCall, type Tokens } from './session.ts';

/** Without I, L, O and U, which are misread (Crockford's base 32). 16 of them are 80 bits: no number of guesses finds one. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** Codes that were made; they can be shown this once. */
export interface MadeCodes {
  codes: string[];
  site: string;
  expires_at: string;
}

/**
 * Makes codes a person can sign in with at this site, each once. Problems: `record.not_found` when there is no such active
 * person; those of `submit`.
 */
export async function makeCodes(
  site: Site,
  call: Call,
  actor: Actor,
  of: { user_id: number; count: number; lasting_s: number },
): Promise<MadeCodes> {
  const caller = await callerAt(site, of.user_id);
  if (!caller?.is_active || caller.is_service)
    throw new Problem('record.not_found', `There is no active person ${of.user_id}.`, { id: of.user_id });
  const codes = Array.from({ length: of.count }, newCode);
  const expires_at = utcText(new Date(site.clock.now() + of.lasting_s * 1_000).toISOString()) ?? '';
  const at = { site: site.config.SITE_NAME, expires_at };
  // Codes are never made a second time for the same call: those of the first could not be shown again.
  const { idempotency_key: _, ...once } = call;
  await changeAccess(site, once, actor, async (draft) => {
    for (const code of codes)
      draft.create(signInCode, { ...at, user_id: of.user_id, code_hash: hashOf(code), made_by: actor.username });
    return { act: 'code.make', subject: `user:${of.user_id}`, details: { count: of.count, expires_at } };
  });
  return { codes, ...at };
}

/**
 * Begins a session for a person with a code of this site. The code is used up in the same transaction. Problems: `auth.wrong`
 * for a code that is wrong, expired, used or another person's, always in the same words; those of `beginSession`.
 */
export async function redeemCode(
  site: Site,
  from: SessionCall,
  { username, code }: { username: string; code: string },
): Promise<Tokens> {
  const wrong = () =>
    new Problem('auth.wrong', 'The name or the code is wrong, or the code has been used or has expired.');
  const statement = sql`select ${columnsOf(signInCode)} from sign_in_code where code_hash = ${hashOf(code)}`;
  const { rows } = await read(site, signInCode, { mode: 'all' }, statement);
  const row = rows[0] === undefined ? undefined : signInCode.shapes.row.parse(rows[0]);
  const caller = row && (await callerAt(site, row.user_id));
  if (row === undefined || !caller?.is_active || caller.is_service || caller.username !== username) throw wrong();
  const now = utcNow(site.clock);
  if (row.site !== site.config.SITE_NAME || row.used_at !== null || Date.parse(row.expires_at) <= site.clock.now())
    throw wrong();
  return beginSession(site, from, {
    user_id: caller.user_id,
    username,
    method: 'code',
    change: async (draft) => {
      const found = await draft.find(signInCode, row.id);
      if (found.row?.used_at) throw wrong();
      draft.update(found, { used_at: now }, { used_at: null });
    },
  }).catch((error: unknown) => {
    // Shown twice at the same time: main has taken it from the other.
    if (error instanceof Problem && (error.code === 'record.conflict' || error.code === 'auth.wrong')) throw wrong();
    throw error;
  });
}

function newCode(): string {
  const text = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** As people type it: in any case, with or without its dashes, O and I for 0 and 1. */
function hashOf(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return tokenHash(`sign-in code ${plain}`);
}
