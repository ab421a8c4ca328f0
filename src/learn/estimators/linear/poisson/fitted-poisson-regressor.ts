import type { JsonObject } from '../../../../core/json.js';
import type { Predictor } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { factsToJson, readFacts, type FitFacts } from '../../common/fit-facts.js';
import { FittedLinearModel, type LinearModelParts } from '../../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../../common/linear-document.js';

/** A fitted `PoissonRegressor`; `coef` and `intercept` are those of the logarithm of the expected value. */
export class FittedPoissonRegressor extends FittedLinearModel implements Predictor, FitFacts {
  readonly kind = 'poissonRegressor';
  /** Strength of the penalty; `undefined` where the JSON it was revived from does not say. */
  readonly alpha: number | undefined;
  readonly nIter: number | undefined;
  readonly isConverged: boolean | undefined;
  readonly gradientNorm: number | undefined;

  constructor(parts: LinearModelParts & FitFacts & { readonly alpha: number | undefined }) {
    super(parts);
    this.alpha = parts.alpha;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
  }

  /**
   * The expected value of each row, above 0; shape `[nSamples]`. `Infinity` where it is beyond a float64.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Float64Array {
    const { data } = this.scores(X);
    for (let i = 0; i < data.length; i++) data[i] = Math.exp(data[i] as number);
    return data;
  }

  toJSON(): JsonObject {
    return this.toDocument({ alpha: this.alpha, ...factsToJson(this) });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedPoissonRegressor {
    const { metadata, ...parts } = readLinearDocument(json, 'poissonRegressor');
    return new FittedPoissonRegressor({
      ...parts,
      ...readFacts(metadata),
      alpha: readOptionalNumber(metadata, 'alpha'),
    });
  }
}
