import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput } from '../common/check-fit-input.js';
import { checkOptions } from '../common/check-options.js';
import { oneOf } from '../common/one-of.js';
import { FittedMlRegression, toDocument } from './fitted-ml-regression.js';
import {
  LAYOUTS,
  layoutOf,
  type MlRegressionClass,
  type MlRegressionLayout,
  type MlRegressionModel,
} from './ml-regression-model.js';

/** Options of `MlRegression`. */
export interface MlRegressionOptions {
  /** A class of the package `ml-regression`: `PolynomialRegression`, `KernelRidgeRegression` … */
  readonly model: MlRegressionClass;
  /** What its constructor takes after the data: `[2]` for a polynomial of degree 2. @default [] */
  readonly args?: readonly unknown[];
  /**
   * How it wants its data: `vectors` of numbers for one feature, `rows` for features and targets, `rowsAndVector` for
   * features only. @default by the class's name; else `vectors`
   */
  readonly layout?: MlRegressionLayout;
}

/**
 * A model of the npm package `ml-regression` as an estimator: in pipelines, cross-validation and searches, as JSON and
 * in a model folder. The package is an optional peer, version 6: install it and hand its class in.
 *
 * Its numerics are its own; for linear models `LinearRegression` is exact where it loses digits.
 *
 * @example
 * ```ts
 * import { PolynomialRegression } from 'ml-regression';
 *
 * const model = new MlRegression({ model: PolynomialRegression, args: [2] }).fit([[0], [1], [2], [3]], [1, 2, 5, 10]);
 * model.predict([[4]])[0]; // ≈ 17.0000
 * ```
 */
export class MlRegression implements Estimator<FittedMlRegression> {
  readonly estimatorType = 'regressor';
  readonly options: MlRegressionOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: MlRegressionOptions) {
    const isModel = (value: unknown): boolean =>
      typeof value === 'function' && typeof (value as { load?: unknown }).load === 'function';
    checkOptions('MlRegression', options, {
      model: { expected: 'a class of ml-regression, with load', accepts: isModel },
      args: { expected: 'a list', accepts: Array.isArray },
      layout: oneOf(LAYOUTS),
    });
    if (!isModel(options.model)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `MlRegression needs the option "model", a class of ml-regression, got ${show(options.model)}`,
      );
    }
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`, one feature for the layout `vectors`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, and for what the package
   *   itself refuses, with its error as `cause`.
   */
  fit(X: Samples, y: ArrayLike<number>): FittedMlRegression {
    const { model: Model, args = [] } = this.options;
    const layout = this.options.layout ?? layoutOf(Model);
    const targets = checkNumbers(y, 'y');
    const { matrix, featureNames } = checkFitInput(X, targets.length, { who: 'MlRegression', options: {} });
    if (layout === 'vectors' && matrix.nColumns !== 1) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${show(Model.name)} of ml-regression takes one feature, got ${matrix.nColumns}; choose a column, or say layout: "rows" if it takes more`,
      );
    }
    const x = layout === 'vectors' ? Array.from(matrix.data) : matrix.toRows();
    const values = layout === 'rows' ? Array.from(targets, (value) => [value]) : Array.from(targets);
    const Trained = Model as unknown as new (...args: unknown[]) => MlRegressionModel;
    try {
      const model = new Trained(x, values, ...args);
      return new FittedMlRegression({
        ...{ model, document: toDocument(model), layout, featureNames, nFeatures: matrix.nColumns },
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ModelMountError('INVALID_ARGUMENT', `ml-regression could not fit: ${message}`, { cause: error });
    }
  }
}
