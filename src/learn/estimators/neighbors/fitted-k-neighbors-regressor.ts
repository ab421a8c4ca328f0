import type { JsonObject } from '../../../core/json.js';
import type { Predictor } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { FittedNeighbors, readNeighbors, type NeighborState } from './fitted-neighbors.js';

/** What a fitted `KNeighborsRegressor` is made of. */
export interface KNeighborsRegressorState extends NeighborState {
  readonly targets: Float64Array;
}

/** A fitted `KNeighborsRegressor`. */
export class FittedKNeighborsRegressor extends FittedNeighbors implements Predictor {
  readonly kind = 'kNeighborsRegressor';
  /** Target of each sample. */
  readonly targets: Float64Array;

  constructor(state: KNeighborsRegressorState) {
    super(state);
    this.targets = state.targets;
  }

  /**
   * The (weighted) mean of the neighbours' targets for each row; shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Float64Array {
    const neighbors = this.kneighbors(X);
    const weights = this.weighNeighbors(neighbors);
    const { nRows, nColumns } = neighbors.distances;
    const means = new Float64Array(nRows);
    for (let i = 0, at = 0; i < nRows; i++) {
      let [total, products] = [0, 0];
      for (let k = 0; k < nColumns; k++, at++) {
        total += weights[at] as number;
        products += (weights[at] as number) * (this.targets[neighbors.indices[at] as number] as number);
      }
      means[i] = products / total;
    }
    return means;
  }

  toJSON(): JsonObject {
    return { kind: this.kind, ...this.neighborsToJson(), targets: toJsonNumbers(this.targets) };
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedKNeighborsRegressor {
    const fields = new JsonFields(json, '', {
      kind: 'kNeighborsRegressor',
      known: ['featureNames', 'nFeatures', 'options', 'points', 'targets'],
    });
    const state = readNeighbors(fields, 'KNeighborsRegressor');
    const targets = fields.numbers('targets', state.points.nRows);
    if (!targets.every(Number.isFinite)) fields.fail('targets', 'must be finite');
    return new FittedKNeighborsRegressor({ ...state, targets });
  }
}
