import { chebyshev } from './chebyshev.js';
import { expMinusSquare } from './exp-square.js';

// Of erf(x) / x over 2x² − 1, for |x| ≤ 1. These and the others in this folder: special_coefficients.py.
const ERF: readonly number[] = [
  0.9754769393826541, -0.14226120510371365, 0.010035582187599796, -0.0005768764699767485, 2.741993125219606e-5,
  -1.1043175507344507e-6, 3.8488755420345036e-8, -1.1808582533875466e-9, 3.2334215826050907e-11, -7.991015947004549e-13,
  1.7990725113961456e-14, -3.718635487818693e-16,
];

// Of exp(x²) erfc(x) (x + 4) / 4 over (4 − x) / (4 + x), for x ≥ 0.
const SCALED_ERFC: readonly number[] = [
  0.40802446954913146, 0.37635823567636745, 0.14758035457222363, 0.049571317930027586, 0.014227107557117175,
  0.003443493262717524, 0.000682254183283808, 0.00010340451975756189, 9.72854595199015e-6, -1.1988713758412045e-7,
  -2.1747767703449563e-7, -3.0291767735991394e-8, 9.47991756520455e-10, 8.633411694990956e-10, 6.872156425953403e-11,
  -1.7034898438296277e-11, -3.3921306868290887e-12, 2.6158087668540244e-13, 1.212767580310864e-13,
  -2.114689543244809e-15, -4.117340933404178e-15, -6.328712721700708e-17, 1.4393110983449846e-16,
];

/** The error function, 2/√π ∫₀ˣ exp(−t²) dt; from −1 to 1. */
export function erf(x: number): number {
  if (Math.abs(x) <= 1) return x * chebyshev(ERF, 2 * x * x - 1);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** 1 − erf(x), with all its digits where that is near 0; from 0 to 2. */
export function erfc(x: number): number {
  if (x < 0.5) return x < -1 ? 2 - erfc(-x) : 1 - erf(x);
  // Below the smallest float64 beyond; the product there would be 0 · 0 or, at Infinity, NaN.
  if (x > 28) return 0;
  return expMinusSquare(x, 1) * scaledErfc(x);
}

/** exp(x²) erfc(x) for x ≥ 0: what is left of `erfc` without its decay. */
export function scaledErfc(x: number): number {
  return (4 / (4 + x)) * chebyshev(SCALED_ERFC, (4 - x) / (4 + x));
}
