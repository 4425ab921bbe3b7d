import * as z from 'zod';
import { DatabaseUnavailable } from '../database/connect.ts';
import { POSITION, readPosition } from '../database/replication.ts';
import { apiToken, user, userRole } from '../entities/access.ts';
import { userSession } from '../entities/session.ts';
import { refuseRegressed } from '../flow/read.ts';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import type { PendingStep } from '../outbox/outbox.ts';
import { attempted, RedisUnavailable } from '../redis/connect.ts';
import { type Caller, type Callers, index, laidOver, SNAPSHOT, type Snapshot, snapshot } from './caller-rows.ts';
import { changeMark } from './change-mark.ts';

const QUERY = { name: 'callers', sql: SNAPSHOT, params: [] };
const LAID_OVER = [user, userRole, apiToken, userSession] as const;

/** How long a process believes what it was told unasked, when nothing here has changed it: a burst of calls costs one question. */
const REMEMBERED_MS = 5_000;

/** What a process remembers of a site. */
interface Memory {
  callers: Callers | undefined;
  /** The mark of the last change made at this site, as it was before asking. */
  mark: string | undefined;
  /** Questions asked so far, the answered ones among them, and the one on its way. */
  asked: number;
  answered: number;
  asking: Promise<Callers> | undefined;
}

const memories = new WeakMap<Site, Memory>();

/**
 * Who may call, no older than 5 s and than the last change made at this site: from the site's own database with what is
 * pending here laid over it; while that is away, from the copy the outbox's Redis keeps, with the same laid over it, so that
 * nobody who could record is locked out by a dead replica and a revocation made here counts at once. All of it is small and
 * held in memory. Problem `database.unavailable` when neither answers or the copy is older than TOKEN_CACHE_MAX_AGE_S.
 */
export async function callersAt(site: Site): Promise<Callers> {
  const memory = memoryOf(site);
  const mark = await changeMark(site);
  const { callers } = memory;
  if (memory.mark !== mark) return callersNow(site, mark);
  if (callers !== undefined) {
    const age_ms = site.clock.now() - callers.asked_at_ms;
    // A clock that was set back must not prolong anything.
    if (age_ms >= 0 && age_ms < REMEMBERED_MS) return callers;
  }
  return memory.asking ?? callersNow(site, mark);
}

/**
 * The same, asked for from now on: for a token nobody knew a moment ago. Callers that come together share one question, and
 * only one is on its way at a time, so that a flood of wrong tokens costs the database one connection.
 */
export async function callersNow(site: Site, mark?: string): Promise<Callers> {
  const memory = memoryOf(site);
  const wanted = memory.asked + 1;
  for (;;) {
    if (memory.callers !== undefined && memory.answered >= wanted) return memory.callers;
    // What is on its way may have been asked before; whether it is answered or not, the next one is ours to ask or to share.
    const earlier = memory.asked < wanted ? memory.asking : undefined;
    if (earlier !== undefined) await earlier.catch(() => {});
    else return memory.asking ?? question(site, memory, mark);
  }
}

/** One user; asked for anew when nobody by that number was known a moment ago. */
export async function callerAt(site: Site, user_id: number): Promise<Caller | undefined> {
  const known = await callersAt(site);
  const callers = known.users.has(user_id) ? known : await callersNow(site);
  return callers.users.get(user_id);
}

/** What this process was told last, which may not hold any more. */
export function remembered(site: Site): Callers | undefined {
  return memories.get(site)?.callers;
}

/** Makes this process ask anew: it has changed something itself. */
export function forgetCallers(site: Site): void {
  memories.delete(site);
}

function memoryOf(site: Site): Memory {
  const memory = memories.get(site) ?? {
    callers: undefined,
    mark: undefined,
    asked: 0,
    answered: 0,
    asking: undefined,
  };
  memories.set(site, memory);
  return memory;
}

function question(site: Site, memory: Memory, mark = memory.mark): Promise<Callers> {
  memory.asked += 1;
  const number = memory.asked;
  memory.asking = ask(site)
    .then((callers) => {
      Object.assign(memory, { callers, mark, answered: number });
      return callers;
    })
    .finally(() => {
      memory.asking = undefined;
    });
  return memory.asking;
}

async function ask(site: Site): Promise<Callers> {
  const asked_at_ms = site.clock.now();
  const pending = await pendingSteps(site);
  try {
    const [position, rows] = await site.local.pipeline(site.buffer === undefined ? [QUERY] : [POSITION, QUERY]);
    const [row] = site.buffer === undefined ? (position ?? []) : (rows ?? []);
    if (site.buffer !== undefined) refuseRegressed(readPosition(position?.[0]), pending.watermark);
    const known = snapshot.parse(row);
    await keep(site, known);
    return index(laidOver(known, pending.steps), { asked_at_ms, is_certain: true });
  } catch (error) {
    const is_away =
      error instanceof DatabaseUnavailable || (error instanceof Problem && error.code === 'database.unavailable');
    if (!is_away) throw error;
    return index(laidOver(await kept(site), pending.steps), { asked_at_ms, is_certain: false });
  }
}

type Pending = { watermark: Parameters<typeof refuseRegressed>[1]; steps: PendingStep[] };

/** Without the outbox nothing can be recorded here, and its changes are not known: what the replica says must do for reading it. */
async function pendingSteps({ buffer }: Site): Promise<Pending> {
  const none = { watermark: { lsn: 0n, origin: '' }, steps: [] };
  if (buffer === undefined) return none;
  try {
    const all = await Promise.all(LAID_OVER.map(({ name }) => buffer.outbox.overlay(name, { mode: 'all' })));
    return { watermark: all[0]?.watermark ?? none.watermark, steps: all.flatMap(({ steps }) => steps) };
  } catch (error) {
    if (error instanceof RedisUnavailable) return none;
    throw error;
  }
}

const keyOf = ({ config }: Site) => `ops:{${config.SITE_NAME}}:callers`;

/** The copy is renewed when it says something else, and once a minute so that its age is known. */
const RENEWED_MS = 60_000;
const kept_last = new WeakMap<Site, { text: string; at_ms: number }>();

/** Keeps a copy where a recording is kept: whoever can record can then be known. A Redis that is away keeps an older one. */
async function keep(site: Site, known: Snapshot): Promise<void> {
  const text = JSON.stringify(known);
  const last = kept_last.get(site);
  const now_ms = site.clock.now();
  if (last?.text === text && Math.abs(now_ms - last.at_ms) < RENEWED_MS) return;
  await attempted(site.buffer?.durable, (redis) =>
    redis.set(keyOf(site), JSON.stringify({ at_ms: now_ms, known }), 'EX', site.config.TOKEN_CACHE_MAX_AGE_S),
  );
  kept_last.set(site, { text, at_ms: now_ms });
}

async function kept(site: Site): Promise<Snapshot> {
  const text = await attempted(site.buffer?.durable, (redis) => redis.get(keyOf(site)));
  const copy = text ? z.object({ at_ms: z.number(), known: snapshot }).parse(JSON.parse(text)) : undefined;
  if (copy === undefined || site.clock.now() - copy.at_ms > site.config.TOKEN_CACHE_MAX_AGE_S * 1_000)
    throw new Problem('database.unavailable', 'The token cannot be verified now.');
  return copy.known;
}
