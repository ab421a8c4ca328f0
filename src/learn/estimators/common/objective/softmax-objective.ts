import type { Curvature, CurvedFunction, Follower } from '../../../math/optimize/curvature.js';
import { MatrixCurvature } from '../../../math/optimize/matrix-curvature.js';
import { softmaxInPlace } from '../../../math/scores/softmax.js';
import { ProductCurvature } from './product-curvature.js';
import { MAX_MATRIX_SIZE } from './score-objective.js';
import type { SoftmaxData } from './softmax-data.js';
import { softmaxHessian, stiffen } from './softmax-hessian.js';

/**
 * The penalised mean log loss of many classes, as a function of one coefficient per class and column, class after
 * class.
 *
 * Adding one number to a column's coefficients of all classes changes no probability. Its Hessian as a matrix is
 * stiffened in those directions, in which the gradient of a symmetric penalty is zero: the minimum stays, and steps
 * keep each column's sum at 0. Products need no such help: conjugate gradients do not leave the gradients' space.
 */
export class SoftmaxObjective implements CurvedFunction {
  readonly size: number;
  readonly #data: SoftmaxData;
  readonly #scores: Float64Array;
  readonly #symmetricFrom: number;
  #scored: Float64Array | undefined;

  /** @param symmetricFrom - The column from which on nothing else than this function decides. @default 0 */
  constructor(data: SoftmaxData, symmetricFrom = 0) {
    this.size = data.nClasses * data.rows.width;
    this.#data = data;
    this.#symmetricFrom = symmetricFrom;
    this.#scores = new Float64Array(data.rows.nRows * data.nClasses);
  }

  value(at: Float64Array): number {
    const { classOf, weights } = this.#data;
    const scores = this.#scoresAt(at);
    let total = 0;
    let lost = 0;
    for (let i = 0; i < classOf.length; i++) {
      const term = (weights[i] as number) * this.#lossOf(i, scores, classOf[i] as number) - lost;
      const next = total + term;
      lost = next - total - term;
      total = next;
    }
    let penalty = 0;
    for (let a = 0; a < at.length; a++) penalty += 0.5 * this.#penaltyOf(a) * (at[a] as number) ** 2;
    return total + penalty;
  }

