import { chebyshev } from './chebyshev.js';
import { stirlingSeries } from './stirling-series.js';

const HALF_LOG_TWO_PI = 0.9189385332046728;

// Of logGamma(2 + z) / z over 2z, for |z| ≤ 1/2: log Γ is 0 at 1 and 2, where its digits must be kept.
const AROUND_TWO: readonly number[] = [
  0.41418612492156676, 0.16322170068760064, -0.008658972394126285, 0.0006727515726001485, -6.139556963628233e-5,
  6.110065797003576e-6, -6.410003033826223e-7, 6.962242692768951e-8, -7.747248733788217e-9, 8.774075140687239e-10,
  -1.0070266869830198e-10, 1.1678602130652374e-11, -1.3656871334744932e-12, 1.6079351149711552e-13,
  -1.9039501088488732e-14, 2.2653768767833064e-15, -2.706656814831896e-16, 3.245660731626191e-17,
];

/** The logarithm of Γ(x), for x > 0; Infinity at 0, NaN below. */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  if (x >= 10) return x === Infinity ? x : (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  if (x < 0.5) return logGammaAroundOne(x) - Math.log(x);
  if (x < 1.5) return logGammaAroundOne(x - 1);
  // Γ(x) = (x − 1) (x − 2) … Γ(the rest), the rest between 1.5 and 2.5.
  let product = 1;
  let rest = x;
  while (rest > 2.5) product *= --rest;
  return Math.log(product) + aroundTwo(rest - 2);
}

/** log Γ(1 + z) for |z| ≤ 1/2, with all the digits of `z`. */
export function logGammaAroundOne(z: number): number {
  return aroundTwo(z) - Math.log1p(z);
}

function aroundTwo(z: number): number {
  return z * chebyshev(AROUND_TWO, 2 * z);
}
