import type { Controller, SiteAction } from './controller.ts';
import type { StoredBundle } from './store.ts';
import { wrongAnswer } from './verify.ts';
import type { WantedAction } from './wanted.ts';

/** A function whose new version does not answer as it should; what ran before runs again. */
export class BrokenVersion extends Error {
  override readonly name = 'BrokenVersion';
}

/**
 * Puts a version of a function at a site and asks it which one it is. One that cannot begin, or is not what was put, is taken back: what
 * was `found` is put again, or the action removed where there was none. Throws a BrokenVersion then.
 */
export async function putFunction(
  controller: Controller,
  { action, limits, annotations }: WantedAction,
  { built, zip }: StoredBundle,
  found: SiteAction | undefined,
): Promise<void> {
  await controller.putAction(action, { code: zip, limits, annotations });
  const problem = await wrongAnswer(controller, action, { name: built.name, version: built.hash });
  if (problem === undefined) return;
  if (found === undefined) {
    await controller.deleteAction(action);
    throw new BrokenVersion(`${built.name}: refused, ${problem}. It was not there before, and was removed again.`);
  }
  const { exec: _, ...said } = found.annotations;
  await controller.putAction(action, { ...found, annotations: said });
  throw new BrokenVersion(`${built.name}: refused, ${problem}. The version that was there before is back.`);
}
