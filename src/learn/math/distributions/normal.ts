import { erf, erfc, scaledErfc } from '../special/erf.js';
import { expMinusSquare } from '../special/exp-square.js';

const SQRT_HALF = Math.SQRT1_2;
const SQRT_TWO_PI = 2.5066282746310002;

/** The chance that a standard normal variable is at most `x`; all digits in the lower tail. */
export function normalCdf(x: number): number {
  return normalSf(-x);
}

/** The chance that a standard normal variable is above `x`; all digits in the upper tail. */
export function normalSf(x: number): number {
  if (x < 1) return erfc(x * SQRT_HALF) / 2;
  if (x > 40) return 0;
  // Not through erfc: the rounding of x / √2 would cost digits in its decay.
  return (expMinusSquare(x, 2) * scaledErfc(x * SQRT_HALF)) / 2;
}

/**
 * The x below which a standard normal variable is with the chance `p`; ±Infinity at 0 and 1, NaN outside.
 *
 * Method: Wichura 1988 (AS 241), and one step of Halley's method against `normalSf`.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const start = (q * polynomial(A, r)) / polynomial(B, r);
    return halley(start, erf(start * SQRT_HALF) / 2 - q);
  }
  const tail = q < 0 ? p : 1 - p;
  const r = Math.sqrt(-Math.log(tail));
  const start = r <= 5 ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6) : polynomial(E, r - 5) / polynomial(F, r - 5);
  const x = halley(start, tail - normalSf(start));
  return q < 0 ? -x : x;
}

/** `x` corrected by how much the distribution function is too large there. */
function halley(x: number, excess: number): number {
  const step = (excess * SQRT_TWO_PI) / expMinusSquare(x, 2);
  // Where the density underflows the start is all there is.
  return Number.isFinite(step) ? x - step / (1 + (x * step) / 2) : x;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + (coefficients[k] as number);
  return value;
}

const A: readonly number[] = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const B: readonly number[] = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const C: readonly number[] = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const D: readonly number[] = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const E: readonly number[] = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const F: readonly number[] = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];
