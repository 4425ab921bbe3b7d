/** A time during which something stays what it is: from the first second of it to the first second after it. */
export interface Stretch<Value> {
  from_ms: number;
  to_ms: number;
  value: Value;
}

/** How often one looks: what begins and ends within a minute is no use to anybody (the shortest useful block). */
const LOOK_S = 60;

/**
 * The stretches a range falls into, one after the other without gap or overlap, their edges found to the second by
 * bisection. The range is taken to whole seconds. What lasts less than a minute may be missed.
 */
export function* stretches<Value extends string | boolean>(
  range: { from_ms: number; to_ms: number },
  at: (time_ms: number) => Value,
): Generator<Stretch<Value>> {
  const to_s = Math.floor(range.to_ms / 1_000);
  let begun_s = Math.floor(range.from_ms / 1_000);
  let value = at(begun_s * 1_000);
  let now_s = begun_s;
  while (now_s < to_s) {
    const next_s = Math.min(now_s + LOOK_S, to_s);
    const next = at(next_s * 1_000);
    if (next === value) {
      now_s = next_s;
      continue;
    }
    now_s = edge(now_s, next_s, (time_s) => at(time_s * 1_000) === value);
    yield { from_ms: begun_s * 1_000, to_ms: now_s * 1_000, value };
    begun_s = now_s;
    value = at(now_s * 1_000);
  }
  if (begun_s < to_s) yield { from_ms: begun_s * 1_000, to_ms: to_s * 1_000, value };
}

/** The first second at which something no longer holds, which holds at the first given and not at the second. */
function edge(holds_s: number, fails_s: number, holds: (time_s: number) => boolean): number {
  let [before_s, after_s] = [holds_s, fails_s];
  while (after_s - before_s > 1) {
    const middle_s = Math.floor((before_s + after_s) / 2);
    if (holds(middle_s)) before_s = middle_s;
    else after_s = middle_s;
  }
  return after_s;
}
