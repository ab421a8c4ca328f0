import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Predictor } from '../../contracts.js';
import { toJsonNumber } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { expit } from '../../math/logistic.js';
import { Matrix } from '../../math/matrix.js';
import { softmaxInPlace } from '../../math/softmax.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';
import { readLinearDocument, readOptionalNumber } from '../common/linear-document.js';

/** How a fit went; each is `undefined` where the JSON that a model was revived from does not say. */
export interface LogisticFitFacts {
  /** Steps that the solver took. */
  readonly nIter: number | undefined;
  /** Whether the optimum was reached. */
  readonly isConverged: boolean | undefined;
  /**
   * Largest component of the gradient of the objective's mean over the samples, without its sign, each feature
   * measured in units of about its standard deviation. 0 at the optimum.
   */
  readonly gradientNorm: number | undefined;
  /** Inverse strength of the penalty. */
  readonly C: number | undefined;
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

  constructor(parts: LinearModelParts & LogisticFitFacts & { readonly classes: readonly Label[] }) {
    super(parts);
    this.classes = parts.classes;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
    this.C = parts.C;
  }

  /**
   * The most probable class of each row; of equals the first. Shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Label[] {
    const scores = this.scores(X);
    return Array.from({ length: scores.nRows }, (_, i) => this.classes[bestClass(scores.row(i))] as Label);
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
   * Scores before they become probabilities; shape `[nSamples, 1]` with two classes (log-odds of the second), else
   * `[nSamples, classes.length]`. Throws as `predict` does.
   */
  decisionFunction(X: Samples): Matrix {
    return this.scores(X);
  }

  toJSON(): JsonObject {
    const { nIter, isConverged, gradientNorm, C } = this;
    return this.toDocument(
      { nIter, isConverged, gradientNorm, C: C === undefined ? undefined : toJsonNumber(C) },
      { classes: this.classes },
    );
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedLogisticRegression {
    const { classes = [], metadata, ...parts } = readLinearDocument(json, 'logisticRegression');
    const nClasses = parts.coef.nRows === 1 ? 2 : parts.coef.nRows;
    if (classes.length !== nClasses || new Set(classes).size !== nClasses) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `"classes" of a logistic model with ${parts.coef.nRows} rows of coefficients must be ${nClasses} different labels, got ${classes.length}`,
      );
    }
    return new FittedLogisticRegression({
      ...parts,
      classes,
      nIter: readOptionalNumber(metadata, 'nIter'),
      isConverged: typeof metadata['isConverged'] === 'boolean' ? metadata['isConverged'] : undefined,
      gradientNorm: readOptionalNumber(metadata, 'gradientNorm'),
      C: readOptionalNumber(metadata, 'C'),
    });
  }
}

function bestClass(scores: Float64Array): number {
  if (scores.length === 1) return (scores[0] as number) > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
}
