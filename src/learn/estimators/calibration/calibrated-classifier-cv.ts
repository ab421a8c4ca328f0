import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { sortedLabels } from '../../data/labels/labels.js';
import { countRows, type Samples } from '../../data/samples.js';
import { takeRows, takeTargets } from '../../data/take-rows.js';
import { Matrix } from '../../math/matrix.js';
import { callFit } from '../../selection/run/call-fit.js';
import { checkCv, type CrossValidator } from '../../selection/splits/check-cv.js';
import type { Split } from '../../selection/splits/splitter.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { checkOptions } from '../common/check-options.js';
import { oneOf } from '../common/one-of.js';
import { CALIBRATION_METHODS, fitCalibrator, type Answers, type CalibrationMethod } from './calibrator.js';
import { FittedCalibratedClassifier, type CalibratedMember } from './fitted-calibrated-classifier.js';
import { FrozenEstimator } from './frozen-estimator.js';
import { respond, responseMethodOf } from './response.js';

/** Options of `CalibratedClassifierCV`. */
export interface CalibratedClassifierCVOptions {
  /** The classifier whose answers become probabilities; one with `decisionFunction` or `predictProba` once fitted. */
  readonly estimator: Estimator<Predictor>;
  /** @default 'sigmoid' */
  readonly method?: CalibrationMethod;
  /** How to split what to fit on from what to calibrate on. @default 5 folds with the shares of the classes */
  readonly cv?: CrossValidator;
  /**
   * Whether to keep a classifier for each split and average their probabilities; if not, one classifier fitted on all
   * samples is calibrated by the answers of the others. @default true, but not for a `FrozenEstimator`
   */
  readonly ensemble?: boolean | 'auto';
  /** Called with a `NOT_CONVERGED` error if a calibration did not reach its optimum. @default nothing */
  readonly onWarning?: (warning: ModelMountError) => void;
}

/** Everything that calibration works on, checked. */
interface CalibrationData {
  readonly X: Samples;
  readonly y: Target;
  readonly classes: readonly Label[];
  readonly classOf: Int32Array;
  readonly weights: Float64Array;
  readonly isWeighted: boolean;
}

/**
 * Makes the answers of a classifier probabilities that can be believed: of the samples given 0.8, eight of ten are of
 * the class.
 *
 * Calibration must see samples that the classifier was not trained on, so it is cross-fitted: each split's classifier
 * is calibrated on that split's test part. To calibrate a model that is fitted already, on data that it has not seen,
 * wrap it: `estimator: new FrozenEstimator({ estimator: model })`.
 *
 * `sigmoid` suits small samples, `isotonic` needs about 1000, `temperature` keeps the order of the classes. Of many
 * classes each is taken against the rest and the probabilities are divided by their sum (not for `temperature`).
 *
 * Semantics of scikit-learn's class of this name; the sigmoid is solved to its optimum, where scikit-learn stops about
 * five digits before.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7]];
 * const y = [0, 0, 1, 0, 1, 0, 1, 1];
 * const model = new CalibratedClassifierCV({ estimator: new LogisticRegression(), cv: 2 }).fit(X, y);
 * model.predictProba([[0], [7]]).nColumns; // 2
 * ```
 */
