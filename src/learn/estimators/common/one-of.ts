import type { OptionRule } from './check-options.js';

/** A rule that allows some values only. */
export function oneOf(allowed: readonly unknown[]): OptionRule {
  return {
    expected: allowed.map((value) => (typeof value === 'string' ? `"${value}"` : String(value))).join(', '),
    accepts: (value) => allowed.includes(value),
  };
}
