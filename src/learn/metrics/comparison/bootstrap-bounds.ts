import { sortFloats } from '../../math/order/sort-floats.js';
import { ModelMountError } from '../../../core/errors.js';
import { normalCdf, normalQuantile } from '../../math/distributions/normal.js';
import { sum } from '../../math/sums/sum.js';

/** How the bounds are read off the values of the resamples. */
export type BootstrapMethod = 'percentile' | 'basic' | 'bca';

/** What the bounds are read off. */
export interface BootstrapValues {
  /** Of all samples. */
  readonly value: number;
  /** Of each resample. */
  readonly distribution: Float64Array;
  /** Without each of the samples, for `bca`. */
  readonly jackknife: Float64Array | undefined;
}

/** The bounds of a confidence interval, and the standard error. */
export function bootstrapBounds(
  { value, distribution, jackknife }: BootstrapValues,
  { method, confidenceLevel }: { readonly method: BootstrapMethod; readonly confidenceLevel: number },
): { low: number; high: number; standardError: number } {
  const sorted = sortFloats(distribution).values;
  const tail = (1 - confidenceLevel) / 2;
  const shares: [number, number] =
    jackknife === undefined ? [tail, 1 - tail] : bcaShares(tail, bias(value, sorted), acceleration(jackknife));
  const [low, high] = [quantile(sorted, shares[0]), quantile(sorted, shares[1])];
  const standardError = deviation(sorted);
  return method === 'basic'
    ? { low: 2 * value - high, high: 2 * value - low, standardError }
    : { low, high, standardError };
}

/** Which quantiles make up for bias and skewness (Efron 1987). */
function bcaShares(tail: number, z0: number, a: number): [number, number] {
  const share = (z: number): number => normalCdf(z0 + (z0 + z) / (1 - a * (z0 + z)));
  const z = normalQuantile(tail);
  const shares: [number, number] = [share(z), share(-z)];
  if (!shares.some(Number.isNaN)) return shares;
  throw new ModelMountError(
    'UNDEFINED_SCORE',
    'method "bca" has no bounds: all resamples are on one side of the value, or no sample changes it; use "percentile"',
  );
}

/** By how much the resamples are off, as a normal deviate; half of those equal to the value count as below it. */
function bias(value: number, sorted: Float64Array): number {
  let [below, notAbove] = [0, 0];
  for (const one of sorted) {
    if (one < value) below++;
    if (one <= value) notAbove++;
  }
  return normalQuantile((below + notAbove) / (2 * sorted.length));
}

/** The skewness of what each sample adds, over 6. @throws {ModelMountError} `UNDEFINED_SCORE` if one has no value. */
function acceleration(jackknife: Float64Array): number {
  const n = jackknife.length;
  const mean = sum(n, (i) => jackknife[i] as number) / n;
  if (Number.isNaN(mean)) {
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      'the metric has no value without one of the samples, which method "bca" needs; use "percentile"',
    );
  }
  const power = (exponent: number): number => sum(n, (i) => (mean - (jackknife[i] as number)) ** exponent);
  return power(3) / power(2) ** 1.5 / 6;
}

/** Between neighbours it is interpolated. */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const part = place - below;
  const from = sorted[below] as number;
  return from + ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - from) * part;
}

function deviation(values: Float64Array): number {
  const n = values.length;
  const mean = sum(n, (i) => values[i] as number) / n;
  return Math.sqrt(sum(n, (i) => ((values[i] as number) - mean) ** 2) / (n - 1));
}
