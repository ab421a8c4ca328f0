import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/full/{memory,pool}/*.full.ts'], pool: 'forks', testTimeout: 900_000, hookTimeout: 120_000 },
});
