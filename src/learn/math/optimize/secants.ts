import { dot } from '../linear-algebra/dot.js';

/**
 * What steps have shown of a curvature since it was formed: each tells by how much it changed the gradient. Steps that
 * heed it lose their error faster than in proportion, though the curvature is not formed anew.
 *
 * Method: BFGS by two loops over the pairs (Nocedal & Wright, algorithm 7.4), with the curvature as first guess.
 */
export class Secants {
  readonly #pairs: Pair[] = [];

  clear(): void {
    this.#pairs.length = 0;
  }

  add(step: Float64Array, change: Float64Array): void {
    const product = dot(step, change);
    // Not above 0 only by rounding, where the function is convex.
    if (product > 0) this.#pairs.push({ step, change, product });
  }

  /**
   * The step towards `target`.
   *
   * @param solve - The same by the curvature alone; `undefined` where it has none.
   */
  solve(target: Float64Array, solve: (target: Float64Array) => Float64Array | undefined): Float64Array | undefined {
    const left = target.slice();
    const shares = this.#pairs.map(() => 0);
    for (let k = this.#pairs.length - 1; k >= 0; k--) {
      const { step, change, product } = this.#pairs[k] as Pair;
      const share = dot(step, left) / product;
      shares[k] = share;
      addTimes(left, -share, change);
    }
    const result = solve(left);
    if (result === undefined) return undefined;
    this.#pairs.forEach(({ step, change, product }, k) => {
      addTimes(result, (shares[k] as number) - dot(change, result) / product, step);
    });
    return result;
  }
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** Of both; above 0. */
  readonly product: number;
}

function addTimes(into: Float64Array, factor: number, values: Float64Array): void {
  for (let j = 0; j < into.length; j++) into[j] = (into[j] as number) + factor * (values[j] as number);
}
