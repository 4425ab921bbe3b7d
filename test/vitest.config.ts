import { defineConfig } from 'vitest/config';

/** One set of real servers for all files; files run side by side, each on a database and key prefix of its own. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each worker holds pools of its own; two cores drive no more than this usefully.
    maxWorkers: 3,
  },
});
