/**
 * The sum of `term(0) … term(length - 1)`, with the rounding errors carried along: as good as a sum in twice the
 * precision. Method: Neumaier 1974.
 */
export function sum(length: number, term: (i: number) => number): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < length; i++) {
    const value = term(i);
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // An overflown total has no meaningful error term: Infinity must not become NaN.
  return Number.isFinite(total) ? total + lost : total;
}
