import { errorFromIssues, type ErrorCode } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, type Issue } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { alignDense, mapDense } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { FittedStandardScaler } from '../scaling/fitted-standard-scaler.js';
import { boxCox, inverseBoxCox, inverseYeoJohnson, yeoJohnson } from './power-maps.js';

const WHO = 'PowerTransformer';

/** The family of powers of a `PowerTransformer`. */
export type PowerMethod = 'yeoJohnson' | 'boxCox';

export const POWER_METHODS: readonly PowerMethod[] = ['yeoJohnson', 'boxCox'];

/** What a fitted `PowerTransformer` knows. */
export interface PowerTransformerState {
  readonly method: PowerMethod;
  /** The power of each column. */
  readonly lambdas: Float64Array;
  /** What standardizes the powers; `undefined` without `standardize`. */
  readonly scaler: FittedStandardScaler | undefined;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `PowerTransformer`. */
export class FittedPowerTransformer implements Transformer {
  readonly kind = 'powerTransformer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly method: PowerMethod;
  readonly lambdas: Float64Array;
  readonly scaler: FittedStandardScaler | undefined;

  constructor({ method, lambdas, scaler, featureNames }: PowerTransformerState) {
    this.nFeatures = lambdas.length;
    this.nFeaturesOut = lambdas.length;
    this.featureNames = featureNames;
    this.method = method;
    this.lambdas = lambdas;
    this.scaler = scaler;
  }

  /**
   * @param X - The columns seen when fitting; finite or missing, above 0 for `boxCox`.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, a value is infinite, or not above 0 for `boxCox`.
   */
  transform(X: Samples): Matrix {
    if (this.method === 'boxCox') refuseNotPositive(alignDense(X, this, WHO), 'INVALID_INPUT', this.featureNames);
    return mapDense(X, { who: WHO, expected: this }, (source, target) => this.#transform(source, target));
  }

  /** See `Transformer.transformInPlace`; `false` for a value not above 0 with `boxCox` too. */
  transformInPlace(data: Float64Array): boolean {
    return this.#transform(data, data);
  }

  /**
   * The values before `transform`; missing where no value is mapped to what is given, as with a power below 0 for
   * numbers that are too large.
   */
  inverseTransform(X: Samples): Matrix {
    const { lambdas, nFeatures, scaler } = this;
    const inverse = this.method === 'boxCox' ? inverseBoxCox : inverseYeoJohnson;
    return mapDense(X, { who: WHO, expected: this }, (source, target) => {
      for (let k = 0, j = 0; k < source.length; k++, j = j + 1 === nFeatures ? 0 : j + 1) {
        const value = source[k] as number;
        if (value === Infinity || value === -Infinity) return false;
        const power = value * (scaler?.scale?.[j] ?? 1) + (scaler?.mean?.[j] ?? 0);
        target[k] = inverse(power, lambdas[j] as number);
      }
      return true;
    });
  }

  #transform(source: Float64Array, target: Float64Array): boolean {
    const { lambdas, nFeatures } = this;
    const isBoxCox = this.method === 'boxCox';
    const map = isBoxCox ? boxCox : yeoJohnson;
    for (let k = 0, j = 0; k < source.length; k++, j = j + 1 === nFeatures ? 0 : j + 1) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity || (isBoxCox && value <= 0)) return false;
      target[k] = map(value, lambdas[j] as number);
    }
    return this.scaler === undefined || standardize(target, this.scaler);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, method, lambdas, scaler } = this;
    return { kind, featureNames, method, lambdas: toJsonNumbers(lambdas), scaler: scaler?.toJSON() };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedPowerTransformer {
    const known = ['featureNames', 'method', 'lambdas', 'scaler'];
    const fields = new JsonFields(json, path, { kind: 'powerTransformer', known });
    const nFeatures = fields.list('lambdas').length;
    const lambdas = fields.numbers('lambdas');
    const missing = lambdas.findIndex(Number.isNaN);
    if (missing !== -1) fields.fail(`lambdas/${missing}`, 'must be finite');
    const nested = fields.raw('scaler');
    const scaler =
      nested === undefined ? undefined : FittedStandardScaler.fromJSON(nested, { path: fields.at('scaler') });
    if (scaler !== undefined && !(scaler.nFeatures === nFeatures && scaler.withMean && scaler.withStd)) {
      fields.fail('scaler', `must have mean and variance of ${nFeatures} columns`);
    }
    return new FittedPowerTransformer({
      method: fields.choice('method', POWER_METHODS),
      lambdas,
      scaler,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

/**
 * Refuses values that are not above 0, which Box and Cox's map does not take.
 *
 * @throws {ModelMountError} `code`, with an issue per cell.
 */
export function refuseNotPositive(X: Matrix, code: ErrorCode, names: readonly string[] | undefined): void {
  const issues: Issue[] = [];
  for (let k = 0; k < X.data.length && issues.length < MAX_ISSUES; k++) {
    if (!((X.data[k] as number) <= 0)) continue;
    const path = pointer(Math.floor(k / X.nColumns), columnLabel(names, k % X.nColumns));
    issues.push({
      path,
      code: 'range',
      message: `must be > 0 for boxCox, got ${X.data[k]}; yeoJohnson takes all numbers`,
    });
  }
  if (issues.length > 0) throw errorFromIssues(code, `X for ${WHO}`, issues);
}

function standardize(data: Float64Array, { mean, scale, nFeatures }: FittedStandardScaler): boolean {
  for (let k = 0, j = 0; k < data.length; k++, j = j + 1 === nFeatures ? 0 : j + 1) {
    data[k] = ((data[k] as number) - (mean?.[j] ?? 0)) / (scale?.[j] ?? 1);
  }
  return true;
}
