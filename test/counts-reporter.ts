import type { Reporter, TestModule } from 'vitest/node';

/** Prints `N passed, N failed` on a line of its own, for scripts that read the log. */
export class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const results = Array.from(module.children.allTests(), (test) => test.result().state);
      passed += results.filter((state) => state === 'passed').length;
      const failedHere = results.filter((state) => state === 'failed').length;
      // A file that fails to load, or a hook that throws, fails no test by itself.
      failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere;
    }
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
