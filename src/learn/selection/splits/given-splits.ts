import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { countRows, type Samples } from '../../data/samples.js';
import type { Split, Splitter } from './splitter.js';

/** The splits of a list, checked. */
export class GivenSplits implements Splitter {
  readonly nSplits: number;
  readonly usesGroups = false;
  readonly #splits: readonly Split[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if there is none, or one does not have both parts. */
  constructor(splits: readonly Split[]) {
    if (splits.length === 0) throw new ModelMountError('INVALID_ARGUMENT', 'cv must hold at least one split');
    this.#splits = splits.map((split: unknown, k) => {
      const { trainIndices, testIndices } = isObject(split) ? split : {};
      return {
        trainIndices: readPositions(trainIndices, `cv[${k}].trainIndices`),
        testIndices: readPositions(testIndices, `cv[${k}].testIndices`),
      };
    });
    this.nSplits = splits.length;
  }

  /**
   * @param X - Only its number of rows counts.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if a split names a row that is not there.
   */
  split(X: Samples): readonly Split[] {
    const nSamples = countRows(X);
    for (const [k, { trainIndices, testIndices }] of this.#splits.entries()) {
      const last = Math.max(largest(trainIndices), largest(testIndices));
      if (last < nSamples) continue;
      throw new ModelMountError('INVALID_ARGUMENT', `cv[${k}] names row ${last}, but X has ${nSamples} rows`);
    }
    return this.#splits;
  }

  /** The number of splits. */
  getNSplits(): number {
    return this.nSplits;
  }
}

function readPositions(values: unknown, where: string): Int32Array {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  const positions: unknown[] = isList ? Array.from(values as ArrayLike<unknown>) : [];
  if (positions.length === 0) {
    throw new ModelMountError('INVALID_ARGUMENT', `${where} must be a list of at least one row, got ${show(values)}`);
  }
  const wrong = positions.findIndex((value) => !(Number.isSafeInteger(value) && (value as number) >= 0));
  if (wrong === -1) return Int32Array.from(positions as number[]);
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where}[${wrong}] must be a row, from 0, got ${show(positions[wrong])}`,
  );
}

function largest(positions: Int32Array): number {
  let last = 0;
  for (const position of positions) if (position > last) last = position;
  return last;
}
