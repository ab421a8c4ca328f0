/**
 * The value at `u` of a sum of Chebyshev polynomials of the first kind.
 *
 * @param coefficients - Of T₀, T₁ …
 * @param u - From −1 to 1.
 *
 * Method: Clenshaw 1955.
 */
export function chebyshev(coefficients: readonly number[], u: number): number {
  let last = 0;
  let beforeLast = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const value = (coefficients[k] as number) + 2 * u * last - beforeLast;
    beforeLast = last;
    last = value;
  }
  return (coefficients[0] as number) + u * last - beforeLast;
}
