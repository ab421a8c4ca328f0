import type { JsonObject } from '../../../core/json.js';
import { alignMatrix, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { linearScores } from '../../math/scores/linear-scores.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { sparseLinearScores } from '../../math/scores/sparse-linear-scores.js';
import { checkFeatures } from './check-features.js';

/** What a fitted linear model is made of. */
export interface LinearModelParts {
  /** Shape `[nOutputs, nFeatures]`. */
  readonly coef: Matrix;
  /** Shape `[nOutputs]`. */
  readonly intercept: Float64Array;
  readonly featureNames: readonly string[] | undefined;
}

/** What all fitted linear models share: coefficients, intercepts and the scores that they give. */
export abstract class FittedLinearModel implements FeatureExpectation, LinearModelParts {
  abstract readonly kind: string;
  /** Shape `[nOutputs, nFeatures]`; one row, except where there is one per class. */
  readonly coef: Matrix;
  /** Shape `[nOutputs]`. */
  readonly intercept: Float64Array;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;

  constructor({ coef, intercept, featureNames }: LinearModelParts) {
    this.coef = coef;
    this.intercept = intercept;
    this.nFeatures = coef.nColumns;
    this.featureNames = featureNames;
  }

  /** `X · coefᵀ + intercept`, shape `[nSamples, nOutputs]`; the columns of `X` are put in order and checked. */
  protected scores(X: Samples): Matrix {
    if (X instanceof SparseMatrix && X.nColumns === this.nFeatures) {
      checkFeatures(X, this.featureNames);
      return sparseLinearScores(X, this);
    }
    const matrix = alignMatrix(X, this, this.kind);
    if (matrix.nRows === 0) return new Matrix(0, this.coef.nRows);
    checkFeatures(matrix, this.featureNames);
    return linearScores(matrix, this.coef, this.intercept);
  }

  /** The document that the linear backend runs; `metadata` is for people. */
  protected toDocument(metadata: JsonObject, more: JsonObject = {}): JsonObject {
    return {
      kind: this.kind,
      coef: this.coef.toRows(),
      intercept: Array.from(this.intercept),
      ...more,
      ...(this.featureNames === undefined ? {} : { featureNames: this.featureNames }),
      metadata,
    };
  }
}