  gradient(at: Float64Array): Float64Array {
    const { rows, classOf, nClasses, weights } = this.#data;
    const errors = Float64Array.from(this.#scoresAt(at));
    for (let i = 0, first = 0; i < classOf.length; i++, first += nClasses) {
      softmaxInPlace(errors, first, first + nClasses);
      const own = first + (classOf[i] as number);
      // p − 1 as the sum of the others: it does not cancel.
      errors[own] = 0;
      let others = 0;
      for (let e = first; e < first + nClasses; e++) others += errors[e] as number;
      errors[own] = -others;
      for (let e = first; e < first + nClasses; e++) errors[e] = (errors[e] as number) * (weights[i] as number);
    }
    const gradient = new Float64Array(this.size);
    rows.addTransposed(errors, gradient);
    for (let a = 0; a < this.size; a++) gradient[a] = (gradient[a] as number) + this.#penaltyOf(a) * (at[a] as number);
    return gradient;
  }

  curvatureAt(at: Float64Array): Curvature {
    const { nClasses } = this.#data;
    const probabilities = Float64Array.from(this.#scoresAt(at));
    for (let first = 0; first < probabilities.length; first += nClasses)
      softmaxInPlace(probabilities, first, first + nClasses);
    if (this.size > MAX_MATRIX_SIZE) return this.#products(probabilities);
    const hessian = softmaxHessian(this.#data, probabilities);
    stiffen(hessian, nClasses, this.#symmetricFrom);
    return new MatrixCurvature(hessian, this.size);
  }

  /** `log Σ exp(sₖ) − s_own`. */
  #lossOf(i: number, scores: Float64Array, own: number): number {
    const { nClasses } = this.#data;
    const first = i * nClasses;
    const ownScore = scores[first + own] as number;
    let largest = 0;
    for (let k = 0; k < nClasses; k++) largest = Math.max(largest, (scores[first + k] as number) - ownScore);
    let total = 0;
    for (let k = 0; k < nClasses; k++) {
      if (k !== own || largest > 0) total += Math.exp((scores[first + k] as number) - ownScore - largest);
    }
    return largest > 0 ? largest + Math.log(total) : Math.log1p(total);
  }

  #penaltyOf(argument: number): number {
    return this.#data.penalty[argument % this.#data.rows.width] as number;
  }

  #scoresAt(at: Float64Array): Float64Array {
    if (this.#scored !== at) this.#data.rows.multiply(at, this.#scores);
    this.#scored = at;
    return this.#scores;
  }

  #products(probabilities: Float64Array): Curvature {
    const { rows, nClasses, weights } = this.#data;
    const { width } = rows;
    const diagonal = new Float64Array(this.size);
    const own = new Float64Array(rows.nRows);
    for (let k = 0; k < nClasses; k++) {
      for (let i = 0; i < own.length; i++) {
        const p = probabilities[i * nClasses + k] as number;
        own[i] = (weights[i] as number) * p * (1 - p);
      }
      rows.addSquares(own, diagonal.subarray(k * width, (k + 1) * width));
    }
    for (let a = 0; a < this.size; a++) diagonal[a] = (diagonal[a] as number) + this.#penaltyOf(a);
    const images = new Float64Array(probabilities.length);
    return new ProductCurvature(diagonal, {
      multiply: (v) => {
        rows.multiply(v, images);
        bend(images, probabilities, { weights, nClasses });
        const product = v.map((value, a) => value * this.#penaltyOf(a));
        rows.addTransposed(images, product);
        return product;
      },
      follow: () => this.#followScores(probabilities),
    });
  }

  #followScores(probabilities: Float64Array): Follower {
    const { rows, nClasses, weights, penalty } = this.#data;
    const { starts, indices, data } = rows.columns();
    const { width } = rows;
    const step = new Float64Array(this.size);
    const images = new Float64Array(probabilities.length);
    const means = new Float64Array(rows.nRows); // Σ p · image of each sample
    return {
      slope: (a) => {
        const j = a % width;
        const k = (a - j) / width;
        let slope = (penalty[j] as number) * (step[a] as number);
        const end = starts[j + 1] as number;
        for (let e = starts[j] as number; e < end; e++) {
          const i = indices[e] as number;
          const place = i * nClasses + k;
          const image = (images[place] as number) - (means[i] as number);
          slope += (data[e] as number) * (weights[i] as number) * (probabilities[place] as number) * image;
        }
        return slope;
      },
      move: (a, by) => {
        const j = a % width;
        const k = (a - j) / width;
        step[a] = (step[a] as number) + by;
        const end = starts[j + 1] as number;
        for (let e = starts[j] as number; e < end; e++) {
          const i = indices[e] as number;
          const place = i * nClasses + k;
          const change = by * (data[e] as number);
          images[place] = (images[place] as number) + change;
          means[i] = (means[i] as number) + change * (probabilities[place] as number);
        }
      },
    };
  }
}

/** images ← weight · (diag(p) − p pᵀ) images of each sample. */
function bend(
  images: Float64Array,
  probabilities: Float64Array,
  { weights, nClasses }: { readonly weights: Float64Array; readonly nClasses: number },
): void {
  for (let i = 0, first = 0; i < weights.length; i++, first += nClasses) {
    let mean = 0;
    for (let e = first; e < first + nClasses; e++) mean += (probabilities[e] as number) * (images[e] as number);
    const weight = weights[i] as number;
    for (let e = first; e < first + nClasses; e++)
      images[e] = weight * (probabilities[e] as number) * ((images[e] as number) - mean);
  }
}
