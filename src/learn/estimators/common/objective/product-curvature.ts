import { conjugateGradient } from '../../../math/optimize/conjugate-gradient.js';
import type { Curvature, Follower } from '../../../math/optimize/curvature.js';

/** Curvature of which only products are formed: for very many arguments. */
export class ProductCurvature implements Curvature {
  readonly diagonal: Float64Array;
  readonly #multiply: (v: Float64Array) => Float64Array;
  readonly #follow: () => Follower;

  constructor(
    diagonal: Float64Array,
    { multiply, follow }: { readonly multiply: (v: Float64Array) => Float64Array; readonly follow: () => Follower },
  ) {
    this.diagonal = diagonal;
    this.#multiply = multiply;
    this.#follow = follow;
  }

  solve(target: Float64Array, members: Int32Array, tolerance: number): Float64Array | undefined {
    // All curvature has underflown: a slope that ran out of numbers, not a minimum.
    if (members.every((j) => this.diagonal[j] === 0)) return undefined;
    return conjugateGradient({ multiply: this.#multiply, diagonal: this.diagonal, members }, target, tolerance);
  }

  follow(): Follower {
    return this.#follow();
  }
}
