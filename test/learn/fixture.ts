import { readFileSync } from 'node:fs';

const NUMBERS: Record<string, number> = { NaN, Infinity, '-Infinity': -Infinity };

/** A reference file written by test/reference/learn/; what JSON has no number for becomes one again. */
export function readFixture(name: string): unknown {
  const text = readFileSync(new URL(`../fixtures/learn/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' && Object.hasOwn(NUMBERS, value) ? NUMBERS[value] : value,
  );
}

/** A word of scikit-learn, an option's name or value, as it is written here: `log_loss` is `logLoss`. */
export function camelCase(word: string): string {
  return word.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Largest difference, relative to the largest expected number (or to 1, if that is smaller). */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let size = 1;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    size = Math.max(size, Math.abs(expected[i]!));
    if (Number.isNaN(actual[i])) return NaN;
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
  }
  return difference / size;
}

/** The code of the ModelMountError that `act` throws; 'nothing' if it throws none. */
export function codeOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'nothing';
}
