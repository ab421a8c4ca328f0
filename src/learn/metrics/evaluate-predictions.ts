import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { checkOptionNames } from '../../core/options.js';
import type { Label } from '../../core/session.js';
import type { Target } from '../contracts.js';
import { checkLabels, checkSameLabelType } from '../data/labels/check-labels.js';
import { checkList } from '../data/check-list.js';
import { sortedLabels } from '../data/labels/labels.js';
import { Matrix } from '../math/matrix.js';
import { accuracyScore } from './classification/accuracy-score.js';
import { balancedAccuracyScore } from './classification/agreement/balanced-accuracy-score.js';
import { matthewsCorrcoef } from './classification/agreement/matthews-corrcoef.js';
import { checkScores, type Scores } from './common/check-scores.js';
import { checkLabelPairs, checkNumberPairs } from './common/check-targets.js';
import { confusionMatrix } from './classification/confusion-matrix.js';
import { logLoss } from './probabilities/log-loss.js';
import { meanAbsoluteError } from './regression/mean-absolute-error.js';
import { meanSquaredError } from './regression/mean-squared-error.js';
import { precisionRecallFscoreSupport } from './classification/precision-recall-fscore-support.js';
import { r2Score } from './regression/r2-score.js';
import { rocAucScore } from './ranking/roc-auc-score.js';

/** What a model predicted, and what is true. */
export interface Predictions {
  readonly yTrue: Target;
  readonly yPred: Target;
  /** Probability of each class; shape `[nSamples, classes.length]`. */
  readonly probabilities?: Scores | undefined;
  /** The model's classes, in the order of the probabilities; what makes it a classifier. */
  readonly classes?: readonly Label[] | undefined;
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /** With two classes, the one that precision, recall and F1 are about. @default the second class */
  readonly posLabel?: Label | undefined;
}

const PREDICTIONS: readonly (keyof Predictions)[] = [
  'yTrue',
  'yPred',
  'probabilities',
  'classes',
  'sampleWeight',
  'posLabel',
];

/** How good a classifier is. A metric that has no value for the data is `null`; `notes` says why. */
export interface ClassificationEvaluation {
  readonly task: 'classification';
  readonly nSamples: number;
  readonly accuracy: number;
  /** The mean of the recalls of the classes that are true of any row: 1/k for guessing one of k. */
  readonly balancedAccuracy: number;
  /** Matthews' correlation of true and predicted classes, of the whole confusion matrix: 0 for guessing. */
  readonly matthewsCorrcoef: number;
  /** What the next three are: of the positive class (`binary`), or the mean over the classes that occur (`macro`). */
  readonly average: 'binary' | 'macro';
  /** The positive class, for `binary`. */
  readonly posLabel?: Label;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Of two classes, or the mean of each class against all others. */
  readonly rocAuc: number | null;
  readonly logLoss: number | null;
  /** Row = true class, column = predicted class. */
  readonly confusionMatrix: { readonly labels: readonly Label[]; readonly matrix: number[][] };
  /** Reasons, by the name of the metric. */
  readonly notes: Readonly<Record<string, string>>;
}

/** How good a regressor is. A metric that has no value for the data is `null`; `notes` says why. */
export interface RegressionEvaluation {
  readonly task: 'regression';
  readonly nSamples: number;
  readonly mae: number;
  readonly mse: number;
  readonly rmse: number;
  readonly r2: number | null;
  /** Reasons, by the name of the metric. */
  readonly notes: Readonly<Record<string, string>>;
}

/** A plain object of metrics: prints well, and is JSON as it stands. */
export type Evaluation = ClassificationEvaluation | RegressionEvaluation;

/**
 * The usual metrics of predictions, however they were made.
 *
 * They are a classifier's if there are `classes` or `probabilities`, or labels that are no numbers.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value does not belong.
 *
 * @example
 * ```ts
 * evaluatePredictions({ yTrue: [1, 2, 3], yPred: [1, 2, 4] }); // { task: 'regression', nSamples: 3, mae: 0.3333333333333333, … }
 * ```
 */
export function evaluatePredictions(predictions: Predictions): Evaluation {
  checkOptionNames('evaluatePredictions', predictions, PREDICTIONS);
  const { yTrue, yPred, classes, probabilities } = predictions;
  checkList(yTrue, 'yTrue', 'labels or numbers');
  checkList(yPred, 'yPred', 'labels or numbers');
  const isClassifier =
    classes !== undefined ||
    probabilities !== undefined ||
    [yTrue, yPred].some((labels) => labels.length > 0 && typeof labels[0] !== 'number');
  return isClassifier ? evaluateClassification(predictions) : evaluateRegression(predictions);
}

