import type { Deployment } from './apply.ts';
import { putFunction } from './put-function.ts';
import { short } from './verify.ts';
import { inOrder, wantedAction } from './wanted.ts';

/**
 * Puts the previous version of functions back, each asked which one it is; without names, of those that were deployed together last. It
 * stops at the first that does not answer, which is left as it was. Throws an Error for a function that has no previous version here.
 */
export async function rollback(deployment: Deployment, names: readonly string[]): Promise<void> {
  const { site, controllers, store, say } = deployment;
  const chosen = names.length > 0 ? names : store.latest();
  if (chosen.length === 0) throw new Error('Nothing has been deployed from here that could be rolled back.');
  const previous = chosen.map((name) => {
    const version = store.previous(name);
    const bundle = version === undefined ? undefined : store.bundle(version);
    if (bundle === undefined && names.length > 0)
      throw new Error(`${name}: no version before the present one was deployed from here.`);
    return { name, bundle };
  });
  for (const { name, bundle } of previous) if (bundle === undefined) say(`${name}: left, it has no previous version`);
  const bundles = new Map(previous.flatMap(({ name, bundle }) => (bundle === undefined ? [] : [[name, bundle]])));
  for (const wanted of inOrder([...bundles.values()].map(({ built }) => wantedAction(site, built)))) {
    const { built, group, action } = wanted;
    const bundle = bundles.get(built.name);
    if (bundle === undefined) continue;
    await putFunction(controllers[group], wanted, bundle, await controllers[group].action(action));
    store.rolledBack(built.name);
    say(`${built.name}: ${short(built.hash)} is back`);
  }
}
