import type { Campaign } from './run-campaign.ts';

/** A campaign in figures. */
export interface Report {
  seed: number;
  lasted_s: number;
  /** Faults struck, by kind. */
  faults: Record<string, number>;
  /** Different transactions acknowledged. */
  acknowledged: number;
  calls: { writes: number; unanswered: number; refused_5xx: number; reads: number; lookups: number };
  /** Looks with something pending, and the most that was. */
  looks: { with_pending: number; most_pending: number; lists_compared: number };
  dead_letters: number;
  checkers: Record<string, { checks: number; violations: number }>;
  /** Of every checker, and what went wrong besides. */
  violations: string[];
  /** What was logged as errors, which faults lead to as well. */
  errors: string[];
}

/** The figures of a campaign. */
export function toReport(campaign: Campaign): Report {
  const { seed, lasted_ms, history, outcome, verdicts, failures, errors, acknowledged } = campaign;
  const faults: Record<string, number> = {};
  const calls = { writes: 0, unanswered: 0, refused_5xx: 0, reads: 0, lookups: 0 };
  const looks = { with_pending: 0, most_pending: 0, lists_compared: 0 };
  for (const happening of history) {
    switch (happening.kind) {
      case 'fault':
        faults[happening.name] = (faults[happening.name] ?? 0) + 1;
        break;
      case 'write':
        calls.writes += 1;
        if (happening.status === null) calls.unanswered += 1;
        else if (happening.status >= 500) calls.refused_5xx += 1;
        break;
      case 'read':
        calls.reads += 1;
        break;
      case 'lookup':
        calls.lookups += 1;
        break;
      case 'settlement':
        if (happening.pending > 0) looks.with_pending += 1;
        looks.most_pending = Math.max(looks.most_pending, happening.pending);
        looks.lists_compared += happening.queries.length;
    }
  }
  const judged = Object.entries(verdicts);
  return {
    seed,
    lasted_s: Math.round(lasted_ms / 1_000),
    faults,
    acknowledged,
    calls,
    looks,
    dead_letters: outcome?.letters.length ?? 0,
    checkers: Object.fromEntries(
      judged.map(([name, { checks, violations }]) => [name, { checks, violations: violations.length }]),
    ),
    violations: [
      ...failures.map((failure) => `campaign: ${failure}`),
      ...judged.flatMap(([name, { violations }]) => violations.map((violation) => `${name}: ${violation}`)),
    ],
    errors,
  };
}

/** Violations and errors printed; all of them are in the report's file. */
const PRINTED = 20;

/** The report as a table for people. */
export function table(report: Report): string {
  const { faults, checkers, calls, looks } = report;
  const rows = (entries: [string, string | number][]) =>
    entries.map(([name, value]) => `  ${name.padEnd(34)}${String(value).padStart(10)}`);
  const struck = Object.entries(faults).toSorted(([a], [b]) => a.localeCompare(b));
  const total = struck.reduce((sum, [, count]) => sum + count, 0);
  return [
    `seed ${report.seed}, ${report.lasted_s} s`,
    '',
    'faults',
    ...rows([...struck, ['in all', total]]),
    '',
    'calls',
    ...rows([
      ['writes acknowledged', report.acknowledged],
      ['writes sent', calls.writes],
      ['... of these without an answer', calls.unanswered],
      ['... of these answered 5xx', calls.refused_5xx],
      ['reads', calls.reads],
      ['look-ups of transactions', calls.lookups],
      ['looks with something pending', looks.with_pending],
      ['most pending at a look', looks.most_pending],
      ['lists compared with main', looks.lists_compared],
      ['dead letters in the end', report.dead_letters],
    ]),
    '',
    `${'checks'.padStart(46)}${'violations'.padStart(13)}`,
    ...Object.entries(checkers).map(
      ([name, { checks, violations }]) =>
        `  ${name.padEnd(34)}${String(checks).padStart(10)}${String(violations).padStart(13)}`,
    ),
    '',
    `violations: ${report.violations.length}`,
    ...report.violations.slice(0, PRINTED).map((violation) => `  ${violation}`),
    // Told where there is something to explain, each kind once.
    ...(report.violations.length === 0 ? [] : kinds(report.errors).slice(0, PRINTED)),
  ].join('\n');
}

/** One of each kind of error, and how many there are of it. */
function kinds(errors: readonly string[]): string[] {
  const by_kind = new Map<string, string[]>();
  for (const line of errors) {
    const kind = line.replace(/^.*?"event":|"instance":"[^"]*",/g, '');
    by_kind.set(kind, [...(by_kind.get(kind) ?? []), line]);
  }
  return [...by_kind.values()].map((lines) => `  logged ${lines.length} times: ${lines[0]}`);
}
