import type { BuiltFunction } from '../build/manifest.ts';
import type { Group } from '../functions.ts';
import type { SiteToDeploy } from './site-file.ts';

/** The two namespaces; what records comes first in everything. */
export const GROUPS: readonly Group[] = ['recording', 'reading'];

/** Annotations that say what was deployed: the version by its hash, and the SHA-256 of the zip it came in. */
export const VERSION = 'ops-db-version';
export const CODE = 'ops-db-code';
/** The secret without which a web action refuses a call. */
export const AUTH = 'require-whisk-auth';

/** An action as it is to be at a site. */
export interface WantedAction {
  built: BuiltFunction;
  group: Group;
  /** With the package, as OpenWhisk names it. */
  action: string;
  limits: { timeout: number; memory: number; concurrency: number };
  annotations: Record<string, unknown>;
  /** When it runs by itself, as cron. */
  schedule: string | undefined;
  /** The trigger that fires it, and the rule between them. */
  trigger: string;
}

/** A function as an action of a site. */
export function wantedAction(site: SiteToDeploy, built: BuiltFunction): WantedAction {
  const { timeout_s, memory_mb, concurrency } = built.limits;
  const schedule = site.schedules[built.name] === undefined ? built.schedule : site.schedules[built.name];
  return {
    built,
    group: built.group,
    action: `${site.package}/${built.name}`,
    limits: { timeout: timeout_s * 1_000, memory: memory_mb, concurrency },
    annotations: {
      ...built.annotations,
      ...(built.kind === 'http' ? { [AUTH]: site.web_secret } : {}),
      [VERSION]: built.hash,
      [CODE]: built.digest,
    },
    schedule: schedule ?? undefined,
    trigger: triggerOf(site, built.name),
  };
}

/** The trigger, and the rule, of a scheduled function. */
export const triggerOf = (site: SiteToDeploy, name: string) => `${site.package}-${name}`;

const FIRST = 'scheduled-drain-buffer';

/** The order of a deployment: the drain, whatever else runs by the clock, what records, what reads. */
export function inOrder(wanted: readonly WantedAction[]): WantedAction[] {
  const rank = ({ built, group }: WantedAction) =>
    built.name === FIRST ? 0 : built.kind === 'scheduled' ? 1 : group === 'recording' ? 2 : 3;
  return wanted.toSorted((a, b) => rank(a) - rank(b) || (a.built.name < b.built.name ? -1 : 1));
}
