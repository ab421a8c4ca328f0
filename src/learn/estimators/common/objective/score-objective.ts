import type { Curvature, CurvedFunction, Follower } from '../../../math/optimize/curvature.js';
import { MatrixCurvature } from '../../../math/optimize/matrix-curvature.js';
import type { DesignRows } from '../design/design-rows.js';
import { ProductCurvature } from './product-curvature.js';
import type { ScoreLoss } from './score-loss.js';

/** Up to so many arguments their second derivatives are kept as a matrix. */
export const MAX_MATRIX_SIZE = 400;

/** A loss of scores with a quadratic penalty, as a function of one coefficient per column. */
export class ScoreObjective implements CurvedFunction {
  readonly size: number;
  readonly #rows: DesignRows;
  readonly #loss: ScoreLoss;
  readonly #penalty: Float64Array;
  readonly #scores: Float64Array;
  readonly #slopes: Float64Array;
  #scored: Float64Array | undefined;
  #curvature: Curvature | undefined;

  /** @param penalty - Strength of the penalty on each column: half of it times the square is added. */
  constructor(rows: DesignRows, loss: ScoreLoss, penalty: Float64Array) {
    this.size = rows.width;
    this.#rows = rows;
    this.#loss = loss;
    this.#penalty = penalty;
    this.#scores = new Float64Array(rows.nRows);
    this.#slopes = new Float64Array(rows.nRows);
  }

  value(at: Float64Array): number {
    let total = 0;
    for (let j = 0; j < this.size; j++) total += 0.5 * (this.#penalty[j] as number) * (at[j] as number) ** 2;
    return this.#loss.value(this.#scoresAt(at)) + total;
  }

  gradient(at: Float64Array): Float64Array {
    this.#loss.slopes(this.#scoresAt(at), this.#slopes);
    const gradient = new Float64Array(this.size);
    this.#rows.addTransposed(this.#slopes, gradient);
    for (let j = 0; j < this.size; j++)
      gradient[j] = (gradient[j] as number) + (this.#penalty[j] as number) * (at[j] as number);
    return gradient;
  }

  curvatureAt(at: Float64Array): Curvature {
    if (this.#curvature !== undefined) return this.#curvature;
    const weights = new Float64Array(this.#rows.nRows);
    this.#loss.curvatures(this.#scoresAt(at), weights);
    const curvature = this.size <= MAX_MATRIX_SIZE ? this.#matrix(weights) : this.#products(weights);
    if (this.#loss.isQuadratic === true) this.#curvature = curvature;
    return curvature;
  }

  // A point is asked for its value, gradient and curvature one after the other.
  #scoresAt(at: Float64Array): Float64Array {
    if (this.#scored !== at) this.#rows.multiply(at, this.#scores);
    this.#scored = at;
    return this.#scores;
  }

  #matrix(weights: Float64Array): Curvature {
    const matrix = this.#rows.gram(weights);
    for (let j = 0, place = 0; j < this.size; j++, place += this.size + 1)
      matrix[place] = (matrix[place] as number) + (this.#penalty[j] as number);
    return new MatrixCurvature(matrix, this.size);
  }

  #products(weights: Float64Array): Curvature {
    const rows = this.#rows;
    const penalty = this.#penalty;
    const diagonal = penalty.slice();
    rows.addSquares(weights, diagonal);
    const images = new Float64Array(rows.nRows);
    return new ProductCurvature(diagonal, {
      multiply: (v) => {
        rows.multiply(v, images);
        for (let i = 0; i < images.length; i++) images[i] = (images[i] as number) * (weights[i] as number);
        const product = v.map((value, j) => value * (penalty[j] as number));
        rows.addTransposed(images, product);
        return product;
      },
      follow: () => followScores(rows, weights, penalty),
    });
  }
}

function followScores(rows: DesignRows, weights: Float64Array, penalty: Float64Array): Follower {
  const { starts, indices, data } = rows.columns();
  const step = new Float64Array(rows.width);
  const images = new Float64Array(rows.nRows); // weights · (Z step)
  return {
    slope: (j) => {
      let slope = (penalty[j] as number) * (step[j] as number);
      const end = starts[j + 1] as number;
      for (let e = starts[j] as number; e < end; e++)
        slope += (data[e] as number) * (images[indices[e] as number] as number);
      return slope;
    },
    move: (j, by) => {
      step[j] = (step[j] as number) + by;
      const end = starts[j + 1] as number;
      for (let e = starts[j] as number; e < end; e++) {
        const i = indices[e] as number;
        images[i] = (images[i] as number) + by * (data[e] as number) * (weights[i] as number);
      }
    },
  };
}
