import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { expit } from '../../math/scores/logistic.js';
import { Matrix } from '../../math/matrix.js';
import { softmaxInPlace } from '../../math/scores/softmax.js';
import { bestClasses } from '../common/best-classes.js';
import { factsToJson, optionalToJson, readFacts, type FitFacts } from '../common/fit-facts.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';
import { checkClasses, readLinearDocument, readOptionalNumber } from '../common/linear-document.js';

/** What a logistic fit is known by, beside its coefficients. */
export interface LogisticFitFacts extends FitFacts {
  /** Inverse strength of the penalty. */
  readonly C: number | undefined;
  /** Share of the penalty on absolute values. */
  readonly l1Ratio: number | undefined;
}

/** A fitted `LogisticRegression`. With two classes `coef` has one row, for the second class. */
export class FittedLogisticRegression extends FittedLinearModel implements Predictor, LogisticFitFacts {
  readonly kind = 'logisticRegression';
  /** The classes in order, at least two. */
  readonly classes: readonly Label[];
  readonly nIter: number | undefined;
  readonly isConverged: boolean | undefined;
  readonly gradientNorm: number | undefined;
  readonly C: number | undefined;
  readonly l1Ratio: number | undefined;

  constructor(parts: LinearModelParts & LogisticFitFacts & { readonly classes: readonly Label[] }) {
    super(parts);
    this.classes = parts.classes;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
    this.C = parts.C;
    this.l1Ratio = parts.l1Ratio;
  }

  /**
   * The most probable class of each row; of equals the first. Shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Label[] {
    return bestClasses(this.scores(X), this.classes);
  }

  /** Probabilities of the classes in order; shape `[nSamples, classes.length]`. Throws as `predict` does. */
  predictProba(X: Samples): Matrix {
    const scores = this.scores(X);
    if (this.coef.nRows > 1) {
      for (let i = 0; i < scores.nRows; i++) softmaxInPlace(scores.row(i));
      return scores;
    }
    const probabilities = new Matrix(scores.nRows, 2);
    scores.data.forEach((score, i) => {
      const positive = expit(score);
      probabilities.data[2 * i] = 1 - positive;
      probabilities.data[2 * i + 1] = positive;
    });
    return probabilities;
  }

  /**
   * Scores before they become probabilities: with two classes the log-odds of the second, shape `[nSamples]`; else one
   * score per class, shape `[nSamples, classes.length]`. Throws as `predict` does.
   */
  decisionFunction(X: Samples): Float64Array | Matrix {
    const scores = this.scores(X);
    return this.coef.nRows === 1 ? scores.data : scores;
  }

  toJSON(): JsonObject {
    const { C, l1Ratio } = this;
    return this.toDocument({ ...factsToJson(this), C: optionalToJson(C), l1Ratio }, { classes: this.classes });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedLogisticRegression {
    const { classes, metadata, ...parts } = readLinearDocument(json, 'logisticRegression');
    return new FittedLogisticRegression({
      ...parts,
      ...readFacts(metadata),
      classes: checkClasses(classes, parts.coef, 'logistic model'),
      C: readOptionalNumber(metadata, 'C'),
      l1Ratio: readOptionalNumber(metadata, 'l1Ratio'),
    });
  }
}
