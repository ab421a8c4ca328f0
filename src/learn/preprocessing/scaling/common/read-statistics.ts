import { checkSampleWeight } from '../../../data/check-sample-weight.js';
import { featureNamesOf, type Samples } from '../../../data/samples.js';
import { columnExtents, sparseColumnExtents, type ColumnExtents } from '../../../math/columns/column-extents.js';
import { columnMoments, type ColumnMoments } from '../../../math/columns/column-moments.js';
import { weightedMoments } from '../../../math/columns/weighted-moments.js';
import { Matrix } from '../../../math/matrix.js';
import { readNumbers, refuseNonFinite, type NumbersReader } from '../../common/numbers.js';

/** The rows that statistics are of. */
export interface Seen {
  readonly nRows: number;
  readonly featureNames: readonly string[] | undefined;
}

/**
 * Extents of the columns of `X`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT`, or `INVALID_INPUT` with `reader.expected`, if `X` is empty, has other
 *   columns than expected, or holds strings or an infinity.
 */
export function readExtents(X: Samples, reader: NumbersReader): ColumnExtents & Seen {
  const read = readNumbers(X, reader);
  const extents = read instanceof Matrix ? columnExtents(read) : sparseColumnExtents(read);
  const featureNames = reader.expected?.featureNames ?? featureNamesOf(X);
  // An infinity is an extent, so the values need no pass of their own.
  if (!isFiniteOrMissing(extents.min) || !isFiniteOrMissing(extents.max)) refuseNonFinite(read, reader, featureNames);
  return { ...extents, nRows: read.nRows, featureNames };
}

/**
 * Moments of the columns of `X`.
 *
 * @throws {ModelMountError} As `readExtents`, and `INVALID_ARGUMENT` if the weights are not one number ≥ 0 per row,
 *   not all 0.
 */
export function readMoments(
  X: Samples,
  reader: NumbersReader,
  sampleWeight: ArrayLike<number> | undefined,
): ColumnMoments & Seen {
  const read = readNumbers(X, reader);
  const seen = { nRows: read.nRows, featureNames: reader.expected?.featureNames ?? featureNamesOf(X) };
  if (read instanceof Matrix && sampleWeight === undefined) {
    const moments = columnMoments(read);
    // An infinity does not leave the mean finite, so the values need no pass of their own.
    const isFinite = moments.mean.every((mean, j) => Number.isFinite(mean) || moments.weight[j] === 0);
    if (!isFinite) refuseNonFinite(read, reader, seen.featureNames);
    return { ...moments, ...seen };
  }
  const weights = checkSampleWeight(sampleWeight, read.nRows);
  refuseNonFinite(read, reader, seen.featureNames);
  return { ...weightedMoments(read, weights), ...seen };
}

function isFiniteOrMissing(values: Float64Array): boolean {
  return values.every((value) => Math.abs(value) !== Infinity);
}
