import type { SiteAction } from './controller.ts';
import { eachOf } from './each-of.ts';
import type { Controllers, Plan } from './plan.ts';
import { putFunction } from './put-function.ts';
import { applySchedule, removeSchedule } from './schedule.ts';
import type { SiteToDeploy } from './site-file.ts';
import type { Store, StoredBundle } from './store.ts';
import { CODE, triggerOf, VERSION, type WantedAction } from './wanted.ts';

/** What a deployment is made with. */
export interface Deployment {
  site: SiteToDeploy;
  controllers: Controllers;
  store: Store;
  /** The bundle of a version. */
  bundleOf(wanted: WantedAction): Promise<StoredBundle>;
  say(line: string): void;
}

/**
 * Makes a site what the plan says, and only that: the configuration, then one function after the other (the drain first, each asked
 * which version it is before the next), then what fires them. What is no longer there is left unless `prune`. Throws at the first
 * failure: what was put before it stays, what failed is as it was, and the next plan shows what is left.
 */
export async function apply(deployment: Deployment, plan: Plan, prune: boolean): Promise<void> {
  const { site, controllers, say } = deployment;
  for (const { group, state } of plan.packages) {
    await controllers[group].putPackage(site.package, site.parameters);
    say(`package ${group}: ${state}`);
  }
  // Deployed from elsewhere, or just before an earlier run was interrupted.
  for (const wanted of plan.same) await note(deployment, wanted);
  if (plan.functions.length > 0) deployment.store.begin();
  const by_clock = plan.functions.filter(({ wanted }) => wanted.built.kind === 'scheduled');
  const others = plan.functions.filter(({ wanted }) => wanted.built.kind === 'http');
  for (const one of by_clock) await put(deployment, one.wanted, one.found);
  await eachOf(others, (one) => put(deployment, one.wanted, one.found));
  for (const { wanted, differences } of plan.schedules) {
    await applySchedule(controllers[wanted.group], wanted);
    say(`${wanted.trigger}: ${differences.map(({ kind, state }) => `${kind} ${state}`).join(', ')}`);
  }
  for (const { group, name } of plan.removed) {
    if (!prune) continue;
    await removeSchedule(controllers[group], triggerOf(site, name));
    await controllers[group].deleteAction(`${site.package}/${name}`);
    say(`${name}: removed`);
  }
}

async function note({ store, bundleOf }: Deployment, wanted: WantedAction): Promise<void> {
  const { name, hash } = wanted.built;
  if (store.current(name) === hash) return;
  store.keep(await bundleOf(wanted));
  store.found(name, hash);
}

async function put(deployment: Deployment, wanted: WantedAction, found: SiteAction | undefined): Promise<void> {
  const { controllers, store, say } = deployment;
  const { built, group } = wanted;
  const bundle = await deployment.bundleOf(wanted);
  store.keep(bundle);
  await putFunction(controllers[group], wanted, bundle, found);
  store.deployed(built.name, versionThatRan(store, found), built.hash);
  say(`${built.name}: deployed`);
}

/** The version that was replaced, where it is one that can be put back: as it was built, and kept here. */
function versionThatRan(store: Store, found: SiteAction | undefined): string | undefined {
  const version = found?.annotations[VERSION];
  if (found === undefined || typeof version !== 'string' || found.annotations[CODE] !== found.digest) return undefined;
  return store.bundle(version) === undefined ? undefined : version;
}
