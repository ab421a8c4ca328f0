import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkLabels } from '../../data/check-labels.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { weightedMean } from '../../math/weighted-mean.js';
import { checkScores, type Scores } from '../common/check-scores.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { resolveClasses } from '../common/resolve-classes.js';

/** Options of `logLoss`. */
export interface LogLossOptions extends SampleWeightOption {
  /** The classes of the columns, sorted; needed where one does not occur in `yTrue`. @default those of `yTrue` */
  readonly labels?: Target;
}

/**
 * The mean of `−log p`, where p is the probability that was given to the true class. Cross-entropy.
 *
 * 0 is perfect; lower is better; always 0.5 for two classes costs 0.693. Probabilities are clipped to
 * `[2⁻⁵², 1 − 2⁻⁵²]`, so one sure and wrong prediction costs 36, not Infinity. Rows that do not sum to 1 are taken
 * as they are.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - Of each class in sorted order, shape `[nSamples, nClasses]`; or of the second of two,
 *   shape `[nSamples]`.
 * @returns A number ≥ 0.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label or not
 *   in `[0, 1]`, or the classes are not as many as the columns.
 *
 * @example
 * ```ts
 * logLoss(['ham', 'spam'], [0.1, 0.8]) // 0.164252033486018
 * ```
 */
export function logLoss(yTrue: Target, probabilities: Scores, options: LogLossOptions = {}): number {
  checkOptionNames('logLoss', options, ['labels', 'sampleWeight']);
  const labels = checkLabels(yTrue, 'yTrue');
  const classes = resolveClasses(options.labels, labels);
  const matrix = checkScores(probabilities, 'probabilities', labels.length);
  const outside = matrix.data.find((p) => p < 0 || p > 1);
  if (outside !== undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `probabilities must be in [0, 1], got ${show(outside)}`);
  }
  const nColumns = matrix.nColumns === 1 ? 2 : matrix.nColumns;
  if (nColumns !== classes.length) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `probabilities are of ${nColumns} classes, but there are ${classes.length}; name all of them in the option labels`,
    );
  }
  const placeOf = new Map(classes.map((label, k) => [label, k]));
  const weights = checkSampleWeight(options.sampleWeight, labels.length);
  return weightedMean(weights, (i) => {
    const k = placeOf.get(labels[i] as Label) as number;
    const p = matrix.nColumns > 1 ? matrix.at(i, k) : k === 1 ? matrix.at(i, 0) : 1 - matrix.at(i, 0);
    return -Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
  });
}
