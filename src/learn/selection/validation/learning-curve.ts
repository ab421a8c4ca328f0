import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator, Predictor } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import type { FitOutcome, FitPlan } from '../run/fit-job.js';
import { planData, type ValidationData } from '../run/plan-data.js';
import { resolveScoring } from '../run/resolve-scoring.js';
import { runJob } from '../run/run-job.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { OnSelectionWarning } from '../selection-warning.js';
import { makeRandom } from '../splits/common/split-options.js';
import type { Split } from '../splits/splitter.js';
import type { CrossValScoreOptions } from './cross-val-score.js';
import { checkSingle } from './check-single.js';
import { VALIDATION_OPTION_RULES } from './validation-options.js';

const WHO = 'learningCurve';
const SHARES = [0, 1, 2, 3, 4].map((k) => k * 0.225 + 0.1);

/** Options of `learningCurve`. */
export interface LearningCurveOptions extends CrossValScoreOptions {
  /**
   * How many samples to train on: shares of the first split's training part if none is above 1, else numbers of
   * samples. @default 0.1, 0.325, 0.55, 0.775, 1
   */
  readonly trainSizes?: ArrayLike<number>;
  /** Whether the training parts are shuffled first; else their first samples are taken. @default false */
  readonly shuffle?: boolean;
  /** Seed of that, a whole number from 0 to 2³² − 1. @default a random one */
  readonly randomState?: number;
}

/** Scores by the number of samples; matrices have a row per size and a column per split. */
export interface LearningCurve {
  /** Numbers of samples that were trained on, ascending. */
  readonly trainSizes: Int32Array;
  readonly trainScores: Matrix;
  readonly testScores: Matrix;
  /** How long the fits took, ms. */
  readonly fitTimeMs: Matrix;
  /** How long the scores of the test parts took, ms. */
  readonly scoreTimeMs: Matrix;
}

/**
 * How good an estimator gets with more samples: where the scores of the test parts still rise at the end, more data
 * will help; where those of the training parts are far above them, it overfits.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for sizes that are not there, and as `crossValidate`.
 *
 * Semantics of scikit-learn's `learning_curve`.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 20 }, (_, i) => [i]);
 * const y = X.map(([i]) => 2 * (i ?? 0));
 * learningCurve(new LinearRegression(), { X, y }, { cv: 2, trainSizes: [0.5, 1] }).trainSizes; // Int32Array [5, 10]
 * ```
 */
export function learningCurve(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: LearningCurveOptions = {},
): LearningCurve {
  const plan = planLearningCurve(estimator, data, options);
  return plan.assemble(runJob(plan.job, options.onProgress));
}

/** The fits of `learningCurve`, and what they mean together. */
export function planLearningCurve(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: LearningCurveOptions,
): FitPlan<LearningCurve> {
  checkOptions(WHO, options, {
    ...VALIDATION_OPTION_RULES,
    trainSizes: VALIDATION_RULES.weights,
    shuffle: VALIDATION_RULES.flag,
    randomState: VALIDATION_RULES.seed,
  });
  checkSingle(WHO, options.scoring);
  const { scorers } = resolveScoring(options.scoring);
  const { X, y, splits } = planData(data, { who: WHO, estimator, cv: options.cv });
  const nMost = (splits[0] as Split).trainIndices.length;
  const trainSizes = countSamples(Array.from(options.trainSizes ?? SHARES), nMost, options.onWarning);
  const { scoreWeight } = options;
  return {
    job: {
      candidates: [{ estimator, params: {} }],
      splits: shorten(splits, trainSizes, options),
      ...{ X, y, scorers },
      fitParams: options.fitParams,
      scoreWeight: scoreWeight && checkSampleWeight(scoreWeight, y.length),
      isTrainScored: true,
      isFittedKept: false,
      errorScore: options.errorScore ?? 'raise',
      onWarning: options.onWarning,
    },
    assemble: (outcomes) => {
      const table = (read: (outcome: FitOutcome) => number): Matrix => {
        const matrix = new Matrix(trainSizes.length, splits.length);
        outcomes.forEach((outcome, task) => {
          const [split, size] = [Math.floor(task / trainSizes.length), task % trainSizes.length];
          matrix.data[size * splits.length + split] = read(outcome);
        });
        return matrix;
      };
      return {
        trainSizes,
        trainScores: table(({ trainScores }) => trainScores?.[0] ?? NaN),
        testScores: table(({ testScores }) => testScores[0] ?? NaN),
        fitTimeMs: table(({ fitTimeMs }) => fitTimeMs),
        scoreTimeMs: table(({ scoreTimeMs }) => scoreTimeMs),
      };
    },
  };
}

/** Each split at each size, sizes innermost. */
function shorten(
  splits: readonly Split[],
  sizes: Int32Array,
  { shuffle = false, randomState }: LearningCurveOptions,
): Split[] {
  const random = shuffle ? makeRandom(randomState) : undefined;
  return splits.flatMap(({ trainIndices, testIndices }) => {
    const order = trainIndices.slice();
    random?.shuffleInPlace(order);
    return Array.from(sizes, (size) => ({ trainIndices: order.subarray(0, size), testIndices }));
  });
}

/** The sizes as different numbers of samples, ascending. */
function countSamples(sizes: readonly number[], nMost: number, onWarning: OnSelectionWarning | undefined): Int32Array {
  const areShares = sizes.every((size) => size <= 1);
  const isRight = (size: number): boolean =>
    areShares ? size > 0 : Number.isSafeInteger(size) && size >= 1 && size <= nMost;
  const wrong = sizes.find((size) => !isRight(size));
  if (sizes.length === 0 || wrong !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `trainSizes of ${WHO} must be shares in (0, 1], or whole numbers of samples from 1 to ${nMost}, got ${show(wrong ?? sizes)}`,
    );
  }
  const counts = sizes.map((size) => (areShares ? Math.max(1, Math.trunc(size * nMost)) : size));
  const unique = Int32Array.from(new Set(counts)).sort();
  if (unique.length < sizes.length) {
    onWarning?.({
      code: 'repeatedSize',
      message: `${sizes.length} trainSizes of ${WHO} come to ${unique.length} different numbers of samples`,
    });
  }
  return unique;
}
