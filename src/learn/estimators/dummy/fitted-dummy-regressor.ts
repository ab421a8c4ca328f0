import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import { fromJsonNumber, toJsonNumber } from '../../data/json-number.js';
import { countRows, type Samples } from '../../data/samples.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';

/** What a fitted `DummyRegressor` knows. */
export interface DummyRegressorState {
  readonly constant: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `DummyRegressor`. */
export class FittedDummyRegressor implements Predictor, DummyRegressorState {
  readonly kind = 'dummyRegressor';
  /** What it answers. */
  readonly constant: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;

  constructor(state: DummyRegressorState) {
    this.constant = state.constant;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** The same number for each row; shape `[nSamples]`. */
  predict(X: Samples): Float64Array {
    return new Float64Array(countRows(X)).fill(this.constant);
  }

  toJSON(): JsonObject {
    const { kind, constant, nFeatures, featureNames } = this;
    return { kind, constant: toJsonNumber(constant), nFeatures, featureNames };
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedDummyRegressor {
    const fields = new JsonFields(json, '', {
      kind: 'dummyRegressor',
      known: ['constant', 'nFeatures', 'featureNames'],
    });
    const constant = fromJsonNumber(fields.raw('constant'), fields.at('constant'));
    if (!Number.isFinite(constant)) fields.fail('constant', `must be finite, got ${show(constant)}`);
    const nFeatures = fields.nFeatures();
    return new FittedDummyRegressor({ constant, nFeatures, featureNames: fields.featureNames(nFeatures) });
  }
}
