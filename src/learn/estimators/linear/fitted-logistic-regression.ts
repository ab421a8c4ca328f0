import type { JsonObject } from '../../../core/json.js';
import type { Samples } from '../../data/samples.js';
import { expit } from '../../math/scores/logistic.js';
import { Matrix } from '../../math/matrix.js';
import { softmaxInPlace } from '../../math/scores/softmax.js';
import { factsToJson, optionalToJson, readFacts } from '../common/fit-facts.js';
import { checkClasses, readLinearDocument, readOptionalNumber } from '../common/linear-document.js';
import {
  FittedLinearClassifier,
  type LinearClassifierFacts,
  type LinearClassifierParts,
} from './fitted-linear-classifier.js';

/** What a logistic fit is known by, beside its coefficients. */
export interface LogisticFitFacts extends LinearClassifierFacts {
  /** Share of the penalty on absolute values. */
  readonly l1Ratio: number | undefined;
}

/**
 * A fitted `LogisticRegression`. With two classes `coef` has one row, for the second class. The scores of
 * `decisionFunction` are log-odds of two classes, and of more what the softmax is taken of.
 */
export class FittedLogisticRegression extends FittedLinearClassifier implements LogisticFitFacts {
  readonly kind = 'logisticRegression';
  readonly l1Ratio: number | undefined;

  constructor(parts: LinearClassifierParts & LogisticFitFacts) {
    super(parts);
    this.l1Ratio = parts.l1Ratio;
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
