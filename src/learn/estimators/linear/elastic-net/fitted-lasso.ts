import type { JsonObject } from '../../../../core/json.js';
import type { Predictor } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { factsToJson, optionalToJson, readFacts } from '../../common/fit-facts.js';
import { FittedLinearModel, type LinearModelParts } from '../../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../../common/linear-document.js';
import type { SparseFitFacts } from './fitted-elastic-net.js';

/** A fitted `Lasso`. */
export class FittedLasso extends FittedLinearModel implements Predictor, SparseFitFacts {
  readonly kind = 'lasso';
  readonly alpha: number | undefined;
  readonly nIter: number | undefined;
  readonly isConverged: boolean | undefined;
  readonly gradientNorm: number | undefined;
  readonly dualGap: number | undefined;

  constructor(parts: LinearModelParts & SparseFitFacts) {
    super(parts);
    this.alpha = parts.alpha;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
    this.dualGap = parts.dualGap;
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
    return this.toDocument({ alpha: this.alpha, ...factsToJson(this), dualGap: optionalToJson(this.dualGap) });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedLasso {
    const { metadata, ...parts } = readLinearDocument(json, 'lasso');
    return new FittedLasso({
      ...parts,
      ...readFacts(metadata),
      alpha: readOptionalNumber(metadata, 'alpha'),
      dualGap: readOptionalNumber(metadata, 'dualGap'),
    });
  }
}
