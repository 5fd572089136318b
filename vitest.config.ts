import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The sources keep no state but caches of what never changes, so that files may share them.
    isolate: false,
    // The end-to-end tests mostly wait, for a child process or for a retry: more of them than two cores run at once. Still more only get in each other's way.
    maxWorkers: Math.max(3, availableParallelism()),
  },
});