function evaluateClassification(predictions: Predictions): ClassificationEvaluation {
  const weighting = weightingOf(predictions);
  const { yTrue, yPred } = checkLabelPairs(predictions.yTrue, predictions.yPred, weighting);
  const present = sortedLabels([...yTrue, ...yPred]);
  const classes =
    predictions.classes === undefined ? sortedLabels(present) : checkLabels(predictions.classes, 'classes');
  checkSameLabelType(classes, yTrue, 'yTrue');
  const labels = [...classes, ...present.filter((label) => !classes.includes(label))];
  const isBinary = labels.length === 2;
  const posLabel = predictions.posLabel ?? labels[1];
  if (predictions.posLabel !== undefined && !(isBinary && labels.includes(predictions.posLabel))) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `posLabel must be one of two classes, got ${show(predictions.posLabel)} where there are ${labels.slice(0, 5).map(show).join(', ')}`,
    );
  }
  const scores = isBinary
    ? precisionRecallFscoreSupport(yTrue, yPred, { ...weighting, average: 'none', labels: [posLabel as Label] })
    : precisionRecallFscoreSupport(yTrue, yPred, { ...weighting, average: 'macro' });
  const one = (score: number | Float64Array): number => (typeof score === 'number' ? score : (score[0] as number));

  const notes: Record<string, string> = {};
  const known = sortedLabels(classes);
  // Outside of the notes: columns that do not belong to the classes are a mistake, not a property of the data.
  const ordered = orderedProbabilities(predictions, classes, yTrue.length);
  const fromProbabilities = (name: string, metric: (p: Matrix) => number): number | null =>
    orNote(notes, name, () => {
      if (ordered !== undefined) return metric(ordered);
      throw new ModelMountError('UNDEFINED_SCORE', 'the model gives no probabilities');
    });
  return {
    task: 'classification',
    nSamples: yTrue.length,
    accuracy: accuracyScore(yTrue, yPred, weighting),
    balancedAccuracy: balancedAccuracyScore(yTrue, yPred, weighting),
    matthewsCorrcoef: matthewsCorrcoef(yTrue, yPred, weighting),
    average: isBinary ? 'binary' : 'macro',
    ...(isBinary ? { posLabel: posLabel as Label } : {}),
    precision: one(scores.precision),
    recall: one(scores.recall),
    f1: one(scores.fscore),
    rocAuc: fromProbabilities('rocAuc', (p) =>
      rocAucScore(yTrue, p, { ...weighting, labels: known, multiClass: 'ovr' }),
    ),
    logLoss: fromProbabilities('logLoss', (p) => logLoss(yTrue, p, { ...weighting, labels: known })),
    confusionMatrix: printable({ labels, matrix: confusionMatrix(yTrue, yPred, { ...weighting, labels }).toRows() }),
    notes,
  };
}

function evaluateRegression(predictions: Predictions): RegressionEvaluation {
  const weighting = weightingOf(predictions);
  const { yTrue, yPred } = checkNumberPairs(
    predictions.yTrue as ArrayLike<number>,
    predictions.yPred as ArrayLike<number>,
    weighting,
  );
  const notes: Record<string, string> = {};
  const mse = meanSquaredError(yTrue, yPred, weighting);
  return {
    task: 'regression',
    nSamples: yTrue.length,
    mae: meanAbsoluteError(yTrue, yPred, weighting),
    mse,
    rmse: Math.sqrt(mse),
    r2: orNote(notes, 'r2', () => r2Score(yTrue, yPred, weighting)),
    notes,
  };
}

function weightingOf({ sampleWeight }: Predictions): { readonly sampleWeight?: ArrayLike<number> } {
  return sampleWeight === undefined ? {} : { sampleWeight };
}

/** Probabilities with their columns in the order of sorted classes, as the metrics take them. */
function orderedProbabilities(
  { probabilities }: Predictions,
  classes: readonly Label[],
  nSamples: number,
): Matrix | undefined {
  if (probabilities === undefined) return undefined;
  const given = checkScores(probabilities, 'probabilities', nSamples);
  if (given.nColumns !== classes.length) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `probabilities have ${given.nColumns} columns, but there are ${classes.length} classes`,
    );
  }
  const known = sortedLabels(classes);
  const columns = known.map((label) => classes.indexOf(label));
  const ordered = new Matrix(given.nRows, known.length);
  ordered.data.forEach((_, cell) => {
    const i = Math.floor(cell / known.length);
    const p = given.at(i, columns[cell % known.length] as number);
    // A float32 model may overshoot the unit interval by its own rounding.
    ordered.data[cell] = p > 1 && p <= 1 + 1e-6 ? 1 : p < 0 && p >= -1e-6 ? 0 : p;
  });
  return ordered;
}

/** The same object, which Node prints with all of its rows, though they lie deeper than `console.log` looks. */
function printable<T extends object>(value: T): T {
  type Inspect = (value: object, options: object) => string;
  const print = (_depth: number, options: object, inspect: Inspect): string =>
    inspect({ ...value }, { ...options, depth: Infinity });
  return Object.defineProperty(value, Symbol.for('nodejs.util.inspect.custom'), { value: print });
}

/** The metric's value; where it has none, `null` and the reason in `notes`. */
function orNote(notes: Record<string, string>, name: string, metric: () => number): number | null {
  try {
    return metric();
  } catch (error) {
    const isReason = ModelMountError.is(error) && ['UNDEFINED_SCORE', 'INVALID_ARGUMENT'].includes(error.code);
    if (!isReason) throw error;
    notes[name] = error.message;
    return null;
  }
}
