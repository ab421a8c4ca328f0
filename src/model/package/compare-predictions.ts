import { pointer, show } from '../../core/issue.js';
import { isObject } from '../../core/json.js';

/**
 * Where two predictions differ, or `undefined` where they agree.
 *
 * Numbers agree within `tolerance`, absolute up to magnitude 1 and relative above it; everything else must be equal.
 */
export function findDifference(expected: unknown, actual: unknown, tolerance: number): string | undefined {
  return compare(expected, actual, { tolerance, path: '' });
}

interface Place {
  readonly tolerance: number;
  readonly path: string;
}

function compare(expected: unknown, actual: unknown, place: Place): string | undefined {
  const { tolerance, path } = place;
  if (typeof expected === 'number' && typeof actual === 'number') {
    const allowed = tolerance * Math.max(1, Math.abs(expected));
    return Math.abs(expected - actual) <= allowed ? undefined : `${path}: expected ${expected}, got ${actual}`;
  }
  const pairs = childrenOf(expected);
  const others = childrenOf(actual);
  if (pairs === undefined || others === undefined || pairs.size !== others.size) {
    return expected === actual ? undefined : `${path}: expected ${show(expected)}, got ${show(actual)}`;
  }
  for (const [key, child] of pairs) {
    const difference = compare(child, others.get(key), { tolerance, path: path + pointer(key) });
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function childrenOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return Array.isArray(value) || isObject(value) ? new Map(Object.entries(value)) : undefined;
}
