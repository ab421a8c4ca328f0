/**
 * value · log(value / expected) + expected − value, for values > 0: the exponent of Poisson, gamma and binomial
 * densities without the cancellation of their logarithms. ≥ 0, and 0 where both are equal.
 *
 * @param difference - `expected - value`, where the caller has more of its digits than a subtraction would leave.
 *
 * Method: Loader 2000, “Fast and accurate computation of binomial probabilities”, with a series in
 * t / (2 + t) for log(1 + t).
 */
export function deviance(value: number, expected: number, difference: number = expected - value): number {
  const t = difference / value;
  if (t < -0.5) return difference - value * Math.log(expected / value);
  if (t > 1) return difference - value * Math.log1p(t);
  // t − log(1 + t) = r t − 2 (r³/3 + r⁵/5 + …)
  const r = t / (2 + t);
  const square = r * r;
  let series = 0;
  let power = 1;
  for (let k = 3; ; k += 2) {
    const next = series + power / k;
    if (next === series) break;
    series = next;
    power *= square;
  }
  return value * (r * t - 2 * r * square * series);
}
