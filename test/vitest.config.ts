import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 120_000, hookTimeout: 120_000 };
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
      {
        test: {
          ...limits,
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: CAMPAIGNS,
          // Each worker holds pools of its own; two cores drive no more than this usefully.
          maxWorkers: 3,
        },
      },
      { test: { ...limits, name: 'campaigns', include: CAMPAIGNS, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
