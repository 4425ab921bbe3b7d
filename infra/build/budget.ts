import type { BuiltFunction } from './manifest.ts';

/**
 * Bytes of minified code a function may have: what the largest has now and a twentieth more. The packages every endpoint stands on are two thirds of
 * it: zod 106 kB, ioredis and its commands 105, pg and its protocol 75, drizzle-orm 54, hono 22, jose 18.
 */
const USUAL_BYTES = { http: 600_000, scheduled: 400_000 };

/** Functions that carry more for a reason: those of the sky an astronomical library, the resolver a reader of XML, too. */
const OWN_BYTES: Readonly<Record<string, number>> = {
  'scheduled-precalculate-visibility': 525_000,
  'sources-resolve': 650_000,
  'visibility-heatmap': 625_000,
  'visibility-of-source': 625_000,
  'visibility-precalculate': 625_000,
  // Serves the description of the API, which it contains.
  'site-openapi': 1_300_000,
};

/**
 * How long a function may take to initialise, in times an action that does nothing takes on the same machine: what the slowest take now
 * and a quarter more. `npm run bench -- init` measures it.
 */
const USUAL_INIT = { http: 9, scheduled: 8 };
const OWN_INIT: Readonly<Record<string, number>> = { 'site-openapi': 12 };

/** Named when a budget is broken: enough to see what came in. */
const HEAVIEST = 6;

/** The bytes a function's code may have. */
export function budgetOf({ name, kind }: Pick<BuiltFunction, 'name' | 'kind'>): number {
  return OWN_BYTES[name] ?? USUAL_BYTES[kind];
}

/** In times an action that does nothing takes. */
export function initBudgetOf({ name, kind }: Pick<BuiltFunction, 'name' | 'kind'>): number {
  return OWN_INIT[name] ?? USUAL_INIT[kind];
}

/** What is wrong with a function that is too large, and where its bytes come from; undefined for one that is not. */
export function overBudget(built: BuiltFunction, parts: Readonly<Record<string, number>>): string | undefined {
  const budget = budgetOf(built);
  if (built.size <= budget) return undefined;
  return `${built.name}: ${kilobytes(built.size)} of code, ${kilobytes(budget)} allowed; ${heaviest(parts)}`;
}

/** Where most bytes of a function come from. */
export function heaviest(parts: Readonly<Record<string, number>>): string {
  const named = Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, HEAVIEST)
    .map(([part, bytes]) => `${part} ${kilobytes(bytes)}`);
  return `heaviest: ${named.join(', ')}`;
}

const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1_000)} kB`;
