import type { JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';
import { LinearInference } from './inference/linear-inference.js';
import { readLinearDocument, readOptionalNumber } from '../common/linear-document.js';

/** A fitted `LinearRegression`. */
export class FittedLinearRegression extends FittedLinearModel implements Predictor {
  readonly kind = 'linearRegression';
  /** Number of independent features; `undefined` where the JSON it was revived from does not say. */
  readonly rank: number | undefined;
  /** How certain the coefficients are, where the fit was asked for it. */
  readonly inference: LinearInference | undefined;

  constructor(
    parts: LinearModelParts & { readonly rank: number | undefined; readonly inference?: LinearInference | undefined },
  ) {
    super(parts);
    this.rank = parts.rank;
    this.inference = parts.inference;
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
    const { rank, inference } = this;
    return this.toDocument({ rank, ...(inference === undefined ? {} : { inference: inference.toJSON() }) });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedLinearRegression {
    const document = readLinearDocument(json, 'linearRegression');
    const inference = document.metadata['inference'];
    return new FittedLinearRegression({
      ...document,
      rank: readOptionalNumber(document.metadata, 'rank'),
      inference: inference === undefined ? undefined : LinearInference.fromJSON(inference, '/metadata/inference'),
    });
  }
}
