import type { JsonObject } from '../../../../core/json.js';
import type { Predictor } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { factsToJson, optionalToJson, readFacts, type FitFacts } from '../../common/fit-facts.js';
import { FittedLinearModel, type LinearModelParts } from '../../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../../common/linear-document.js';

/** What a fit with a penalty on absolute values is known by, beside its coefficients. */
export interface SparseFitFacts extends FitFacts {
  /** Strength of the penalty. */
  readonly alpha: number | undefined;
  /**
   * How far above its minimum the objective can be, at most, in the units of the squared target; NaN where there is
   * no penalty on absolute values. A rounding error below 0 is possible.
   */
  readonly dualGap: number | undefined;
}

/** A fitted `ElasticNet`. */
export class FittedElasticNet extends FittedLinearModel implements Predictor, SparseFitFacts {
  readonly kind = 'elasticNet';
  readonly alpha: number | undefined;
  /** Share of the penalty that is on absolute values. */
  readonly l1Ratio: number | undefined;
  readonly nIter: number | undefined;
  readonly isConverged: boolean | undefined;
  readonly gradientNorm: number | undefined;
  readonly dualGap: number | undefined;

  constructor(parts: LinearModelParts & SparseFitFacts & { readonly l1Ratio: number | undefined }) {
    super(parts);
    this.alpha = parts.alpha;
    this.l1Ratio = parts.l1Ratio;
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
    const { alpha, l1Ratio, dualGap } = this;
    return this.toDocument({ alpha, l1Ratio, ...factsToJson(this), dualGap: optionalToJson(dualGap) });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedElasticNet {
    const { metadata, ...parts } = readLinearDocument(json, 'elasticNet');
    return new FittedElasticNet({
      ...parts,
      ...readFacts(metadata),
      alpha: readOptionalNumber(metadata, 'alpha'),
      l1Ratio: readOptionalNumber(metadata, 'l1Ratio'),
      dualGap: readOptionalNumber(metadata, 'dualGap'),
    });
  }
}
