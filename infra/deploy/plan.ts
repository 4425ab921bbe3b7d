import { isDeepStrictEqual } from 'node:util';
import { type BuiltFunction, RUNTIME } from '../build/manifest.ts';
import type { Group } from '../functions.ts';
import type { Controller, SiteAction } from './controller.ts';
import { eachOf } from './each-of.ts';
import { planSchedule } from './schedule.ts';
import type { SiteToDeploy } from './site-file.ts';
import { AUTH, CODE, GROUPS, inOrder, VERSION, type WantedAction, wantedAction } from './wanted.ts';

/**
 * What differs between what a site runs and what it is to run. `drifted`: it is not what was deployed, so somebody has changed it by
 * other means.
 */
export type State = 'added' | 'changed' | 'drifted' | 'removed';

/** One difference: `why` names what differs, and never a value. */
export interface Difference {
  kind: 'package' | 'function' | 'trigger' | 'rule';
  group: Group;
  name: string;
  state: State;
  why: string[];
}

/** The controllers of a site's two namespaces. */
export type Controllers = Readonly<Record<Group, Controller>>;

/** What differs, with what is to be put in its place. */
export interface Plan {
  packages: Difference[];
  functions: { difference: Difference; wanted: WantedAction; found: SiteAction | undefined }[];
  schedules: { differences: Difference[]; wanted: WantedAction }[];
  removed: Difference[];
  /** The functions that are as they are to be. */
  same: WantedAction[];
}

/** Compares what a site runs, asked from the site, with these functions; `names` narrows them, and then nothing counts as removed. */
export async function plan(
  site: SiteToDeploy,
  controllers: Controllers,
  functions: readonly BuiltFunction[],
  names: readonly string[],
): Promise<Plan> {
  const packages = {
    recording: await controllers.recording.package(site.package),
    reading: await controllers.reading.package(site.package),
  };
  const chosen = functions.filter(({ name }) => names.length === 0 || names.includes(name));
  const wanted = inOrder(chosen.map((built) => wantedAction(site, built)));
  const compared = await eachOf(wanted, async (one) => {
    const there = packages[one.group] === undefined ? undefined : await controllers[one.group].action(one.action);
    return {
      difference: functionDifference(one, there, packages[one.group]?.parameters ?? {}),
      wanted: one,
      found: there,
    };
  });
  const differing = compared.flatMap(({ difference, ...rest }) =>
    difference === undefined ? [] : [{ difference, ...rest }],
  );
  const schedules = await eachOf(
    wanted.filter(({ built }) => built.kind === 'scheduled'),
    async (one) => ({ wanted: one, differences: await planSchedule(controllers[one.group], one) }),
  );
  return {
    packages: GROUPS.flatMap((group) => packageDifference(site, group, packages[group]?.parameters) ?? []),
    functions: differing,
    schedules: schedules.filter(({ differences }) => differences.length > 0),
    removed:
      names.length > 0 ? [] : GROUPS.flatMap((group) => removedOf(group, packages[group]?.actions ?? [], functions)),
    same: compared.filter(({ difference }) => difference === undefined).map((one) => one.wanted),
  };
}

function packageDifference(
  site: SiteToDeploy,
  group: Group,
  found: Readonly<Record<string, unknown>> | undefined,
): Difference | undefined {
  const base = { kind: 'package', group, name: site.package } as const;
  if (found === undefined) return { ...base, state: 'added', why: [] };
  const why = differingNames(site.parameters, found).map((name) => `parameter ${name}`);
  return why.length === 0 ? undefined : { ...base, state: 'changed', why };
}

function functionDifference(
  { built, group, limits, annotations }: WantedAction,
  found: SiteAction | undefined,
  inherited: Readonly<Record<string, unknown>>,
): Difference | undefined {
  const base = { kind: 'function', group, name: built.name } as const;
  if (found === undefined) return { ...base, state: 'added', why: [] };
  // The controller says of itself what runs the code.
  const { exec: _, [CODE]: deployed_code, [VERSION]: deployed_version, ...said } = found.annotations;
  const { [CODE]: _c, [VERSION]: _v, ...to_say } = annotations;
  const is_ours = deployed_code === found.digest && typeof deployed_version === 'string';
  const settings = differingNames(to_say, said);
  const by_hand = [
    ...(found.kind === RUNTIME ? [] : ['runtime']),
    ...differingNames(limits, found.limits).map((name) => `limit ${name}`),
    ...settings.filter((name) => name !== AUTH).map((name) => `annotation ${name}`),
    ...differingNames(inherited, found.parameters).map((name) => `parameter ${name}`),
  ];
  const why = [
    ...(found.digest === built.digest ? [] : ['code']),
    ...by_hand,
    ...(settings.includes(AUTH) ? [`annotation ${AUTH}`] : []),
    ...(is_ours ? [] : ['not deployed from here']),
  ];
  if (why.length === 0 && deployed_version === built.hash) return undefined;
  // A version stands for its code, its limits and its annotations: where it is this one, nothing of them may differ.
  const is_drifted = !is_ours || (deployed_version === built.hash && by_hand.length > 0);
  return { ...base, state: is_drifted ? 'drifted' : 'changed', why: why.length === 0 ? ['version'] : why };
}

function removedOf(
  group: Group,
  actions: readonly { name: string }[],
  functions: readonly BuiltFunction[],
): Difference[] {
  const known = new Set(functions.filter((one) => one.group === group).map(({ name }) => name));
  return actions
    .map(({ name }) => name)
    .filter((name) => !known.has(name))
    .sort()
    .map((name) => ({ kind: 'function', group, name, state: 'removed', why: [] }));
}

/** The names of what is on one side only, or not the same on both. */
function differingNames(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isDeepStrictEqual(one[name], other[name])).sort();
}
