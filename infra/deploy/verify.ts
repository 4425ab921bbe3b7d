import * as z from 'zod';
import type { BuiltFunction } from '../build/manifest.ts';
import type { Controller } from './controller.ts';
import { eachOf } from './each-of.ts';
import type { Controllers } from './plan.ts';
import { silentSchedule } from './schedule.ts';
import type { SiteToDeploy } from './site-file.ts';
import type { Store } from './store.ts';
import { wantedAction } from './wanted.ts';

const answer = z.object({ name: z.string(), version: z.string() });

/** Characters of a version that are shown. */
const SHORT = 12;

/** A version as it is shown. */
export const short = (hash: string) => hash.slice(0, SHORT);

/** What is wrong with the answer of an action to a version probe; undefined when the wanted code has answered. */
export async function wrongAnswer(
  controller: Controller,
  action: string,
  wanted: { name: string; version: string },
): Promise<string | undefined> {
  let given: unknown;
  try {
    given = await controller.probe(action);
  } catch (error) {
    return `it does not answer: ${error instanceof Error ? error.message : 'unknown'}`;
  }
  const { name, version } = answer.safeParse(given).data ?? {};
  if (name === undefined || version === undefined) return 'it does not say which version it is';
  if (name === wanted.name && version === wanted.version) return undefined;
  return `${name} ${short(version)} answers, ${wanted.name} ${short(wanted.version)} should`;
}

/**
 * Asks each function which code it is, and whether what is to fire it does: what is wrong, nothing when all is well. A function should be
 * the version that was deployed from here last, or the one that is built when none was.
 */
export async function verify(
  site: SiteToDeploy,
  controllers: Controllers,
  store: Store,
  functions: readonly BuiltFunction[],
): Promise<string[]> {
  const wrong = await eachOf(functions, async (built) => {
    const wanted = wantedAction(site, built);
    const controller = controllers[built.group];
    const version = store.current(built.name) ?? built.hash;
    const problem = await wrongAnswer(controller, wanted.action, { name: built.name, version });
    const silent = await silentSchedule(controller, wanted);
    return [...(problem === undefined ? [] : [`${built.name}: ${problem}`]), ...silent];
  });
  return wrong.flat();
}
