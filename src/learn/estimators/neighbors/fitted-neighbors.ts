import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import { checkFinite } from '../../data/check-numbers.js';
import { toJsonNumber, toJsonNumbers, fromJsonNumber } from '../../data/json-number.js';
import { alignMatrix, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import type { JsonFields } from '../../preprocessing/common/json-fields.js';
import { within } from '../../preprocessing/common/within.js';
import { checkOptions } from '../common/check-options.js';
import { NEIGHBOR_RULES, type NeighborOptions } from './neighbor-options.js';
import { BruteForce } from './search/brute-force.js';
import { KdTree } from './search/kd-tree.js';
import { NearestRows } from './search/nearest-rows.js';
import type { NeighborSearch } from './search/neighbor-search.js';
import { PowerDistance } from './search/power-distance.js';

/** What a model that asks neighbours is made of. */
export interface NeighborState {
  /** The samples that can be neighbours; shape `[nSamples, nFeatures]`. */
  readonly points: Matrix;
  readonly featureNames: readonly string[] | undefined;
  readonly options: NeighborOptions;
}

/** The neighbours of rows, the nearest first. */
export interface Neighbors {
  /** Shape `[nSamples, nNeighbors]`. */
  readonly distances: Matrix;
  /** Positions of the neighbours among the samples of the fit, row after row as in `distances`. */
  readonly indices: Int32Array;
}

/** What fitted models share that ask neighbours. */
export abstract class FittedNeighbors implements FeatureExpectation {
  abstract readonly kind: string;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  /** How many samples there are. */
  readonly nSamplesFit: number;
  /** The samples that can be neighbours; shape `[nSamples, nFeatures]`. */
  readonly points: Matrix;
  readonly options: NeighborOptions;
  #search: NeighborSearch | undefined;

  constructor({ points, featureNames, options }: NeighborState) {
    const { nNeighbors = 5 } = options;
    if (nNeighbors > points.nRows) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `nNeighbors is ${nNeighbors}, but there are only ${points.nRows} samples to be neighbours`,
      );
    }
    this.nSamplesFit = points.nRows;
    this.points = points;
    this.nFeatures = points.nColumns;
    this.featureNames = featureNames;
    this.options = options;
  }

  /**
   * The nearest samples of the fit for each row; of equally far ones the first.
   *
   * @param nNeighbors - How many. @default as many as answer
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are not so many, and as `predict` does.
   */
  kneighbors(X: Samples, nNeighbors: number = this.options.nNeighbors ?? 5): Neighbors {
    if (!(Number.isSafeInteger(nNeighbors) && nNeighbors >= 1 && nNeighbors <= this.points.nRows)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `nNeighbors must be a whole number from 1 to ${this.points.nRows}, got ${show(nNeighbors)}`,
      );
    }
    const matrix = alignMatrix(X, this, this.kind);
    checkFinite(matrix, this.featureNames);
    const search = (this.#search ??= this.#prepare());
    const nearest = new NearestRows(matrix.nRows, nNeighbors);
    search.find(matrix, nearest);
    nearest.sort();
    const power = new PowerDistance(this.options.p ?? 2, matrix.nColumns);
    const roots = nearest.distances;
    for (let k = 0; k < roots.length; k++) roots[k] = power.root(roots[k] as number);
    return { distances: new Matrix(matrix.nRows, nNeighbors, roots), indices: nearest.rows };
  }

  /** How much each neighbour counts, in place of its distance. */
  protected weighNeighbors({ distances }: Neighbors): Float64Array {
    const { data, nRows, nColumns } = distances;
    if ((this.options.weights ?? 'uniform') === 'uniform') return data.fill(1);
    for (let i = 0; i < nRows; i++) {
      const row = distances.row(i);
      // Infinite where the distance is 0, or so small that its inverse overflows.
      const hasInfinite = 1 / (row[0] as number) === Infinity;
      for (let k = 0; k < nColumns; k++) {
        const inverse = 1 / (row[k] as number);
        row[k] = hasInfinite ? Number(inverse === Infinity) : inverse;
      }
    }
    return data;
  }

  protected neighborsToJson(): JsonObject {
    const { points, featureNames, nFeatures } = this;
    const { p, ...options } = this.options;
    return {
      ...{ featureNames, nFeatures },
      options: p === undefined ? { ...options } : { ...options, p: toJsonNumber(p) },
      points: toJsonNumbers(points.data),
    };
  }

  /** A tree where it helps; made at the first question, since a model is often only saved. */
  #prepare(): NeighborSearch {
    const { nNeighbors = 5, algorithm = 'auto', leafSize = 30, p = 2 } = this.options;
    const { points } = this;
    // Measured: with more columns a search sees nearly all boxes, and reading row after row is faster.
    const helps = points.nColumns <= 10 && nNeighbors < points.nRows >> 1;
    const distance = new PowerDistance(p, points.nColumns);
    if (algorithm === 'kdTree' || (algorithm === 'auto' && helps)) return new KdTree(points, distance, leafSize);
    return new BruteForce(points, distance);
  }
}

/**
 * The part of the JSON that `neighborsToJson` wrote.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what is not as it should be.
 */
export function readNeighbors(fields: JsonFields, who: string): NeighborState {
  const nFeatures = fields.nFeatures();
  const data = fields.numbers('points');
  if (data.length === 0 || data.length % nFeatures !== 0 || !data.every(Number.isFinite)) {
    fields.fail('points', `must be rows of ${nFeatures} finite numbers`);
  }
  const options = { ...(fields.raw('options') as NeighborOptions & { p?: unknown }) };
  const read = options.p === undefined ? options : { ...options, p: fromJsonNumber(options.p, fields.at('options/p')) };
  within(fields.at('options'), () => checkOptions(who, read, NEIGHBOR_RULES));
  return {
    points: new Matrix(data.length / nFeatures, nFeatures, data),
    featureNames: fields.featureNames(nFeatures),
    options: read,
  };
}
