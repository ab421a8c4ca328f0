import { ModelMountError } from '../../../../core/errors.js';
import type { Label } from '../../../../core/session.js';
import { BinnedSum } from '../../../math/sums/binned-sum.js';
import { Matrix } from '../../../math/matrix.js';
import { placesOf, type LabelPairs } from './label-pairs.js';

/** 1 GiB of counts; a table of more classes than this tells nobody anything. */
const MAX_CLASSES = 2 ** 13.5;

/**
 * The weight of each pair of true label (row) and predicted label (column), both in the order of `labels`; pairs
 * with another label are left out.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if none of `labels` is true of a sample, or there are too many.
 */
export function countPairs(pairs: LabelPairs, labels: readonly Label[]): Matrix {
  const size = labels.length;
  if (size > MAX_CLASSES) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `a table of ${size} × ${size} classes is too large; choose some of them with the option labels`,
    );
  }
  const places = placesOf(pairs.labels, labels);
  const isAny = labels === pairs.labels || pairs.yTrue.some((code) => (places[code] as number) >= 0);
  if (!isAny) throw new ModelMountError('INVALID_ARGUMENT', 'at least one of labels must be in yTrue');
  const count = pairs.weights === undefined ? countOnes : countWeights;
  return new Matrix(size, size, count(pairs, places, size));
}

function countOnes({ yTrue, yPred }: LabelPairs, places: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size * size);
  for (let i = 0; i < yTrue.length; i++) {
    const row = places[yTrue[i] as number] as number;
    const column = places[yPred[i] as number] as number;
    if (row < 0 || column < 0) continue;
    const place = row * size + column;
    counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}

function countWeights({ yTrue, yPred, weights }: LabelPairs, places: Int32Array, size: number): Float64Array {
  const sums = new BinnedSum(size * size);
  for (let i = 0; i < yTrue.length; i++) {
    const row = places[yTrue[i] as number] as number;
    const column = places[yPred[i] as number] as number;
    if (row >= 0 && column >= 0) sums.add(row * size + column, weights?.[i] as number);
  }
  return sums.values();
}
