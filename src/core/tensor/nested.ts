import { pointer, type Issue } from '../issue.js';
import { showShape } from './shape.js';

/** The values of nested arrays in row-major order, and their shape. */
export interface FlatValues {
  readonly values: readonly unknown[];
  readonly shape: readonly number[];
}

/** More axes than any model has; deeper nesting is refused. */
const MAX_RANK = 16;

/**
 * Nested arrays as flat values. A single value has shape `[]`; typed arrays count as arrays.
 *
 * @param path - JSON Pointer of `value`, for the issue.
 * @returns The values, or the first fault: arrays of different lengths, or arrays and values side by side.
 */
export function flatten(value: unknown, path: string): FlatValues | Issue {
  const shape = shapeOf(value);
  let level: unknown[] = [value];
  // Level by level, not by recursion: nesting as deep as a client cares to send must not exhaust the stack.
  for (const [depth, length] of shape.entries()) {
    const next: unknown[] = [];
    for (const [i, item] of level.entries()) {
      const items = asArray(item);
      if (items?.length !== length) {
        const at = path + pointer(...positionOf(i, shape.slice(0, depth)));
        const got = items === undefined ? 'a single value' : items.length;
        return { path: at, code: 'shape', message: `expected ${length} values as its neighbours have, got ${got}` };
      }
      for (let k = 0; k < length; k++) next.push(items[k]);
    }
    level = next;
  }
  const deeper = level.findIndex((item) => asArray(item) !== undefined);
  if (deeper === -1) return { values: level, shape };
  const at = path + pointer(...positionOf(deeper, shape));
  return { path: at, code: 'shape', message: `expected a single value in shape ${showShape(shape)}, got an array` };
}

/** Where the element of flat index `index` stands: one index per axis. */
export function positionOf(index: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  let rest = index;
  for (const length of [...shape].reverse()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position;
}

function shapeOf(value: unknown): number[] {
  const shape: number[] = [];
  for (let items = asArray(value); items !== undefined && shape.length < MAX_RANK; items = asArray(items[0])) {
    shape.push(items.length);
  }
  return shape;
}

function asArray(value: unknown): ArrayLike<unknown> | undefined {
  const isArray = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isArray ? (value as unknown as ArrayLike<unknown>) : undefined;
}
