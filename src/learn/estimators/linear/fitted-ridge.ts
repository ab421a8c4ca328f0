import type { JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../common/linear-document.js';

/** A fitted `Ridge`. */
export class FittedRidge extends FittedLinearModel implements Predictor {
  readonly kind = 'ridge';
  /** Strength of the penalty; `undefined` where the JSON it was revived from does not say. */
  readonly alpha: number | undefined;

  constructor(parts: LinearModelParts & { readonly alpha: number | undefined }) {
    super(parts);
    this.alpha = parts.alpha;
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
    return this.toDocument({ alpha: this.alpha });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedRidge {
    const document = readLinearDocument(json, 'ridge');
    return new FittedRidge({ ...document, alpha: readOptionalNumber(document.metadata, 'alpha') });
  }
}
