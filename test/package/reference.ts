import { read } from '../meta/repository.js';

/** A tensor as a fixture records it. */
export interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The inputs and expected outputs that the fixture's generator recorded. */
export function reference(name: string): {
  readonly inputs: Readonly<Record<string, ReferenceTensor>>;
  readonly outputs: Readonly<Record<string, ReferenceTensor>>;
} {
  return JSON.parse(read(`test/fixtures/${name}/reference.json`)) as ReturnType<typeof reference>;
}

/** The rows of a flat list. */
export function chunk(values: readonly number[], size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, i) => values.slice(i * size, (i + 1) * size));
}

/** The largest distance between two lists of numbers; NaN where they differ in length. */
export function differenceBetween(actual: readonly number[], expected: readonly number[] = []): number {
  if (actual.length !== expected.length || actual.length === 0) return NaN;
  return Math.max(...actual.map((value, i) => Math.abs(value - (expected[i] as number))));
}
