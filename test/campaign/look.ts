import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { TOKENS } from '../support/sites.ts';
import { demand } from './call.ts';
import type { Settlement, Shown, SiteName } from './history.ts';
import { rowsOf } from './reader.ts';
import { OBSERVATORY_UNITS } from './scene.ts';
import type { World } from './world.ts';

const stats = z.object({ pending: z.int(), held: z.int(), dead: z.int(), unreplicated: z.int() });
/** What the buffer of the observatory holds. */
export type BufferStats = z.infer<typeof stats>;

/** Everything is mended: an answer is there within a restart's reconnects. */
const ANSWER_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** Figures of the observatory's buffer, while nothing is broken. */
export async function bufferStats({ urls }: World): Promise<BufferStats> {
  const path = '/buffer/stats';
  const asked = { method: 'GET', url: urls.observatory, path, token: TOKENS.admin } as const;
  return stats.parse(await demand(asked, ANSWER_LIMIT_MS));
}

/**
 * Waits until everything the observatory has accepted is on main and back in its replica, but for dead letters and what
 * they hold; throws when that takes longer than `limit_ms`.
 */
export async function settled(world: World, limit_ms: number): Promise<void> {
  for (const deadline = performance.now() + limit_ms; ; await sleep(LOOK_EVERY_MS)) {
    const now = await bufferStats(world);
    const waiting = now.pending - (now.dead > 0 ? now.held : 0);
    if (waiting === 0 && now.unreplicated === 0) return;
    if (performance.now() > deadline)
      throw new Error(`did not settle within ${limit_ms / 1_000} s: ${JSON.stringify(now)}`);
  }
}

/** The lists that are compared: everything since a time, and short ones in another order or by another condition. */
export function comparedLists(since: string, unit: number): string[] {
  const units = OBSERVATORY_UNITS.map((each) => `obs_unit_id=${each}`).join('&');
  return [
    `/executed_obs_units?${units}&start_time_gte=${since}&order=start_time&limit=500`,
    `/executed_obs_units?obs_unit_id=${unit}&status=running&limit=500`,
    `/executed_obs_units?obs_unit_id=${unit}&status=completed&start_time_gte=${since}&limit=500`,
    `/executed_obs_units/${unit}`,
  ];
}

/** All pages of some lists at a site, while nothing is broken. */
export async function readLists(world: World, site: SiteName, paths: readonly string[]): Promise<Shown[][]> {
  const lists: Shown[][] = [];
  for (const path of paths) lists.push(await allPages(world, site, path));
  return lists;
}

/** More pages than any list of a campaign has. */
const PAGES_LIMIT = 2_000;

async function allPages({ urls }: World, site: SiteName, path: string): Promise<Shown[]> {
  const rows: Shown[] = [];
  let cursor = '';
  for (let pages = 0; pages < PAGES_LIMIT; pages++) {
    const asked = { method: 'GET', url: urls[site], path: path + cursor, token: TOKENS.viewer } as const;
    const { shown, next_cursor } = rowsOf(await demand(asked, ANSWER_LIMIT_MS));
    rows.push(...shown);
    if (next_cursor === null) return rows;
    cursor = `&cursor=${encodeURIComponent(next_cursor)}`;
  }
  throw new Error(`${path} does not end`);
}

/** The lists side by side. */
export function compared(pending: number, paths: readonly string[], here: Shown[][], there: Shown[][]): Settlement {
  const queries = paths.map((path, index) => ({
    path,
    observatory: here[index] ?? [],
    main: there[index] ?? [],
  }));
  return { kind: 'settlement', at_ms: performance.now(), pending, queries };
}
