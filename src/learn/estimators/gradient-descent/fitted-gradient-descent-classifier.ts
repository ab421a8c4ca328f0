import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Predictor } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { expit } from '../../math/scores/logistic.js';
import { Matrix } from '../../math/matrix.js';
import { softmaxInPlace } from '../../math/scores/softmax.js';
import { FittedLinearModel, type LinearModelParts } from '../common/fitted-linear-model.js';
import { readLinearDocument } from '../common/linear-document.js';
import { readDescentFacts, type DescentFacts } from './descent-facts.js';

/** A fitted `GradientDescentClassifier`. With two classes `coef` has one row, for the second class. */
export class FittedGradientDescentClassifier extends FittedLinearModel implements Predictor, DescentFacts {
  readonly kind = 'gradientDescentClassifier';
  /** The classes in order, at least two. */
  readonly classes: readonly Label[];
  readonly lossCurve: Float64Array;
  readonly nIter: number;
  readonly isConverged: boolean;
  readonly gradientNorm: number;

  constructor(parts: LinearModelParts & DescentFacts & { readonly classes: readonly Label[] }) {
    super(parts);
    this.classes = parts.classes;
    this.lossCurve = parts.lossCurve;
    this.nIter = parts.nIter;
    this.isConverged = parts.isConverged;
    this.gradientNorm = parts.gradientNorm;
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
    if (scores.nColumns > 1) {
      for (let i = 0; i < scores.nRows; i++) softmaxInPlace(scores.row(i));
      return scores;
    }
    const probabilities = new Matrix(scores.nRows, 2);
    for (let i = 0; i < scores.nRows; i++) {
      const positive = expit(scores.data[i] as number);
      probabilities.data[2 * i] = 1 - positive;
      probabilities.data[2 * i + 1] = positive;
    }
    return probabilities;
  }

  /**
   * Scores before they become probabilities: with two classes log-odds of the second, shape `[nSamples]`; else one for
   * each class, shape `[nSamples, classes.length]`. Throws as `predict` does.
   */
  decisionFunction(X: Samples): Float64Array | Matrix {
    const scores = this.scores(X);
    return scores.nColumns === 1 ? scores.data : scores;
  }

  toJSON(): JsonObject {
    const { nIter, isConverged, gradientNorm, classes } = this;
    const lossCurve = toJsonNumbers(this.lossCurve);
    return this.toDocument({ nIter, isConverged, gradientNorm, lossCurve }, { classes });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedGradientDescentClassifier {
    const { classes = [], metadata, ...map } = readLinearDocument(json, 'gradientDescentClassifier');
    const nClasses = map.coef.nRows === 1 ? 2 : map.coef.nRows;
    if (classes.length !== nClasses || new Set(classes).size !== nClasses) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `"classes" of a model with ${map.coef.nRows} rows of coefficients must be ${nClasses} different labels, got ${classes.length}`,
      );
    }
    return new FittedGradientDescentClassifier({ ...map, classes, ...readDescentFacts(metadata) });
  }
}

function bestClass(scores: Float64Array): number {
  if (scores.length === 1) return (scores[0] as number) > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
}
