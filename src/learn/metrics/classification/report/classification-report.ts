import { ModelMountError } from '../../../../core/errors.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { sum } from '../../../math/sums/sum.js';
import { checkZeroDivision, type Average } from '../../common/labels/average.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { resolveColumns, type ClassCounts } from '../../common/labels/class-counts.js';
import { isIndicators, readIndicatorPairs, type LabelTarget } from '../../common/labels/indicator-pairs.js';
import { readLabelPairs, resolveLabels, type LabelPairs } from '../../common/labels/label-pairs.js';
import { averaged, countTargets } from '../../common/labels/set-counts.js';
import { scoresOfCounts } from '../precision-recall-fscore-support.js';

/** Options of `classificationReport`. */
export interface ClassificationReportOptions extends SampleWeightOption {
  /** The classes to report, in this order; for indicators their columns. @default all that occur, sorted */
  readonly labels?: Target;
  /** What to call the classes, one for each in order. @default the labels themselves */
  readonly targetNames?: readonly string[];
  /** The score where it would be 0/0; NaN leaves the class out of averages. @default 0 */
  readonly zeroDivision?: number;
}

/** Scores of a class, or an average of them. */
export interface ReportScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1Score: number;
  /** Number (or weight) of the samples that are truly of the class; for averages, of all classes. */
  readonly support: number;
}

/** Scores of one class. */
export interface ClassScores extends ReportScores {
  /** The class; for indicators its column. */
  readonly label: Label;
  readonly name: string;
}

/** How well each class is predicted: plain data. */
export interface ClassificationReport {
  readonly classes: readonly ClassScores[];
  /** Where the report covers all labels, which makes it equal to the three micro averages. */
  readonly accuracy?: number;
  /** Where the report does not cover all labels, and for indicators. */
  readonly microAverage?: ReportScores;
  readonly macroAverage: ReportScores;
  readonly weightedAverage: ReportScores;
  /** The mean over samples, for indicators. */
  readonly samplesAverage?: ReportScores;
  /** Whether supports are sums of weights. */
  readonly isWeighted: boolean;
}

/**
 * Precision, recall, F1 and support of each class, with their averages, as plain data.
 *
 * `formatClassificationReport` makes a table of it.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is no label, or there
 *   is not one of `targetNames` for each class.
 *
 * Numbers of scikit-learn's `classification_report`.
 *
 * @example
 * ```ts
 * classificationReport(['a', 'b', 'b'], ['a', 'b', 'a']).accuracy // 0.6666666666666666
 * ```
 */
export function classificationReport(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: ClassificationReportOptions = {},
): ClassificationReport {
  checkOptionNames('classificationReport', options, ['labels', 'sampleWeight', 'targetNames', 'zeroDivision']);
  const { zeroDivision = 0, targetNames } = options;
  checkZeroDivision(zeroDivision);
  const isMultilabel = isIndicators(yTrue) || isIndicators(yPred);
  const targets = isMultilabel ? readIndicatorPairs(yTrue, yPred, options) : readLabelPairs(yTrue, yPred, options);
  const labels =
    targets.kind === 'labels'
      ? resolveLabels(options.labels, targets.labels)
      : [...resolveColumns(options.labels, targets.nLabels)];
  if (targetNames !== undefined && targetNames.length !== labels.length) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `targetNames must have a name for each of ${labels.length} classes, got ${targetNames.length}`,
    );
  }
  const counts = countTargets(targets, { labels, average: 'none' });
  const support = sum(labels.length, (k) => counts.true[k] as number);
  const scoresBy = (average: Average, of: ClassCounts = counts): ReportScores => {
    const sets = averaged(of, average, targets.weights);
    const { precision, recall, fscore } = scoresOfCounts(sets, { beta: 1, zeroDivision });
    const mean = (scores: Float64Array): number => sets.reduce(scores) as number;
    return { precision: mean(precision), recall: mean(recall), f1Score: mean(fscore), support };
  };
  const perClass = scoresOfCounts(counts, { beta: 1, zeroDivision });
  return {
    classes: labels.map((label, k) => ({
      label,
      name: targetNames?.[k] ?? String(label),
      precision: perClass.precision[k] as number,
      recall: perClass.recall[k] as number,
      f1Score: perClass.fscore[k] as number,
      support: counts.true[k] as number,
    })),
    ...(targets.kind === 'labels' && coversAll(targets, labels)
      ? { accuracy: scoresBy('micro').f1Score }
      : { microAverage: scoresBy('micro') }),
    macroAverage: scoresBy('macro'),
    weightedAverage: scoresBy('weighted'),
    ...(isMultilabel
      ? { samplesAverage: scoresBy('samples', countTargets(targets, { labels, average: 'samples' })) }
      : {}),
    isWeighted: targets.weights !== undefined,
  };
}

function coversAll(pairs: LabelPairs, labels: readonly Label[]): boolean {
  const reported = new Set(labels);
  return pairs.labels.every((label) => reported.has(label));
}
