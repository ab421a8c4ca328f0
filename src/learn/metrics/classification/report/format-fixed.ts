/**
 * `value` with `digits` decimals as Python writes it: rounded from the exact binary value, a half to the even digit
 * (`toFixed` rounds a half up), and `nan` for NaN.
 */
export function formatFixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan';
  const rounded = value.toFixed(digits);
  // Only a multiple of 2^-(digits + 1) can lie halfway, and `digits + 1` decimals write it exactly.
  const isExact = Number.isInteger(value * 2 ** (digits + 1));
  if (!isExact || digits === 100) return rounded;
  const exact = value.toFixed(digits + 1);
  if (!exact.endsWith('5')) return rounded;
  const below = digits === 0 ? exact.slice(0, -2) : exact.slice(0, -1);
  return Number(below.at(-1)) % 2 === 0 ? below : rounded;
}
