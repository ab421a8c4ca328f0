import { logGamma } from './log-gamma.js';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * How far log Γ(x) is from Stirling's (x − 1/2) log x − x + log(2π) / 2, for x > 0: what densities of large
 * parameters need instead of differences between huge logarithms. Absolute error about 1e-15.
 */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return logGamma(x) - (x - 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/** The same for x ≥ 10, from the asymptotic series (Abramowitz & Stegun 6.1.41). */
export function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  return (
    (1 / 12 -
      r *
        (1 / 360 -
          r *
            (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156 - r * (3617 / 122400)))))))) /
    x
  );
}
