import { columnMoments } from '../../math/columns/column-moments.js';
import { Matrix } from '../../math/matrix.js';
import { minimizeBounded, type BoundedMinimum } from '../../math/optimize/minimize-bounded.js';
import { boxCox, yeoJohnson } from './power-maps.js';

/** How exactly the exponent is wanted; the likelihood is too flat at its top to tell more. */
const TOLERANCE = 1.48e-8;
/** Exponents of e that leave the squares of their powers within float64. */
const MAX_EXPONENT = Math.log(Number.MAX_VALUE) / 2 - 20;

/** What a map must leave of the standard deviation, in units of the largest magnitude: two digits of it. */
const LEAST_SPREAD = 2 ** 7 * Number.EPSILON;
/** Worse than any likelihood, and with room for what is worse still. */
const NO_DIGITS = 1e150;

/**
 * The exponent with which Box and Cox's map makes values most like a normal sample: of the largest likelihood.
 *
 * @param values - All above 0, not all equal.
 *
 * Method: Box & Cox 1964, searched by Brent's method within what float64 can hold.
 */
export function fitBoxCox(values: Float64Array): BoundedMinimum {
  const logs = values.map((value) => Math.log(value));
  const center = columnMoments(new Matrix(logs.length, 1, logs)).mean[0] as number;
  const farthest = logs.reduce((most, value) => Math.max(most, Math.abs(value - center)), 0);
  const [smallest, largest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const least = leastSpread(values);
  const powers = new Float64Array(logs.length);
  const negativeLikelihood = (lambda: number): number => {
    // In units of the geometric mean the other term of the likelihood is 0, and powers keep their digits.
    for (let i = 0; i < logs.length; i++) {
      const exponent = (logs[i] as number) - center;
      powers[i] = lambda === 0 ? exponent : Math.expm1(lambda * exponent) / lambda;
    }
    const variance = varianceOf(powers);
    const spread = Math.sqrt(variance) * Math.exp(lambda * center);
    const magnitude = Math.max(Math.abs(boxCox(smallest, lambda)), Math.abs(boxCox(largest, lambda)));
    if (!(spread / magnitude > least)) return withoutDigits(lambda);
    return (logs.length / 2) * Math.log(variance);
  };
  const most = logs.reduce((largest, log) => Math.max(largest, Math.abs(log)), farthest);
  const bound = MAX_EXPONENT / Math.max(most, Number.MIN_VALUE);
  return minimizeBounded(negativeLikelihood, [-Math.min(bound, 1e6), Math.min(bound, 1e6)], { tolerance: TOLERANCE });
}

/**
 * The exponent with which Yeo and Johnson's map makes values most like a normal sample.
 *
 * @param values - Not all equal.
 *
 * Method: Yeo & Johnson 2000, searched by Brent's method within what float64 can hold.
 */
export function fitYeoJohnson(values: Float64Array): BoundedMinimum {
  let sumOfLogs = 0;
  let largest = 0;
  let [hasNegative, hasOther] = [false, false];
  for (const value of values) {
    sumOfLogs += Math.sign(value) * Math.log1p(Math.abs(value));
    largest = Math.max(largest, Math.abs(value));
    if (value < 0) hasNegative = true;
    else hasOther = true;
  }
  const mapped = new Float64Array(values.length);
  const least = leastSpread(values);
  const negativeLikelihood = (lambda: number): number => {
    for (let i = 0; i < values.length; i++) mapped[i] = yeoJohnson(values[i] as number, lambda);
    const variance = varianceOf(mapped);
    if (!(relativeSpread(mapped, variance) > least)) return withoutDigits(lambda);
    return (values.length / 2) * Math.log(variance) - (lambda - 1) * sumOfLogs;
  };
  return minimizeBounded(negativeLikelihood, yeoJohnsonBounds(largest, { hasNegative, hasOther }), {
    tolerance: TOLERANCE,
  });
}

/** Exponents for which values up to 20 times the largest can be mapped, and their variance taken. */
function yeoJohnsonBounds(
  largest: number,
  { hasNegative, hasOther }: { hasNegative: boolean; hasOther: boolean },
): readonly [number, number] {
  const log = Math.log1p(20 * largest);
  const low = (Math.log(2 ** -1022) - Math.log(Number.EPSILON)) / 2 / log;
  const high = (Math.log(Number.MAX_VALUE) + Math.log(Number.EPSILON)) / 2 / log;
  if (!hasNegative) return [low, high];
  return hasOther ? [Math.max(2 - high, low), Math.min(2 - low, high)] : [2 - high, 2 - low];
}

/** As `LEAST_SPREAD`, but no more than values have that are close together themselves. */
function leastSpread(values: Float64Array): number {
  return Math.min(LEAST_SPREAD, relativeSpread(values, varianceOf(values)) / 2);
}

/**
 * What stands for the likelihood where the map leaves hardly a digit of what tells values apart, so that all that came
 * out of it were rounding error: worse than any likelihood, the less so the nearer to no map at all.
 */
function withoutDigits(lambda: number): number {
  return NO_DIGITS * (1 + Math.abs(lambda - 1));
}

/** The standard deviation in units of the largest magnitude. */
function relativeSpread(values: Float64Array, variance: number): number {
  return Math.sqrt(variance) / values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function varianceOf(values: Float64Array): number {
  return columnMoments(new Matrix(values.length, 1, values)).variance[0] as number;
}
