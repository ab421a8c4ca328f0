/** A linear system of which only products with the matrix are known. */
export interface LinearSystem {
  /** Product with the matrix, which is symmetric and positive semidefinite. */
  readonly multiply: (v: Float64Array) => Float64Array;
  /** The matrix's diagonal, which brings the arguments to one scale. */
  readonly diagonal: Float64Array;
  /** The arguments that may differ from 0, ascending. */
  readonly members: Int32Array;
}

/**
 * The x with `A x = target` on `members`, to a residual of `tolerance` relative to `target`; after `members.length`
 * steps or 2,000 it is as good as it is. Moving from 0 towards it always lowers `½ xᵀ A x − target · x`.
 *
 * Method: conjugate gradients preconditioned by the diagonal (Nocedal & Wright 2006, algorithm 5.3).
 *
 * @returns `undefined` where the target has no curvature in its direction or the solution is not finite.
 */
export function conjugateGradient(
  { multiply, diagonal, members }: LinearSystem,
  target: Float64Array,
  tolerance: number,
): Float64Array | undefined {
  const x = new Float64Array(target.length);
  const residual = new Float64Array(target.length);
  const direction = new Float64Array(target.length);
  for (const j of members) residual[j] = target[j] as number;
  const scaledSquare = (): number => {
    let square = 0;
    for (const j of members) square += (residual[j] as number) ** 2 / (diagonal[j] || 1);
    return square;
  };
  let square = scaledSquare();
  const goal = tolerance ** 2 * square;
  const nSteps = Math.min(2000, 2 * members.length + 10);
  let before = Infinity;
  for (let step = 0; step < nSteps && square > goal; step++) {
    const keep = square / before;
    for (const j of members)
      direction[j] = (residual[j] as number) / (diagonal[j] || 1) + keep * (direction[j] as number);
    const image = multiply(direction);
    let curvature = 0;
    for (const j of members) curvature += (direction[j] as number) * (image[j] as number);
    // The negation catches NaN too.
    if (!(curvature > 0)) return step === 0 ? undefined : x;
    const length = square / curvature;
    for (const j of members) {
      x[j] = (x[j] as number) + length * (direction[j] as number);
      residual[j] = (residual[j] as number) - length * (image[j] as number);
    }
    before = square;
    square = scaledSquare();
  }
  return x.every(Number.isFinite) ? x : undefined;
}
