import { ModelMountError } from '../../../core/errors.js';
import { sum } from '../../math/sums/sum.js';

/**
 * The share of each class in the weight of all samples: what a model would answer that knows nothing of them.
 *
 * @throws {ModelMountError} `UNDEFINED_SCORE` for a single sample, or if only one class has any weight.
 */
export function classShares(
  nClasses: number,
  codes: Int32Array | Uint8Array,
  weights: Float64Array | undefined,
): Float64Array {
  if (codes.length < 2) throw new ModelMountError('UNDEFINED_SCORE', 'D² needs at least two samples, got one');
  const totals = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    totals[code] = (totals[code] as number) + (weights?.[i] ?? 1);
  }
  if (totals.filter((total) => total > 0).length < 2) {
    throw new ModelMountError('UNDEFINED_SCORE', 'D² needs samples of two classes, but yTrue has only one');
  }
  const all = sum(totals.length, (k) => totals[k] as number);
  return totals.map((total) => total / all);
}
