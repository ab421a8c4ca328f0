import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkLabels } from '../../data/check-labels.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { sortedLabels } from '../../data/labels.js';
import type { Matrix } from '../../math/matrix.js';
import { binaryRocAuc } from './binary-roc-auc.js';
import { checkScores, type Scores } from '../common/check-scores.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { multiclassRocAuc } from './multiclass-roc-auc.js';
import { resolveClasses } from '../common/resolve-classes.js';

/** How the areas of many classes become one number. */
export type RocAucAverage = 'macro' | 'weighted' | 'micro' | 'none';

/** Options of `rocAucScore`. */
export interface RocAucOptions<A extends RocAucAverage = RocAucAverage> extends SampleWeightOption {
  /**
   * For more than two classes, where it must be given. `ovr`: each class against all others. `ovo`: each class
   * against each other one (Hand & Till 2001), without weights.
   */
  readonly multiClass?: 'ovr' | 'ovo';
  /**
   * For more than two classes. `macro`: the plain mean. `weighted`: by how frequent a class is. `micro`: all
   * columns as one (`ovr` only). `none`: an array, one area per class (`ovr` only), NaN where a class has no samples
   * or all. @default 'macro'
   */
  readonly average?: A;
  /** The classes of the columns, sorted; needed where one does not occur in `yTrue`. @default those of `yTrue` */
  readonly labels?: Target;
  /**
   * For two classes: use only the part of the curve up to this false positive rate, in `(0, 1]`, scaled to
   * `[0.5, 1]` for what is not worse than chance (McClish 1989). @default 1
   */
  readonly maxFpr?: number;
}

/**
 * Area under the ROC curve.
 *
 * For two classes, the chance that a random sample of the second class scores above a random one of the first, a
 * tie counting one half. 1 is perfect, 0.5 is chance; higher is better.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Two classes: scores that grow with the second in sorted order, any scale, shape `[nSamples]`; or
 *   a score for each class, shape `[nSamples, 2]`. More: probabilities in sorted order, shape
 *   `[nSamples, nClasses]`.
 * @returns A number in `[0, 1]`; with `average: 'none'` and more than two classes an array.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite score, or an
 *   option does not fit. `UNDEFINED_SCORE` if only one class is present, or one of `labels` is not (for the mean of
 *   `ovr`).
 *
 * Time O(n log n) for each class, memory O(n). Inputs are not modified.
 * Method: trapezoids over one point per distinct score.
 *
 * @example
 * ```ts
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 * ```
 */
export function rocAucScore<A extends RocAucAverage = 'macro'>(
  yTrue: Target,
  yScore: Scores,
  options: RocAucOptions<A> = {},
): A extends 'none' ? Float64Array | number : number {
  checkOptionNames('rocAucScore', options, ['average', 'labels', 'maxFpr', 'multiClass', 'sampleWeight']);
  const { multiClass, average = 'macro', maxFpr = 1 } = options;
  if (!(maxFpr > 0 && maxFpr <= 1)) {
    throw new ModelMountError('INVALID_ARGUMENT', `maxFpr must be in (0, 1], got ${show(maxFpr)}`);
  }
  const labels = checkLabels(yTrue, 'yTrue');
  const scores = checkScores(yScore, 'yScore', labels.length);
  const weights = checkSampleWeight(options.sampleWeight, labels.length);
  const present = sortedLabels(labels);
  if (scores.nColumns <= 2 && present.length <= 2) {
    const classes = options.labels === undefined ? present : resolveClasses(options.labels, labels);
    return binaryScore(labels, scores, { positive: classes[1], weights, maxFpr });
  }
  if (multiClass !== 'ovr' && multiClass !== 'ovo') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `with more than two classes multiClass must be "ovr" or "ovo", got ${show(multiClass)}`,
    );
  }
  if (maxFpr !== 1) {
    throw new ModelMountError('INVALID_ARGUMENT', 'maxFpr is for two classes; with more leave it out');
  }
  const classes = resolveClasses(options.labels, labels);
  checkProbabilities(scores, classes);
  const hasWeights = options.sampleWeight !== undefined;
  return multiclassRocAuc(labels, scores, { classes, weights, hasWeights, multiClass, average }) as number;
}

function binaryScore(
  labels: readonly Label[],
  scores: Matrix,
  { positive, weights, maxFpr }: { positive: Label | undefined; weights: Float64Array; maxFpr: number },
): number {
  const column = scores.nColumns - 1;
  const isPositive = (i: number): boolean => labels[i] === positive;
  const area = binaryRocAuc({ isPositive, scores: scores.column(column), weights }, maxFpr);
  if (area !== undefined) return area;
  throw new ModelMountError('UNDEFINED_SCORE', 'ROC AUC needs samples of both classes, but yTrue has only one');
}

function checkProbabilities(scores: Matrix, classes: readonly Label[]): void {
  if (scores.nColumns !== classes.length) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yScore has ${scores.nColumns} columns, but there are ${classes.length} classes; name all of them in the option labels`,
    );
  }
  for (let i = 0; i < scores.nRows; i++) {
    const total = scores.row(i).reduce((sum, value) => sum + value, 0);
    if (Math.abs(total - 1) <= 1e-8 + 1e-5 * Math.abs(total)) continue;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `with more than two classes yScore must be probabilities; row ${i} sums to ${total}`,
    );
  }
}
