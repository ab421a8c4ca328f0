import { deepStrictEqual } from 'node:assert/strict';

/** The checks of one example's claims, of which there are `nClaims`. */
export function claimChecker(nClaims) {
  const seen = new Set();
  return {
    /** Throws unless `actual` is what claim `index` says: equal to 12 digits, or to the decimals that it shows. */
    check(index, actual, { expected, decimals }) {
      seen.add(index);
      deepStrictEqual(rounded(plain(actual), plain(expected), decimals), plain(expected));
    },
    /** Throws if a claim was never reached, as one behind an error that did not come. */
    finish() {
      deepStrictEqual(seen.size, nClaims, 'a line that claims a value was not reached');
    },
  };
}

/** Numbers that are close enough to the expected ones, replaced by them. */
function rounded(actual, expected, decimals) {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const tolerance = decimals === undefined ? 1e-12 * Math.max(1, Math.abs(expected)) : 0.5000001 * 10 ** -decimals;
    return Math.abs(actual - expected) <= tolerance ? expected : actual;
  }
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual;
  if (ArrayBuffer.isView(actual)) return actual.map((value, i) => rounded(value, expected[i], decimals));
  if (Array.isArray(actual)) return actual.map((value, i) => rounded(value, expected[i], decimals));
  return Object.fromEntries(
    Object.entries(actual).map(([key, value]) => [key, rounded(value, expected[key], decimals)]),
  );
}

/** Objects without their class, which a literal cannot have. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
