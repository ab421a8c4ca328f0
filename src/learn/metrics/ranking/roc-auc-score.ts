import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Target } from '../../contracts.js';
import { readSampleWeight } from '../../data/check-sample-weight.js';
import { encodeLabels } from '../../data/labels/encode-labels.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { checkScores, type Scores } from '../common/check-scores.js';
import { isIndicators, type Indicators } from '../common/labels/indicator-pairs.js';
import { resolveClasses } from '../common/resolve-classes.js';
import { averageColumns, COLUMN_AVERAGE, type ColumnAverage } from './average-columns.js';
import { binaryRocAuc } from './binary-roc-auc.js';
import { multiclassRocAuc } from './multiclass-roc-auc.js';
import { CLASS_SCORE_RULES, readClassScores, type ClassScoreOptions } from '../probabilities/read-class-scores.js';
import { readColumns } from './read-columns.js';

/** How the areas of many classes become one number. */
export type RocAucAverage = ColumnAverage;

/** Options of `rocAucScore`. */
export interface RocAucOptions<A extends RocAucAverage = RocAucAverage> extends ClassScoreOptions {
  /**
   * For more than two classes, where it must be given. `ovr`: each class against all others. `ovo`: each class
   * against each other one (Hand & Till 2001), without weights.
   */
  readonly multiClass?: 'ovr' | 'ovo';
  /**
   * For more than two classes, and for labels of samples. `macro`: the plain mean. `weighted`: by how frequent a class
   * is. `micro`: all columns as one (not for `ovo`). `none`: an array, one area per class (not for `ovo`), NaN where a
   * class has no samples or all. @default 'macro'
   */
  readonly average?: A;
  /**
   * For two classes and for labels of samples: use only the part of the curve up to this false positive rate, in
   * `(0, 1]`, scaled to `[0.5, 1]` for what is not worse than chance (McClish 1989). @default 1
   */
  readonly maxFpr?: number;
}

/**
 * Area under the ROC curve.
 *
 * For two classes, the chance that a random sample of the second class scores above a random one of the first, a
 * tie counting one half. 1 is perfect, 0.5 is chance; higher is better.
 *
 * @param yTrue - Labels, shape `[nSamples]`; or which labels each sample has, 0 or 1, shape `[nSamples, nLabels]`.
 * @param yScore - Two classes: scores that grow with the second in sorted order, any scale, shape `[nSamples]`; or
 *   a score for each class, shape `[nSamples, 2]`. More: probabilities in sorted order, shape
 *   `[nSamples, nClasses]`. Labels of samples: a score for each, any scale, shape `[nSamples, nLabels]`.
 * @returns A number in `[0, 1]`; with `average: 'none'` and more than two classes an array.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite score, or an
 *   option does not fit. `UNDEFINED_SCORE` if only one class is present, or one of `labels` is not (for the mean of
 *   `ovr`).
 *
 * Time O(n) for each class, memory O(n). Inputs are not modified.
 * Method: trapezoids over one point per distinct score.
 *
 * @example
 * ```ts
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 * ```
 */
export function rocAucScore<A extends RocAucAverage = 'macro'>(
  yTrue: Target | Indicators,
  yScore: Scores,
  options: RocAucOptions<A> = {},
): A extends 'none' ? Float64Array | number : number {
  checkOptions('rocAucScore', options, {
    ...CLASS_SCORE_RULES,
    average: COLUMN_AVERAGE,
    multiClass: { expected: '"ovr" or "ovo"', accepts: (value) => value === 'ovr' || value === 'ovo' },
    maxFpr: { expected: 'in (0, 1]', accepts: (value) => typeof value === 'number' && value > 0 && value <= 1 },
  });
  const { multiClass, average = 'macro', maxFpr = 1, ...others } = options;
  if (isIndicators(yTrue)) {
    return averageColumns(readColumns(yTrue, yScore, others), {
      average,
      scoreOf: (samples) => binaryRocAuc(samples, maxFpr),
      needs: 'ROC AUC needs samples of both classes',
    }) as number;
  }
  const { labels, codes } = encodeLabels([[yTrue, 'yTrue']]);
  const scores = checkScores(yScore, 'yScore', yTrue.length);
  if (scores.nColumns <= 2 && labels.length <= 2) {
    const classes = others.labels === undefined ? labels : resolveClasses(others.labels, labels);
    const positive = classes.length < 2 ? -1 : labels.indexOf(classes[1] as string);
    const weights = readSampleWeight(others.sampleWeight, yTrue.length);
    return binaryScore(codes[0] as Int32Array, scores, { positive, weights, maxFpr });
  }
  if (multiClass === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'with more than two classes multiClass must be "ovr" or "ovo", got undefined',
    );
  }
  if (maxFpr !== 1) {
    throw new ModelMountError('INVALID_ARGUMENT', 'maxFpr is for two classes; with more leave it out');
  }
  const read = readClassScores(yTrue, scores, { ...others, name: 'yScore' });
  checkProbabilities(scores);
  return multiclassRocAuc(read, { multiClass, average }) as number;
}

function binaryScore(
  codes: Int32Array,
  scores: Matrix,
  { positive, weights, maxFpr }: { positive: number; weights: Float64Array | undefined; maxFpr: number },
): number {
  const positives = new Uint8Array(codes.length);
  for (let i = 0; i < positives.length; i++) positives[i] = codes[i] === positive ? 1 : 0;
  const column = scores.nColumns === 1 ? scores.data : scores.column(1);
  const area = binaryRocAuc({ positives, scores: column, weights }, maxFpr);
  if (area !== undefined) return area;
  throw new ModelMountError('UNDEFINED_SCORE', 'ROC AUC needs samples of both classes, but yTrue has only one');
}

function checkProbabilities({ data, nRows, nColumns }: Matrix): void {
  for (let i = 0; i < nRows; i++) {
    let total = 0;
    for (let cell = i * nColumns; cell < (i + 1) * nColumns; cell++) total += data[cell] as number;
    if (Math.abs(total - 1) <= 1e-8 + 1e-5 * Math.abs(total)) continue;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `with more than two classes yScore must be probabilities; row ${i} sums to ${show(total)}`,
    );
  }
}
