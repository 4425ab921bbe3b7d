import type { Difference, Plan } from './plan.ts';

/** A plan for whoever decides on it: one line per difference, and how many there are of which kind. Names only, no value. */
export function showPlan(plan: Plan): string[] {
  const all = differencesOf(plan);
  const counts = (['added', 'changed', 'drifted', 'removed'] as const).map(
    (state) => `${all.filter((one) => one.state === state).length} ${state}`,
  );
  return [
    ...all.map(({ kind, group, name, state, why }) =>
      [
        state.padEnd(8),
        kind.padEnd(9),
        group.padEnd(10),
        name,
        ...(why.length === 0 ? [] : [`(${why.join(', ')})`]),
      ].join(' '),
    ),
    `${counts.join(', ')}; ${plan.same.length} functions are as they should be`,
  ];
}

/** Every difference of a plan, in the order it is applied. */
export function differencesOf({ packages, functions, schedules, removed }: Plan): Difference[] {
  return [
    ...packages,
    ...functions.map(({ difference }) => difference),
    ...schedules.flatMap(({ differences }) => differences),
    ...removed,
  ];
}
