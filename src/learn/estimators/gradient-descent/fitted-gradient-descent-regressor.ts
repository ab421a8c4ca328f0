import type { JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';
import { readLinearDocument } from '../common/linear-document.js';
import { readDescentFacts, type DescentFacts } from './descent-facts.js';

/** A fitted `GradientDescentRegressor`. */
export class FittedGradientDescentRegressor extends FittedLinearModel implements Predictor, DescentFacts {
  readonly kind = 'gradientDescentRegressor';
  readonly lossCurve: Float64Array;
  readonly nIter: number;
  readonly isConverged: boolean;
  readonly gradientNorm: number;

  constructor(parts: LinearModelParts & DescentFacts) {
    super(parts);
    this.lossCurve = parts.lossCurve;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
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

  toJSON(): JsonObject {
    const { nIter, isConverged, gradientNorm } = this;
    return this.toDocument({ nIter, isConverged, gradientNorm, lossCurve: toJsonNumbers(this.lossCurve) });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedGradientDescentRegressor {
    const { metadata, coef, intercept, featureNames } = readLinearDocument(json, 'gradientDescentRegressor');
    return new FittedGradientDescentRegressor({ coef, intercept, featureNames, ...readDescentFacts(metadata) });
  }
}
