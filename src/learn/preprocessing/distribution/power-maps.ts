/** Below this, a power is as good as 0 and its map a logarithm. */
const TINY = Number.EPSILON;

/** `(x^λ - 1) / λ`, or `log x` for λ = 0; `x` above 0. */
export function boxCox(x: number, lambda: number): number {
  const log = Math.log(x);
  return Math.abs(lambda) < 1e-19 ? log : Math.expm1(lambda * log) / lambda;
}

/** The `x` that `boxCox` maps to `y`; NaN where there is none. */
export function inverseBoxCox(y: number, lambda: number): number {
  return Math.abs(lambda) < 1e-19 ? Math.exp(y) : Math.exp(Math.log1p(lambda * y) / lambda);
}

/**
 * `boxCox(x + 1, λ)` for `x` ≥ 0, and `-boxCox(1 - x, 2 - λ)` below: a map of all numbers that is smooth at 0
 * (Yeo & Johnson 2000).
 */
export function yeoJohnson(x: number, lambda: number): number {
  if (lambda === 1) return x;
  if (x >= 0) return Math.abs(lambda) < TINY ? Math.log1p(x) : Math.expm1(lambda * Math.log1p(x)) / lambda;
  const mirrored = 2 - lambda;
  return Math.abs(mirrored) > TINY ? -Math.expm1(mirrored * Math.log1p(-x)) / mirrored : -Math.log1p(-x);
}

/** The `x` that `yeoJohnson` maps to `y`; NaN where there is none. */
export function inverseYeoJohnson(y: number, lambda: number): number {
  if (lambda === 1) return y;
  if (y >= 0) return Math.abs(lambda) < TINY ? Math.expm1(y) : Math.expm1(Math.log1p(y * lambda) / lambda);
  const mirrored = 2 - lambda;
  return Math.abs(mirrored) > TINY ? -Math.expm1(Math.log1p(-mirrored * y) / mirrored) : -Math.expm1(-y);
}
