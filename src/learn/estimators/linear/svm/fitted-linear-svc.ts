import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import type { Predictor } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import type { Matrix } from '../../../math/matrix.js';
import { bestClasses } from '../../common/best-classes.js';
import { factsToJson, readFacts, type FitFacts } from '../../common/fit-facts.js';
import { FittedLinearModel, type LinearModelParts } from '../../common/fitted-linear-model.js';
import { checkClasses, readLinearDocument, readOptionalNumber } from '../../common/linear-document.js';

/** What a `LinearSVC` is known by, beside its coefficients; of many classes the worst of their fits. */
export interface LinearSVCFitFacts extends FitFacts {
  /** Inverse strength of the penalty. */
  readonly C: number | undefined;
}

/**
 * A fitted `LinearSVC`. With two classes `coef` has one row, for the second class; with more one for each class, which
 * tells it from all others. It has scores, but no probabilities.
 */
export class FittedLinearSVC extends FittedLinearModel implements Predictor, LinearSVCFitFacts {
  readonly kind = 'linearSVC';
  /** The classes in order, at least two. */
  readonly classes: readonly Label[];
  readonly nIter: number | undefined;
  readonly isConverged: boolean | undefined;
  readonly gradientNorm: number | undefined;
  readonly C: number | undefined;

  constructor(parts: LinearModelParts & LinearSVCFitFacts & { readonly classes: readonly Label[] }) {
    super(parts);
    this.classes = parts.classes;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
    this.C = parts.C;
  }

  /**
   * The class with the highest score of each row, of equals the first; of two classes the second where the score is
   * above 0. Shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Label[] {
    return bestClasses(this.scores(X), this.classes);
  }

  /**
   * How far each row is on the side of the second class, shape `[nSamples]`; with more classes on the side of each,
   * shape `[nSamples, classes.length]`. Throws as `predict` does.
   */
  decisionFunction(X: Samples): Float64Array | Matrix {
    const scores = this.scores(X);
    return this.coef.nRows === 1 ? scores.data : scores;
  }

  toJSON(): JsonObject {
    return this.toDocument({ ...factsToJson(this), C: this.C }, { classes: this.classes });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedLinearSVC {
    const { classes, metadata, ...parts } = readLinearDocument(json, 'linearSVC');
    return new FittedLinearSVC({
      ...parts,
      ...readFacts(metadata),
      classes: checkClasses(classes, parts.coef, 'linear SVC'),
      C: readOptionalNumber(metadata, 'C'),
    });
  }
}
