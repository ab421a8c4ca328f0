import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { LabelsWithProba, Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { readClasses } from '../common/read-classes.js';
import { FittedNeighbors, readNeighbors, type NeighborState } from './fitted-neighbors.js';

/** What a fitted `KNeighborsClassifier` is made of. */
export interface KNeighborsClassifierState extends NeighborState {
  readonly classes: readonly Label[];
  /** Position in `classes` of each sample's class. */
  readonly classOf: Int32Array;
}

/** A fitted `KNeighborsClassifier`. */
export class FittedKNeighborsClassifier extends FittedNeighbors implements Predictor {
  readonly kind = 'kNeighborsClassifier';
  /** The classes in order. */
  readonly classes: readonly Label[];
  /** Position in `classes` of each sample's class. */
  readonly classOf: Int32Array;

  constructor(state: KNeighborsClassifierState) {
    super(state);
    this.classes = state.classes;
    this.classOf = state.classOf;
  }

  /**
   * The class with most votes for each row; of equals the first. Shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite.
   */
  predict(X: Samples): Label[] {
    return this.#choose(this.#votes(X));
  }

  /** Shares of the votes of the classes in order; shape `[nSamples, classes.length]`. Throws as `predict` does. */
  predictProba(X: Samples): Matrix {
    return toShares(this.#votes(X));
  }

  /** What `predict` and `predictProba` give, for one search of the neighbours. Throws as `predict` does. */
  predictWithProba(X: Samples): LabelsWithProba {
    const votes = this.#votes(X);
    return { labels: this.#choose(votes), probabilities: toShares(votes) };
  }

  toJSON(): JsonObject {
    const { kind, classes, classOf } = this;
    return { kind, classes, ...this.neighborsToJson(), classOf: Array.from(classOf) };
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedKNeighborsClassifier {
    const fields = new JsonFields(json, '', {
      kind: 'kNeighborsClassifier',
      known: ['classes', 'featureNames', 'nFeatures', 'options', 'points', 'classOf'],
    });
    const classes = readClasses(fields);
    const state = readNeighbors(fields, 'KNeighborsClassifier');
    const classOf = fields.numbers('classOf', state.points.nRows);
    if (!classOf.every((k) => Number.isInteger(k) && k >= 0 && k < classes.length)) {
      fields.fail('classOf', `must be whole numbers from 0 to ${classes.length - 1}`);
    }
    return new FittedKNeighborsClassifier({ ...state, classes, classOf: Int32Array.from(classOf) });
  }

  #choose(votes: Matrix): Label[] {
    return Array.from({ length: votes.nRows }, (_, i) => {
      const row = votes.row(i);
      let best = 0;
      for (let k = 1; k < row.length; k++) if ((row[k] as number) > (row[best] as number)) best = k;
      return this.classes[best] as Label;
    });
  }

  /** Shape `[nSamples, classes.length]`. */
  #votes(X: Samples): Matrix {
    const neighbors = this.kneighbors(X);
    const weights = this.weighNeighbors(neighbors);
    const nNeighbors = neighbors.distances.nColumns;
    const votes = new Matrix(neighbors.distances.nRows, this.classes.length);
    for (let i = 0, at = 0; i < votes.nRows; i++) {
      for (let k = 0; k < nNeighbors; k++, at++) {
        const vote = i * votes.nColumns + (this.classOf[neighbors.indices[at] as number] as number);
        votes.data[vote] = (votes.data[vote] as number) + (weights[at] as number);
      }
    }
    return votes;
  }
}

/** Votes divided by their sum, where they are. */
function toShares(votes: Matrix): Matrix {
  for (let i = 0; i < votes.nRows; i++) {
    const row = votes.row(i);
    const total = row.reduce((sum, vote) => sum + vote, 0);
    for (let k = 0; k < row.length; k++) row[k] = (row[k] as number) / total;
  }
  return votes;
}
