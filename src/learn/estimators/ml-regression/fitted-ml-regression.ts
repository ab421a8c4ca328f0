import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import { checkFinite } from '../../data/check-numbers.js';
import { alignMatrix, type Samples } from '../../data/samples.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import {
  LAYOUTS,
  type MlRegressionClass,
  type MlRegressionLayout,
  type MlRegressionModel,
} from './ml-regression-model.js';

/** What a fitted `MlRegression` is made of. */
export interface MlRegressionState {
  /** The package's model. */
  readonly model: MlRegressionModel;
  /** What the model's `toJSON` wrote. */
  readonly document: JsonObject;
  readonly layout: MlRegressionLayout;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `MlRegression`. */
export class FittedMlRegression implements Predictor, MlRegressionState {
  readonly kind = 'mlRegression';
  readonly model: MlRegressionModel;
  readonly document: JsonObject;
  readonly layout: MlRegressionLayout;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;

  constructor(state: MlRegressionState) {
    this.model = state.model;
    this.document = state.document;
    this.layout = state.layout;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /**
   * What the package predicts, a number per row; shape `[nSamples]`. NaN outside of a formula's domain.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite, or if the model answers more than one number per row.
   */
  predict(X: Samples): Float64Array {
    const matrix = alignMatrix(X, this, this.kind);
    checkFinite(matrix, this.featureNames);
    if (matrix.nRows === 0) return new Float64Array(0);
    const x = this.layout === 'vectors' ? Array.from(matrix.data) : matrix.toRows();
    const answers = this.model.predict(x as never) as ArrayLike<unknown>;
    return Float64Array.from({ length: matrix.nRows }, (_, i) => {
      const answer = answers[i];
      if (typeof answer === 'number') return answer;
      const list = (answer ?? []) as ArrayLike<unknown>;
      if (list.length === 1 && typeof list[0] === 'number') return list[0];
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `a model of ml-regression must answer one number per row, got ${show(answer)}`,
      );
    });
  }

  /** The package's own JSON, which a model folder and `loadModel` take as it is, with the features beside it. */
  toJSON(): JsonObject {
    const { kind, layout, nFeatures, featureNames, document } = this;
    return { ...document, kind, layout, nFeatures, featureNames };
  }

  /**
   * The model that `toJSON` wrote.
   *
   * @param models - Classes of the package, one of which reads it.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one, or none of the classes reads it.
   */
  static fromJSON(json: unknown, models: readonly MlRegressionClass[] = []): FittedMlRegression {
    const { kind, layout, nFeatures, featureNames, ...document } = isObject(json) ? json : {};
    const own = { kind, layout, nFeatures, ...(featureNames === undefined ? {} : { featureNames }) };
    const fields = new JsonFields(own, '', { kind: 'mlRegression', known: ['layout', 'nFeatures', 'featureNames'] });
    const width = fields.nFeatures();
    return new FittedMlRegression({
      ...{ model: load(document, models), document: document as JsonObject, nFeatures: width },
      layout: fields.choice('layout', LAYOUTS),
      featureNames: fields.featureNames(width),
    });
  }
}

/** The JSON of a model as plain data, with the name that `RobustPolynomialRegression` leaves out. */
export function toDocument(model: MlRegressionModel): JsonObject {
  const document = JSON.parse(JSON.stringify(model)) as JsonObject;
  const isNameless = document['name'] === undefined && document['powers'] !== undefined;
  return isNameless ? { ...document, name: 'robustPolynomialRegression' } : document;
}

function load(document: object, models: readonly MlRegressionClass[]): MlRegressionModel {
  const failures: unknown[] = [];
  for (const model of models) {
    try {
      return model.load(document as never);
    } catch (error) {
      failures.push(error);
    }
  }
  const { name } = document as { readonly name?: unknown };
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${show(name)} is read by a class of ml-regression: give it, as revivePredictor(json, { mlRegression: [PolynomialRegression] })`,
    { cause: failures[0] },
  );
}