export class CalibratedClassifierCV implements Estimator<FittedCalibratedClassifier> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: CalibratedClassifierCVOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: CalibratedClassifierCVOptions) {
    const isEstimator = (value: unknown): boolean => isObject(value) && typeof value['fit'] === 'function';
    checkOptions('CalibratedClassifierCV', options, {
      estimator: { expected: 'an estimator, with fit', accepts: isEstimator },
      method: oneOf(CALIBRATION_METHODS),
      // checkCv says what is wrong with it.
      cv: { expected: 'a number of folds, a splitter or splits', accepts: () => true },
      ensemble: oneOf([true, false, 'auto']),
      onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
    });
    if (!isEstimator(options.estimator)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `CalibratedClassifierCV needs the option "estimator", got ${show(options.estimator)}`,
      );
    }
    checkCv(options.cv);
    this.options = options;
  }

  /**
   * @param X - What the estimator takes.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @param options - `sampleWeight` is given to the estimator's `fit` and weighs the calibration.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there is only one class, a class has fewer samples than there are
   *   folds, a training part lacks a class, or the estimator has nothing to calibrate; what the estimator throws.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedCalibratedClassifier {
    const data = checkData(X, y, options);
    const { cv, ensemble = 'auto', estimator } = this.options;
    const splitter = checkCv(cv, y, { classifier: true });
    checkClassSizes(data, splitter.getNSplits(X, y));
    const splits = splitter.split(X, y);
    const isEnsemble = ensemble === 'auto' ? !(estimator instanceof FrozenEstimator) : ensemble;
    const { calibratedClassifiers, fits } = isEnsemble ? this.#fitEach(data, splits) : this.#fitOne(data, splits);
    const isConverged = fits.every((fit) => fit.isConverged);
    if (!isConverged) {
      const message = 'a calibration of CalibratedClassifierCV did not reach its optimum; try another method';
      this.options.onWarning?.(new ModelMountError('NOT_CONVERGED', message));
    }
    return new FittedCalibratedClassifier({ classes: data.classes, calibratedClassifiers, isConverged });
  }

  /** A classifier for each split, calibrated on what it was not trained on. */
  #fitEach(data: CalibrationData, splits: Iterable<Split>): Fits {
    const fits = Array.from(splits, (split) => {
      const predictor = this.#train(data, split.trainIndices);
      return {
        estimator: predictor,
        ...this.#calibrate(data, answersOf(predictor, data, split.testIndices), split.testIndices),
      };
    });
    return { calibratedClassifiers: fits, fits: fits.flatMap((fit) => fit.fits) };
  }

  /** One classifier for all samples, calibrated by what others answered to samples that they were not trained on. */
  #fitOne(data: CalibrationData, splits: Iterable<Split>): Fits {
    const nSamples = data.classOf.length;
    const answers = new Matrix(nSamples, data.classes.length === 2 ? 1 : data.classes.length);
    const seen = new Uint8Array(nSamples);
    let response: Answers['response'] = 'decisionFunction';
    for (const { trainIndices, testIndices } of splits) {
      const part = answersOf(this.#train(data, trainIndices), data, testIndices);
      response = part.response;
      testIndices.forEach((i, k) => {
        answers.row(i).set(part.answers.row(k));
        seen[i] = (seen[i] as number) + 1;
      });
    }
    if (!seen.every((times) => times === 1)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'without ensemble each sample must be tested once; choose a cv like KFold, or ensemble: true',
      );
    }
    const all = Int32Array.from(seen, (_, i) => i);
    const { fits, calibrator } = this.#calibrate(data, { answers, response }, all);
    return { calibratedClassifiers: [{ estimator: this.#train(data, all), calibrator }], fits };
  }

  #train({ X, y, weights, isWeighted, classOf }: CalibrationData, positions: Int32Array): Predictor {
    const { estimator } = this.options;
    if (estimator instanceof FrozenEstimator) return estimator.fit() as Predictor;
    const isAll = positions.length === classOf.length;
    const indices = Array.from(positions);
    const part = isAll ? X : takeRows(X, indices);
    const targets = isAll ? y : takeTargets(y, indices);
    const own = isWeighted ? { sampleWeight: indices.map((i) => weights[i] as number) } : undefined;
    return callFit(estimator, { X: part, y: targets }, own);
  }

  #calibrate(
    { classOf, weights }: CalibrationData,
    answers: Pick<Answers, 'answers' | 'response'>,
    positions: Int32Array,
  ): ReturnType<typeof fitCalibrator> {
    const own = Float64Array.from(positions, (i) => weights[i] as number);
    if (!own.some((weight) => weight > 0)) {
      throw new ModelMountError('INVALID_ARGUMENT', 'all samples of a test part have a weight of 0; choose another cv');
    }
    const { method = 'sigmoid' } = this.options;
    return fitCalibrator(method, { ...answers, classOf: positions.map((i) => classOf[i] as number), weights: own });
  }
}

/** Members with how their calibration went. */
interface Fits {
  readonly calibratedClassifiers: readonly CalibratedMember[];
  readonly fits: ReturnType<typeof fitCalibrator>['fits'];
}

function answersOf(
  predictor: Predictor,
  { X, classes }: CalibrationData,
  positions: Int32Array,
): Pick<Answers, 'answers' | 'response'> {
  const response = responseMethodOf(predictor, classes);
  return { response, answers: respond(predictor, response, takeRows(X, Array.from(positions))) };
}

function checkData(X: Samples, y: Target, options: FitOptions): CalibrationData {
  checkOptions('CalibratedClassifierCV.fit', options, {
    sampleWeight: { expected: 'a list of numbers', accepts: (value) => typeof value === 'object' },
  });
  const labels = checkLabels(y, 'y');
  const nSamples = countRows(X);
  checkSameLength(['y', labels.length], ['X', nSamples]);
  const classes = sortedLabels(labels);
  if (classes.length < 2) {
    throw new ModelMountError('INVALID_ARGUMENT', 'CalibratedClassifierCV needs at least two classes in y, got one');
  }
  const indexOf = new Map(classes.map((label, k) => [label, k]));
  return {
    ...{ X, y, classes },
    classOf: Int32Array.from(labels, (label) => indexOf.get(label) as number),
    weights: checkSampleWeight(options.sampleWeight, nSamples),
    isWeighted: options.sampleWeight !== undefined,
  };
}

function checkClassSizes({ classes, classOf }: CalibrationData, nSplits: number): void {
  const counts = new Int32Array(classes.length);
  for (const k of classOf) counts[k] = (counts[k] as number) + 1;
  const small = counts.findIndex((count) => count < nSplits);
  if (small === -1) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `class ${show(classes[small])} has ${counts[small]} samples, too few for ${nSplits} splits to calibrate on; choose a smaller cv`,
  );
}
