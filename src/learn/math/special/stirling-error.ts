import { logGamma } from './log-gamma.js';
import { stirlingSeries } from './stirling-series.js';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * How far log Γ(x) is from Stirling's (x − 1/2) log x − x + log(2π) / 2, for x > 0: what densities of large
 * parameters need instead of differences between huge logarithms. Absolute error about 1e-15.
 */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return logGamma(x) - (x - 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}
