import { ModelMountError } from '../../../core/errors.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Predictor, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { fromJsonNumbers, toJsonNumbers } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { FittedLinearModel } from '../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../common/linear-document.js';
import { resolveClassifierOptions, type SGDClassifierOptions } from './sgd-classifier-options.js';
import { checkFitOptions, checkSgdInput } from './sgd-input.js';
import { hasProbabilities, sgdProbabilities } from './sgd-probabilities.js';
import { readTraining, trainingToJson, type SgdTraining } from './descent/sgd-training.js';
import { trainClassifier, type SgdClassifierParts } from './train-classifier.js';

/** A fitted `SGDClassifier`. With two classes `coef` has one row, for the second class. */
export class FittedSGDClassifier extends FittedLinearModel implements Predictor {
  readonly kind = 'sgdClassifier';
  /** The classes in order, at least two. */
  readonly classes: readonly Label[];
  /** What it was trained with; class weights are in `classWeights`. */
  readonly options: SGDClassifierOptions;
  /** The weight of each class in training. */
  readonly classWeights: Float64Array;
  /** Epochs of the last `fit` or `partialFit`; of many classes the most. */
  readonly nIter: number;
  /** Whether there was no progress any more. Always `false` after `partialFit`, which runs one epoch. */
  readonly isConverged: boolean;
  /**
   * What the stopping rule saw in the last epoch, one number for each row of `coef`: the mean of loss and penalty, or
   * with `earlyStopping` the accuracy on the samples held back.
   */
  readonly criterion: readonly number[];
  /**
   * Probabilities of the classes in order, shape `[nSamples, classes.length]`; for losses `logLoss` and
   * `modifiedHuber` only. Many classes: those of each against the rest, divided by their sum.
   */
  declare readonly predictProba?: (X: Samples) => Matrix;
  readonly #training: SgdTraining;

  constructor(parts: SgdClassifierParts) {
    super(parts);
    this.classes = parts.classes;
    this.options = parts.options;
    this.classWeights = parts.classWeights;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.criterion = parts.criterion;
    this.#training = parts.training;
    const { loss = 'hinge' } = parts.options;
    // Only where there are probabilities: that is how callers know.
    if (hasProbabilities(loss)) this.predictProba = (X) => sgdProbabilities(this.scores(X), loss);
  }

  /** Number of the next sample that is trained on, from 1. */
  get t(): number {
    return this.#training.t;
  }

  /**
   * The class of each row: of two the second where its score is above 0, of many the one with the highest score (of
   * equals the first). Shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Label[] {
    const scores = this.scores(X);
    return Array.from({ length: scores.nRows }, (_, i) => this.classes[bestClass(scores.row(i))] as Label);
  }

  /**
   * Scores: with two classes how far each row is on the side of the second, shape `[nSamples]`; else one for each
   * class, shape `[nSamples, classes.length]`. Throws as `predict` does.
   */
  decisionFunction(X: Samples): Float64Array | Matrix {
    const scores = this.scores(X);
    return scores.nColumns === 1 ? scores.data : scores;
  }

  /**
   * Trains on one more batch, for one epoch; gives a new value, this one stays as it is.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of earlier batches; `INVALID_ARGUMENT` for
   *   a label that is none of the classes, and for a model that was fitted with `earlyStopping` or balanced classes.
   */
  partialFit(X: Samples, y: Target, options: FitOptions = {}): FittedSGDClassifier {
    checkFitOptions('FittedSGDClassifier.partialFit', options);
    const labels = checkLabels(y, 'y');
    const { sampleWeight } = options;
    const input = checkSgdInput(X, labels.length, { who: this.kind, sampleWeight, expected: this });
    const settings = resolveClassifierOptions(this.options, true);
    const before = { training: this.#training, classWeights: this.classWeights };
    return new FittedSGDClassifier(
      trainClassifier({ input, labels, classes: this.classes }, this.options, { ...settings, before }),
    );
  }

  toJSON(): JsonObject {
    const { nIter, isConverged, criterion, classWeights } = this;
    const { average } = resolveClassifierOptions(this.options);
    return this.toDocument(
      {
        options: { ...this.options } as JsonObject,
        training: trainingToJson(this.#training, average),
        ...{ nIter, isConverged, criterion: toJsonNumbers(criterion), classWeights: toJsonNumbers(classWeights) },
      },
      { loss: this.options.loss ?? 'hinge', classes: this.classes },
    );
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedSGDClassifier {
    const { classes = [], metadata, ...map } = readLinearDocument(json, 'sgdClassifier');
    const nClasses = map.coef.nRows === 1 ? 2 : map.coef.nRows;
    const fail = (message: string): never => {
      throw new ModelMountError('INVALID_ARGUMENT', message);
    };
    if (classes.length !== nClasses || new Set(classes).size !== nClasses) {
      fail(
        `"classes" of a model with ${map.coef.nRows} rows of coefficients must be ${nClasses} different labels, got ${classes.length}`,
      );
    }
    const loss = isObject(json) ? json['loss'] : undefined;
    const options = isObject(metadata['options']) ? (metadata['options'] as SGDClassifierOptions) : {};
    if (loss !== (options.loss ?? 'hinge')) fail('"loss" must be that of metadata.options');
    const { average } = resolveClassifierOptions(options);
    const classWeights = fromJsonNumbers(metadata['classWeights'], 'metadata.classWeights');
    if (classWeights.length !== nClasses || !classWeights.every((weight) => weight >= 0 && weight < Infinity)) {
      fail(`"metadata.classWeights" must be ${nClasses} finite numbers ≥ 0`);
    }
    return new FittedSGDClassifier({
      ...map,
      ...{ classes, options, classWeights },
      training: readTraining(metadata['training'], map, average),
      nIter: readOptionalNumber(metadata, 'nIter') ?? 0,
      isConverged: metadata['isConverged'] === true,
      criterion: Array.from(fromJsonNumbers(metadata['criterion'], 'metadata.criterion')),
    });
  }
}

function bestClass(scores: Float64Array): number {
  if (scores.length === 1) return (scores[0] as number) > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
}
