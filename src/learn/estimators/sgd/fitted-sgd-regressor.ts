import { isObject, type JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import { fromJsonNumber, toJsonNumber } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { FittedLinearModel } from '../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../common/linear-document.js';
import { checkFitOptions, checkSgdInput } from './sgd-input.js';
import { resolveRegressorOptions, type SGDRegressorOptions } from './sgd-regressor-options.js';
import { readTraining, trainingToJson, type SgdTraining } from './descent/sgd-training.js';
import { trainRegressor, type SgdRegressorParts } from './train-regressor.js';

/** A fitted `SGDRegressor`. */
export class FittedSGDRegressor extends FittedLinearModel implements Predictor {
  readonly kind = 'sgdRegressor';
  /** What it was trained with. */
  readonly options: SGDRegressorOptions;
  /** Epochs of the last `fit` or `partialFit`. */
  readonly nIter: number;
  /** Whether there was no progress any more. Always `false` after `partialFit`, which runs one epoch. */
  readonly isConverged: boolean;
  /**
   * What the stopping rule saw in the last epoch: the mean of loss and penalty, or with `earlyStopping` R² on the
   * samples held back.
   */
  readonly criterion: number;
  readonly #training: SgdTraining;

  constructor(parts: SgdRegressorParts) {
    super(parts);
    this.options = parts.options;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.criterion = parts.criterion;
    this.#training = parts.training;
  }

  /** Number of the next sample that is trained on, from 1. */
  get t(): number {
    return this.#training.t;
  }

  /**
   * A number per row; shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Float64Array {
    return this.scores(X).data;
  }

  /**
   * Trains on one more batch, for one epoch; gives a new value, this one stays as it is.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of earlier batches; `INVALID_ARGUMENT` for
   *   values that are not finite, and for a model that was fitted with `earlyStopping`.
   */
  partialFit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedSGDRegressor {
    checkFitOptions('FittedSGDRegressor.partialFit', options);
    const targets = checkNumbers(y, 'y');
    const { sampleWeight } = options;
    const input = checkSgdInput(X, targets.length, { who: this.kind, sampleWeight, expected: this });
    const settings = resolveRegressorOptions(this.options, true);
    return new FittedSGDRegressor(
      trainRegressor({ input, targets }, this.options, { ...settings, before: this.#training }),
    );
  }

  toJSON(): JsonObject {
    const { nIter, isConverged, criterion } = this;
    return this.toDocument({
      options: { ...this.options } as JsonObject,
      training: trainingToJson(this.#training, resolveRegressorOptions(this.options).average),
      ...{ nIter, isConverged, criterion: toJsonNumber(criterion) },
    });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedSGDRegressor {
    const { metadata, classes: _, ...map } = readLinearDocument(json, 'sgdRegressor');
    const options = isObject(metadata['options']) ? (metadata['options'] as SGDRegressorOptions) : {};
    return new FittedSGDRegressor({
      ...map,
      options,
      training: readTraining(metadata['training'], map, resolveRegressorOptions(options).average),
      nIter: readOptionalNumber(metadata, 'nIter') ?? 0,
      isConverged: metadata['isConverged'] === true,
      criterion: fromJsonNumber(metadata['criterion'], 'metadata.criterion'),
    });
  }
}
