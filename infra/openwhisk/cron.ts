import { Refusal } from './refusal.ts';

/** Lowest and highest of minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** Whether a minute is one of a cron expression with five fields of numbers, `*`, `a-b`, `/n` and commas; in UTC. */
export type Cron = (at: Date) => boolean;

/** Reads an expression. Throws a Refusal for one it cannot read, or with seconds: those a site's operator may forbid. */
export function parseCron(expression: string): Cron {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5)
    throw new Refusal(400, `cron '${expression}' needs five fields: 1 minute as the finest granularity`);
  const [minutes, hours, days, months, weekdays] = RANGES.map(([low, high], at) =>
    valuesOf(fields[at] ?? '', low, high),
  );
  // As in cron(8): of two restricted days one suffices.
  const either = fields[2] !== '*' && fields[4] !== '*';
  return (at) => {
    const is_day = days?.has(at.getUTCDate()) ?? false;
    const is_weekday = weekdays?.has(at.getUTCDay()) || (at.getUTCDay() === 0 && weekdays?.has(7)) || false;
    return (
      (minutes?.has(at.getUTCMinutes()) ?? false) &&
      (hours?.has(at.getUTCHours()) ?? false) &&
      (months?.has(at.getUTCMonth() + 1) ?? false) &&
      (either ? is_day || is_weekday : is_day && is_weekday)
    );
  };
}

function valuesOf(field: string, low: number, high: number): Set<number> {
  return new Set(
    field.split(',').flatMap((part) => {
      const [, from, to, step = '1'] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [undefined, 'x'];
      const first = from === undefined ? low : Number(from);
      const last = from === undefined || (to === undefined && part.includes('/')) ? high : Number(to ?? from);
      if (!(first >= low && last <= high && first <= last && Number(step) > 0))
        throw new Refusal(400, `'${part}' is not within ${low} to ${high}`);
      return Array.from(
        { length: Math.floor((last - first) / Number(step)) + 1 },
        (_, at) => first + at * Number(step),
      );
    }),
  );
}
