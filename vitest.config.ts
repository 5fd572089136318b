import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The end-to-end tests mostly wait, for a child process or for a retry: more of them than cores run at once.
    maxWorkers: 6,
  },
});
