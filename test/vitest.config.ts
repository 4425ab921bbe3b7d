import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 120_000, hookTimeout: 120_000 };
/** Each worker holds pools of its own; two cores drive no more than this usefully. */
const workers = { maxWorkers: 3 };
/** Files that neither change their process nor each other: a worker loads what they share once for all of them. */
const TOGETHER = ['auth', 'flow', 'functions', 'http', 'kernel', 'laws', 'model', 'sky'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const CAMPAIGNS = ['test/campaign/*.test.ts', 'test/campaign/planted/*.test.ts'];

/**
 * One set of real servers for all files; files run side by side, each on a database and key prefix of its own. Campaigns come
 * afterwards and one by one: they bring servers of their own and load the machine by themselves.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    globalSetup: ['test/support/servers.ts'],
    projects: [
      { test: { ...limits, ...workers, name: 'sites', include: TOGETHER, isolate: false } },
      {
        test: {
          ...limits,
          ...workers,
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: [...CAMPAIGNS, ...TOGETHER],
        },
      },
      { test: { ...limits, name: 'campaigns', include: CAMPAIGNS, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
