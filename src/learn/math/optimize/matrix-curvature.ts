import { Cholesky } from '../linear-algebra/cholesky.js';
import type { Curvature, Follower } from './curvature.js';

const DAMPINGS = [0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1];

/** The curvature as a matrix: best for few arguments. Memory O(size²), and a solution takes O(size³). */
export class MatrixCurvature implements Curvature {
  readonly diagonal: Float64Array;
  readonly #matrix: Float64Array;

  /** @param matrix - Row-major, of which only the lower triangle is read; not changed. */
  constructor(matrix: Float64Array, size: number) {
    this.#matrix = matrix;
    this.diagonal = Float64Array.from({ length: size }, (_, j) => matrix[j * size + j] as number);
  }

  /** Damps the matrix where it is singular. */
  solve(target: Float64Array, members: Int32Array): Float64Array | undefined {
    const size = this.diagonal.length;
    const n = members.length;
    const isWhole = n === size;
    const part = isWhole ? this.#matrix : new Float64Array(n * n);
    if (!isWhole) {
      for (let a = 0; a < n; a++) {
        const row = (members[a] as number) * size;
        for (let b = 0; b <= a; b++) part[a * n + b] = this.#matrix[row + (members[b] as number)] as number;
      }
    }
    // All curvature has underflown: a slope that ran out of numbers, not a minimum.
    if (part.every((value) => value === 0)) return undefined;
    const right = isWhole ? target : Float64Array.from(members, (j) => target[j] as number);
    for (const damping of DAMPINGS) {
      const solution = Cholesky.of(part, n, damping)?.solve(right);
      if (solution?.every(Number.isFinite) !== true) continue;
      if (isWhole) return solution;
      const step = new Float64Array(size);
      for (let a = 0; a < n; a++) step[members[a] as number] = solution[a] as number;
      return step;
    }
    return undefined;
  }

  follow(): Follower {
    const matrix = this.#matrix;
    const size = this.diagonal.length;
    const slopes = new Float64Array(size);
    return {
      slope: (j) => slopes[j] as number,
      move: (j, by) => {
        // Row j up to the diagonal, and from there down column j: the upper triangle is not filled.
        for (let k = 0, place = j * size; k <= j; k++, place++)
          slopes[k] = (slopes[k] as number) + by * (matrix[place] as number);
        for (let k = j + 1, place = (j + 1) * size + j; k < size; k++, place += size)
          slopes[k] = (slopes[k] as number) + by * (matrix[place] as number);
      },
    };
  }
}
