import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import { checkFinite } from '../../data/check-numbers.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { alignMatrix, type Samples } from '../../data/samples.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { JoinedLines } from './joined-lines.js';

export const OUT_OF_BOUNDS = ['nan', 'clip', 'raise'] as const;

/** What to answer outside of the values seen: NaN, the prediction at the nearest of them, or an error. */
export type OutOfBounds = (typeof OUT_OF_BOUNDS)[number];

/** What a fitted isotonic regression knows. */
export interface IsotonicState {
  readonly featureNames: readonly string[] | undefined;
  readonly outOfBounds: OutOfBounds;
  readonly increasing: boolean;
  readonly xThresholds: Float64Array;
  readonly yThresholds: Float64Array;
}

/** A fitted `IsotonicRegression`. */
export class FittedIsotonicRegression implements Predictor, IsotonicState {
  readonly kind = 'isotonicRegression';
  readonly nFeatures = 1;
  readonly featureNames: readonly string[] | undefined;
  readonly outOfBounds: OutOfBounds;
  /** Whether predictions rise with the feature. */
  readonly increasing: boolean;
  /** The least value of the feature that was seen. */
  readonly xMin: number;
  /** The largest. */
  readonly xMax: number;
  /** Values of the feature between which predictions lie on a line; ascending. */
  readonly xThresholds: Float64Array;
  /** The prediction at each of them. */
  readonly yThresholds: Float64Array;
  /** Made at the first question, since a model is often only saved. */
  #lines: JoinedLines | undefined;

  constructor(state: IsotonicState) {
    this.featureNames = state.featureNames;
    this.outOfBounds = state.outOfBounds;
    this.increasing = state.increasing;
    this.xThresholds = state.xThresholds;
    this.xMin = state.xThresholds[0] as number;
    this.xMax = state.xThresholds[state.xThresholds.length - 1] as number;
    this.yThresholds = state.yThresholds;
  }

  /**
   * A number per row; shape `[nSamples]`. NaN outside of the values seen, if `outOfBounds` is `'nan'`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit, or if `outOfBounds` is
   *   `'raise'` and a value is outside; `INVALID_ARGUMENT` naming row and column of a value that is not finite.
   */
  predict(X: Samples): Float64Array {
    const matrix = alignMatrix(X, this, this.kind);
    checkFinite(matrix, this.featureNames);
    const { xThresholds, yThresholds, outOfBounds, xMin: low, xMax: high } = this;
    const isConstant = xThresholds.length === 1;
    const isClipped = outOfBounds === 'clip' || isConstant;
    const lines = (this.#lines ??= new JoinedLines(xThresholds, yThresholds));
    const predictions = new Float64Array(matrix.nRows);
    for (let i = 0; i < predictions.length; i++) {
      const x = matrix.data[i] as number;
      if (isClipped || (x >= low && x <= high)) predictions[i] = lines.at(x);
      else if (outOfBounds === 'nan') predictions[i] = NaN;
      else {
        throw new ModelMountError(
          'INVALID_INPUT',
          `row ${i} is ${show(x)}, outside of the values seen when fitting, ${low} to ${high}`,
        );
      }
    }
    return predictions;
  }

  toJSON(): JsonObject {
    const { kind, featureNames, outOfBounds, increasing } = this;
    return {
      ...{ kind, featureNames, outOfBounds, increasing },
      xThresholds: toJsonNumbers(this.xThresholds),
      yThresholds: toJsonNumbers(this.yThresholds),
    };
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedIsotonicRegression {
    const fields = new JsonFields(json, '', {
      kind: 'isotonicRegression',
      known: ['featureNames', 'outOfBounds', 'increasing', 'xThresholds', 'yThresholds'],
    });
    const xThresholds = fields.numbers('xThresholds');
    const isRising = xThresholds.every((x, i) => Number.isFinite(x) && (i === 0 || x > (xThresholds[i - 1] as number)));
    if (xThresholds.length === 0 || !isRising) fields.fail('xThresholds', 'must be finite and ascending, at least one');
    const increasing = fields.boolean('increasing');
    const yThresholds = fields.numbers('yThresholds', xThresholds.length);
    const isMonotone = yThresholds.every((y, i) => {
      const step = i === 0 ? 0 : y - (yThresholds[i - 1] as number);
      return Number.isFinite(y) && (increasing ? step >= 0 : step <= 0);
    });
    if (!isMonotone) fields.fail('yThresholds', `must be finite and never ${increasing ? 'fall' : 'rise'}`);
    return new FittedIsotonicRegression({
      featureNames: fields.featureNames(1),
      outOfBounds: fields.choice('outOfBounds', OUT_OF_BOUNDS),
      ...{ increasing, xThresholds, yThresholds },
    });
  }
}
