import { defineConfig } from 'vitest/config';
import { CountsReporter } from './test/counts-reporter.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/full/**'], // needs what an ordinary install leaves out: `npm run check:full`
    // onnxruntime checks typed arrays by constructor, which fails across VM contexts: processes, not vmThreads.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: [new CountsReporter(), 'default', ...(process.env['GITHUB_ACTIONS'] ? ['github-actions'] : [])],
  },
});
