import type { Site } from '../flow/site.ts';
import { describeError, jsonLog } from '../kernel/log.ts';
import type { Limits } from './limits.ts';
import { siteOf } from './runtime-site.ts';
import { versionProbe } from './version.ts';

/** What is declared about a function that runs by the clock. */
export interface ScheduledFacts {
  /** One sentence for operators. */
  doc: string;
  /** The backstop's rate; whoever watches the buffer invokes it more often. */
  rate: 'rate(1 minute)';
  /** Longest run in seconds the runtime must allow. */
  timeout_s: number;
  /** What else the runtime must allow. */
  limits?: Omit<Limits, 'timeout_s'>;
  /** The oldest migration main must have had, when it is not that of all functions. */
  oldest_migration?: string;
  run(site: Site): Promise<object>;
}

/** One deployable function that runs by the clock or when it is invoked. */
export interface Scheduled {
  declared: ScheduledFacts;
  main(params: Record<string, unknown>): Promise<Record<string, unknown>>;
  handler(event: unknown): Promise<Record<string, unknown>>;
}

type Report = Record<string, unknown>;

/** Makes a scheduled function deployable. A run that fails says so in its result and in the log; it never throws. */
export function scheduled(facts: ScheduledFacts): Scheduled {
  const run = async (
    settings: Readonly<Record<string, unknown>>,
    shown: (report: Report) => Report,
  ): Promise<Report> => {
    // On OpenWhisk, and there before the first await only.
    const activation_id = process.env.__OW_ACTIVATION_ID;
    try {
      return shown({ ...(await facts.run(siteOf(settings))) });
    } catch (error) {
      jsonLog({}).error('scheduled.failed', { activation_id, ...describeError(error) });
      return { error: 'The run failed; see the log.' };
    }
  };
  return {
    declared: facts,
    main: async (params) => versionProbe(params) ?? run(params, onOpenWhisk),
    handler: () => run(process.env, (report) => report),
  };
}

/**
 * OpenWhisk takes a result with an `error`, even one that is null, for a failed run, and shows nothing else of it. That the link
 * is down is no failure of the drain: what stopped it is told by another name.
 */
function onOpenWhisk({ error, ...report }: Report): Report {
  return error === undefined || error === null ? report : { ...report, stopped_by: error };
}
