import { columnMoments } from '../../math/columns/column-moments.js';
import { Matrix } from '../../math/matrix.js';
import { minimizeBounded, type BoundedMinimum } from '../../math/optimize/minimize-bounded.js';
import { yeoJohnson } from './power-maps.js';

/** How exactly the exponent is wanted; the likelihood is too flat at its top to tell more. */
const TOLERANCE = 1.48e-8;
/** Exponents of e that leave the squares of their powers within float64. */
const MAX_EXPONENT = Math.log(Number.MAX_VALUE) / 2 - 20;

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
  const spread = logs.reduce((largest, value) => Math.max(largest, Math.abs(value - center)), 0);
  const powers = new Float64Array(logs.length);
  const negativeLikelihood = (lambda: number): number => {
    // In units of the geometric mean the other term of the likelihood is 0, and powers keep their digits.
    for (let i = 0; i < logs.length; i++) {
      const exponent = (logs[i] as number) - center;
      powers[i] = lambda === 0 ? exponent : Math.expm1(lambda * exponent) / lambda;
    }
    return (logs.length / 2) * Math.log(varianceOf(powers));
  };
  const bound = MAX_EXPONENT / Math.max(spread, Number.MIN_VALUE);
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
  const negativeLikelihood = (lambda: number): number => {
    for (let i = 0; i < values.length; i++) mapped[i] = yeoJohnson(values[i] as number, lambda);
    const variance = varianceOf(mapped);
    // Where the map leaves no difference between values, its likelihood is rounding error.
    return variance > 0 ? (values.length / 2) * Math.log(variance) - (lambda - 1) * sumOfLogs : Infinity;
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

function varianceOf(values: Float64Array): number {
  return columnMoments(new Matrix(values.length, 1, values)).variance[0] as number;
}
