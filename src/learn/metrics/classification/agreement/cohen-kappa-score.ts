import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { Target } from '../../../contracts.js';
import { sum } from '../../../math/sums/sum.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { readLabelPairs, resolveLabels } from '../../common/labels/label-pairs.js';
import { countPairs } from '../../common/labels/pair-counts.js';

/** Options of `cohenKappaScore`. */
export interface CohenKappaOptions extends SampleWeightOption {
  /** The classes, in the order that `weights` goes by; samples of others are left out. @default all, sorted */
  readonly labels?: Target;
  /**
   * What a disagreement costs: the distance of the two classes in `labels` (`linear`), its square (`quadratic`), or
   * the same for any two classes (`none`).
   * @default 'none'
   */
  readonly weights?: 'none' | 'linear' | 'quadratic';
  /** What to give where kappa has no value, from −1 to 1 or NaN. @default an UNDEFINED_SCORE error */
  readonly replaceUndefinedBy?: number;
}

const WEIGHTS: readonly string[] = ['none', 'linear', 'quadratic'];

/**
 * Cohen's kappa: how far two raters agree beyond what they would by chance.
 *
 * 1 is perfect agreement, 0 is that of chance, below 0 is worse; higher is better. The same when both are swapped.
 *
 * @param y1 - Labels by one rater, or true ones; shape `[nSamples]`.
 * @param y2 - Labels of the same type by another; shape `[nSamples]`.
 * @returns A number in `[−1, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label, or none
 *   of `labels` is in `y1`. `UNDEFINED_SCORE` if both have only one and the same class, or no sample is left.
 *
 * Source: Cohen 1960, weights Cohen 1968. Semantics of scikit-learn's `cohen_kappa_score`.
 *
 * @example
 * ```ts
 * cohenKappaScore(['no', 'no', 'yes', 'yes'], ['no', 'yes', 'yes', 'yes']) // 0.5
 * ```
 */
export function cohenKappaScore(y1: Target, y2: Target, options: CohenKappaOptions = {}): number {
  checkOptionNames('cohenKappaScore', options, ['labels', 'replaceUndefinedBy', 'sampleWeight', 'weights']);
  const { weights = 'none', replaceUndefinedBy } = options;
  if (!WEIGHTS.includes(weights)) {
    throw new ModelMountError('INVALID_ARGUMENT', `weights must be ${WEIGHTS.join(', ')}; got ${show(weights)}`);
  }
  const isReplacement = Number.isNaN(replaceUndefinedBy) || Math.abs(replaceUndefinedBy ?? 0) <= 1;
  if (!isReplacement) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `replaceUndefinedBy must be from -1 to 1, or NaN; got ${show(replaceUndefinedBy)}`,
    );
  }
  const pairs = readLabelPairs(y1, y2, { ...options, names: ['y1', 'y2'] });
  const { data, nRows: size } = countPairs(pairs, resolveLabels(options.labels, pairs.labels));
  const rows = Float64Array.from({ length: size }, (_, k) => sum(size, (j) => data[k * size + j] as number));
  const columns = Float64Array.from({ length: size }, (_, k) => sum(size, (i) => data[i * size + k] as number));
  const total = sum(size, (k) => rows[k] as number);
  const cost = costOf(weights);
  const weigh = (count: (i: number, j: number) => number): number =>
    sum(size * size, (cell) => {
      const [i, j] = [Math.floor(cell / size), cell % size];
      return i === j ? 0 : cost(Math.abs(i - j)) * count(i, j);
    });
  const byChance = weigh((i, j) => (rows[i] as number) * (columns[j] as number));
  if (byChance > 0) return 1 - (weigh((i, j) => data[i * size + j] as number) * total) / byChance;
  if (replaceUndefinedBy !== undefined) return replaceUndefinedBy;
  throw new ModelMountError(
    'UNDEFINED_SCORE',
    total > 0
      ? 'kappa has no value where both give all samples one and the same class; see the option replaceUndefinedBy'
      : 'kappa has no value: no sample has both of its labels in labels; see the option replaceUndefinedBy',
  );
}

function costOf(weights: 'none' | 'linear' | 'quadratic'): (distance: number) => number {
  if (weights === 'none') return () => 1;
  return weights === 'linear' ? (distance) => distance : (distance) => distance * distance;
}
