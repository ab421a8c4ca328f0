import { ModelMountError } from '../../../core/errors.js';
import { checkSameLength, readNumbers } from '../../data/check-numbers.js';
import { sum } from '../../math/sums/sum.js';

/**
 * The area under any curve, by trapezoids.
 *
 * @param x - Finite numbers that only grow or only fall; at least two.
 * @param y - The curve's height at each; shape of `x`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are fewer than two points, a value is not
 *   finite, or `x` goes to and fro.
 *
 * Source: semantics of scikit-learn's `auc`.
 *
 * @example
 * ```ts
 * auc([0, 0, 0.5, 0.5, 1], [0, 0.5, 0.5, 1, 1]); // 0.75
 * ```
 */
export function auc(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const xs = readNumbers(x, 'x');
  const ys = readNumbers(y, 'y');
  checkSameLength(['y', ys.length], ['x', xs.length]);
  if (xs.length < 2) throw new ModelMountError('INVALID_ARGUMENT', 'a curve needs at least two points, got one');
  let [rises, falls] = [false, false];
  for (let k = 1; k < xs.length; k++) {
    const step = (xs[k] as number) - (xs[k - 1] as number);
    if (step > 0) rises = true;
    if (step < 0) falls = true;
    if (rises && falls) {
      throw new ModelMountError('INVALID_ARGUMENT', `x must only grow or only fall, but turns at x[${k - 1}]`);
    }
  }
  const area = sum(xs.length - 1, (k) => {
    const width = (xs[k + 1] as number) - (xs[k] as number);
    return (width * ((ys[k] as number) + (ys[k + 1] as number))) / 2;
  });
  return falls ? 0 - area : area;
}
