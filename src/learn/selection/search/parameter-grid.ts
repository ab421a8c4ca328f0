import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { compareCodePoints } from '../../data/labels/labels.js';
import type { OptionChanges } from '../with-options.js';

/** Values to try by option; `step__option` is that of a part. A list is several grids, one after the other. */
export type ParamGrid =
  Readonly<Record<string, ArrayLike<unknown>>> | readonly Readonly<Record<string, ArrayLike<unknown>>>[];

/**
 * Every combination of values: names in order, the last one varying fastest.
 *
 * Semantics of scikit-learn's `ParameterGrid`.
 *
 * @example
 * ```ts
 * [...new ParameterGrid({ C: [1, 10], fitIntercept: [true, false] })].length; // 4
 * new ParameterGrid({ C: [1, 10], fitIntercept: [true, false] }).at(2); // { C: 10, fitIntercept: true }
 * ```
 */
export class ParameterGrid implements Iterable<OptionChanges> {
  /** How many combinations there are. */
  readonly length: number;
  readonly #grids: readonly Grid[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if it is no such grid, or an option has no values. */
  constructor(paramGrid: ParamGrid) {
    this.#grids = readGrids(paramGrid, 'paramGrid', readValues);
    this.length = this.#grids.reduce((sum, grid) => sum + countCombinations(grid), 0);
  }

  /** The combination at position `index`, from 0. @throws {ModelMountError} `INVALID_ARGUMENT` if there is none. */
  at(index: number): OptionChanges {
    let left = index;
    for (const grid of this.#grids) {
      const count = countCombinations(grid);
      if (left >= 0 && left < count) return combine(grid, left);
      left -= count;
    }
    throw new ModelMountError('INVALID_ARGUMENT', `a grid of ${this.length} has no combination ${show(index)}`);
  }

  *[Symbol.iterator](): Generator<OptionChanges, void> {
    for (const grid of this.#grids) {
      const count = countCombinations(grid);
      for (let k = 0; k < count; k++) yield combine(grid, k);
    }
  }
}

type Grid = readonly (readonly [name: string, values: ArrayLike<unknown>])[];

/** One or several spaces of options as entries by code point of their names. */
export function readGrids<T>(
  given: unknown,
  what: string,
  read: (value: unknown, where: string) => T,
): (readonly [name: string, T])[][] {
  const grids: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (grids.length === 0) throw new ModelMountError('INVALID_ARGUMENT', `${what} must hold at least one grid`);
  return grids.map((grid) => {
    if (!isObject(grid)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${what} must be an object of values by option, or a list of such, got ${show(grid)}`,
      );
    }
    const names = Object.keys(grid).sort(compareCodePoints);
    return names.map((name) => [name, read(grid[name], `${what}.${name}`)] as const);
  });
}

/** A list of at least one value. */
export function readValues(values: unknown, where: string): ArrayLike<unknown> {
  const isList = Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
  const list = values as ArrayLike<unknown>;
  if (isList && list.length > 0) return list;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} must be a list of at least one value, got ${show(values)}${isList ? '' : '; put a single value into a list'}`,
  );
}

function countCombinations(grid: Grid): number {
  return grid.reduce((count, [, values]) => count * values.length, 1);
}

function combine(grid: Grid, index: number): OptionChanges {
  let left = index;
  const chosen: [string, unknown][] = [];
  for (const [name, values] of [...grid].reverse()) {
    chosen.push([name, values[left % values.length]]);
    left = Math.floor(left / values.length);
  }
  return Object.fromEntries(chosen.reverse());
}
