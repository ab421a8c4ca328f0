import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { columnMoments } from '../../math/columns/column-moments.js';
import { Matrix } from '../../math/matrix.js';
import { columnLabel } from '../common/names/feature-names.js';
import { readFinite } from '../common/numbers.js';
import { FittedStandardScaler } from '../scaling/fitted-standard-scaler.js';
import {
  FittedPowerTransformer,
  POWER_METHODS,
  refuseNotPositive,
  type PowerMethod,
} from './fitted-power-transformer.js';
import { fitBoxCox, fitYeoJohnson } from './power-likelihood.js';
import { boxCox, yeoJohnson } from './power-maps.js';

const WHO = 'PowerTransformer';

/** Options of `PowerTransformer`. */
export interface PowerTransformerOptions {
  /** `yeoJohnson` takes all numbers, `boxCox` only those above 0. @default 'yeoJohnson' */
  readonly method?: PowerMethod;
  /** Whether the result is shifted to mean 0 and scaled to variance 1. @default true */
  readonly standardize?: boolean;
}

/**
 * Raises each column to a power that makes it most like a normal sample.
 *
 * NaN is ignored when fitting and kept when transforming; with `yeoJohnson` a constant column is left as it is. The
 * power is the one of the largest likelihood, to about 8 digits. Semantics of scikit-learn's `PowerTransformer`.
 *
 * @example
 * ```ts
 * const transformer = new PowerTransformer({ method: 'boxCox' }).fit([[1], [2], [3], [4], [10]]);
 * transformer.transform([[2.5]]).nRows; // 1
 * transformer.lambdas[0]?.toFixed(4); // '-0.1207'
 * ```
 */
export class PowerTransformer implements Estimator<FittedPowerTransformer> {
  readonly options: PowerTransformerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: PowerTransformerOptions = {}) {
    checkOptions<PowerTransformerOptions>(WHO, options, {
      method: {
        expected: POWER_METHODS.join(' or '),
        accepts: (value) => POWER_METHODS.includes(value as PowerMethod),
      },
      standardize: OPTION_RULES.flag,
    });
    this.options = options;
  }

  /**
   * @param X - Numbers, finite or missing, above 0 for `boxCox`; shape `[nSamples, nFeatures]`. Each column has a
   *   value, and for `boxCox` two different ones.
   * @throws {ModelMountError} `INVALID_ARGUMENT` for anything else.
   */
  fit(X: Samples): FittedPowerTransformer {
    const { method = 'yeoJohnson', standardize = true } = this.options;
    const read = readFinite(X, { who: WHO });
    const rows = read instanceof Matrix ? read : read.toMatrix();
    const featureNames = featureNamesOf(X);
    if (method === 'boxCox') refuseNotPositive(rows, 'INVALID_ARGUMENT', featureNames);
    const map = method === 'boxCox' ? boxCox : yeoJohnson;
    const lambdas = new Float64Array(rows.nColumns);
    const mapped = new Matrix(rows.nRows, rows.nColumns);
    for (let j = 0; j < rows.nColumns; j++) {
      const values = rows.column(j).filter((value) => !Number.isNaN(value));
      const lambda = powerOf(values, method, show(columnLabel(featureNames, j)));
      lambdas[j] = lambda;
      for (let k = j; k < rows.data.length; k += rows.nColumns) mapped.data[k] = map(rows.data[k] as number, lambda);
    }
    return new FittedPowerTransformer({
      method,
      lambdas,
      scaler: standardize ? standardScalerOf(mapped, featureNames) : undefined,
      featureNames,
    });
  }
}

function powerOf(values: Float64Array, method: PowerMethod, label: string): number {
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `column ${label} ${message}`);
  };
  if (values.length === 0) return fail(`has no value for ${WHO} to learn from; drop it, or impute it first`);
  const { mean, variance } = columnMoments(new Matrix(values.length, 1, values));
  const noise = values.length * Number.EPSILON;
  const isConstant = (variance[0] as number) <= noise * (variance[0] as number) + (noise * (mean[0] as number)) ** 2;
  if (method === 'yeoJohnson') return isConstant ? 1 : fitYeoJohnson(values).x;
  if (values.every((value) => value === values[0])) {
    fail(`has one value only, which boxCox cannot learn from; drop it, or use yeoJohnson`);
  }
  return fitBoxCox(values).x;
}

function standardScalerOf(mapped: Matrix, featureNames: readonly string[] | undefined): FittedStandardScaler {
  const { weight, mean, variance } = columnMoments(mapped);
  return new FittedStandardScaler({
    withMean: true,
    withStd: true,
    nSamplesSeen: weight,
    mean,
    var: variance,
    featureNames,
  });
}
