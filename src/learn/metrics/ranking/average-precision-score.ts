import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { encodeLabels } from '../../data/labels/encode-labels.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import { isNested, type Scores } from '../common/check-scores.js';
import { isIndicators, type Indicators } from '../common/labels/indicator-pairs.js';
import { BINARY_SCORE_RULES, readScoredSamples } from '../thresholds/counts/read-scored-samples.js';
import { thresholdCounts, type ScoredSamples } from '../thresholds/counts/threshold-counts.js';
import {
  averageColumns,
  COLUMN_AVERAGE,
  indicatorsOf,
  type ColumnAverage,
  type ColumnScoring,
} from './average-columns.js';
import { CLASS_SCORE_RULES, readClassScores, type ClassScoreOptions } from '../probabilities/read-class-scores.js';
import { readColumns } from './read-columns.js';

/** Options of `averagePrecisionScore`. */
export interface AveragePrecisionOptions<A extends ColumnAverage = ColumnAverage> extends ClassScoreOptions {
  /** How the columns of many classes or labels become one number. @default 'macro' */
  readonly average?: A;
  /** With one score per sample the class it grows with. Labels of text have no default. @default 1 or true */
  readonly posLabel?: Label;
}

/**
 * Average precision: the area under the precision-recall curve by steps, `Σ (R_n − R_{n−1}) P_n`.
 *
 * The mean of the precision at each positive found. 1 is perfect; chance gives the share of the positives; higher is
 * better. Where there are no positives it is 0. No point is interpolated, as `auc` of the curve would do, which is too
 * optimistic.
 *
 * @param yTrue - Labels, shape `[nSamples]`; or which labels each sample has, 0 or 1, shape `[nSamples, nLabels]`.
 * @param yScore - Two classes: scores that grow with the positive one, shape `[nSamples]`. More, or labels of samples: a
 *   score for each, shape `[nSamples, nClasses]`; each class is then measured against all others.
 * @returns A number in `[0, 1]`; with `average: 'none'` and more than one column an array.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, a value is no label or no finite number, or an option
 *   does not fit.
 *
 * Time O(n) for each column. Source: semantics of scikit-learn's `average_precision_score`.
 *
 * @example
 * ```ts
 * averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.8333333333333333
 * ```
 */
export function averagePrecisionScore<A extends ColumnAverage = 'macro'>(
  yTrue: Target | Indicators,
  yScore: Scores,
  options: AveragePrecisionOptions<A> = {},
): A extends 'none' ? Float64Array | number : number {
  checkOptions('averagePrecisionScore', options, {
    ...CLASS_SCORE_RULES,
    average: COLUMN_AVERAGE,
    posLabel: BINARY_SCORE_RULES.posLabel,
  });
  const { average = 'macro', posLabel, ...others } = options;
  const scoring: ColumnScoring = { average, scoreOf: binaryAveragePrecision, needs: 'average precision' };
  if (isIndicators(yTrue)) {
    checkNoPosLabel(posLabel);
    return averageColumns(readColumns(yTrue, yScore, others), scoring) as number;
  }
  const isColumn = yScore instanceof Matrix ? yScore.nColumns === 1 : !isNested(yScore);
  if (isColumn) {
    checkTwoClasses(yTrue);
    const column = yScore as Matrix | ArrayLike<number>;
    const { labels: _, ...binary } = { ...others, ...(posLabel === undefined ? {} : { posLabel }) };
    return binaryAveragePrecision(readScoredSamples(yTrue, column, binary));
  }
  checkNoPosLabel(posLabel);
  const { classes, codes, scores, weights } = readClassScores(yTrue, yScore, { ...others, name: 'yScore' });
  const indicators = indicatorsOf(codes, classes.length);
  return averageColumns({ indicators, scores, weights, names: classes }, scoring) as number;
}

function binaryAveragePrecision(samples: ScoredSamples): number {
  const { tps, fps } = thresholdCounts(samples);
  const total = tps.at(-1) as number;
  if (total === 0) return 0;
  // A compensated sum (Neumaier 1974), written out as it runs once per distinct score.
  let [area, lost, found] = [0, 0, 0];
  for (let k = 0; k < tps.length; k++) {
    const tp = tps[k] as number;
    if (tp === found) continue;
    const term = ((tp - found) * tp) / (tp + (fps[k] as number));
    const next = area + term;
    lost += area >= term ? area - next + term : term - next + area;
    area = next;
    found = tp;
  }
  return (area + lost) / total;
}

function checkTwoClasses(yTrue: Target): void {
  const { labels } = encodeLabels([[yTrue, 'yTrue']]);
  if (labels.length <= 2) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `yTrue has ${labels.length} classes, so yScore must have a column for each, got one score per sample`,
  );
}

function checkNoPosLabel(posLabel: Label | undefined): void {
  if (posLabel === undefined || posLabel === 1) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `posLabel is for one score per sample, got ${show(posLabel)} with a column for each class; leave it out`,
  );
}
