import type { Label } from '../../../core/session.js';
import type { Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import { bestClasses } from '../common/best-classes.js';
import type { FitFacts } from '../common/fit-facts.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';

/** What a linear classifier with a penalty is known by, beside its coefficients. */
export interface LinearClassifierFacts extends FitFacts {
  /** Inverse strength of the penalty. */
  readonly C: number | undefined;
}

/** What a fitted linear classifier is made of. */
export interface LinearClassifierParts extends LinearModelParts, LinearClassifierFacts {
  readonly classes: readonly Label[];
}

/** What fitted linear classifiers share: classes that are chosen by a score, and how the fit went. */
export abstract class FittedLinearClassifier extends FittedLinearModel implements Predictor, LinearClassifierFacts {
  /** The classes in order, at least two. */
  readonly classes: readonly Label[];
  readonly nIter: number | undefined;
  readonly isConverged: boolean | undefined;
  readonly gradientNorm: number | undefined;
  readonly C: number | undefined;

  constructor(parts: LinearClassifierParts) {
    super(parts);
    this.classes = parts.classes;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
    this.C = parts.C;
  }

  /**
   * The class with the highest score of each row (of probabilities, the most probable), of equals the first; of two
   * classes the second where the score is above 0. Shape `[nSamples]`.
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

  abstract toJSON(): ReturnType<Predictor['toJSON']>;
}
