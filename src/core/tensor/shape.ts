/**
 * The number of elements in a tensor of `shape`, or `undefined` where a length is not a whole number ≥ 0
 * or the product leaves the range of exact integers.
 */
export function elementCount(shape: readonly number[]): number | undefined {
  let count = 1;
  let hasZero = false;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) return undefined;
    if (length === 0) hasZero = true;
    // Once over the limit stay over it, unless a zero makes the tensor empty after all.
    else if (count <= Number.MAX_SAFE_INTEGER) count *= length;
  }
  if (hasZero) return 0;
  return count <= Number.MAX_SAFE_INTEGER ? count : undefined;
}

/** Whether `actual` fits `expected`, where −1 stands for any length. */
export function shapeFits(actual: readonly number[], expected: readonly number[]): boolean {
  if (actual.length !== expected.length) return false;
  for (let axis = 0; axis < expected.length; axis++) {
    if (expected[axis] !== -1 && expected[axis] !== actual[axis]) return false;
  }
  return true;
}

/** A shape for a message: `[2, 3]`, with `?` for an axis of any length. */
export function showShape(shape: readonly number[]): string {
  const shown = shape.slice(0, 16).map((length) => (length === -1 ? '?' : String(length)));
  return `[${shown.join(', ')}${shape.length > 16 ? ', …' : ''}]`;
}
