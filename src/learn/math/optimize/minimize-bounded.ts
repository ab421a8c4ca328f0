/** Share of an interval that a golden section step goes: (3 − √5) / 2. */
const GOLDEN = 0.3819660112501051;
const SQRT_EPSILON: number = Math.sqrt(Number.EPSILON);

/** What `minimizeBounded` found. */
export interface BoundedMinimum {
  readonly x: number;
  readonly value: number;
  readonly nIter: number;
  /** Whether `x` is as exact as `tolerance` asks, before `maxIter` was reached. */
  readonly isConverged: boolean;
}

/**
 * A minimum of a function of one variable between two bounds; of several minima, any.
 *
 * @param at - NaN counts as infinitely high.
 * @param bounds - Finite, ascending.
 *
 * Method: golden sections and parabolas (Brent 1973, chapter 5).
 */
export function minimizeBounded(
  at: (x: number) => number,
  [low, high]: readonly [number, number],
  { tolerance = 1e-8, maxIter = 500 }: { readonly tolerance?: number; readonly maxIter?: number } = {},
): BoundedMinimum {
  const evaluate = (x: number): number => {
    const value = at(x);
    return Number.isNaN(value) ? Infinity : value;
  };
  let [left, right] = [low, high];
  // The best point, the second best, and the one that was second best before.
  let best = left + GOLDEN * (right - left);
  let bestValue = evaluate(best);
  let [second, secondValue] = [best, bestValue];
  let [third, thirdValue] = [best, bestValue];
  let step = 0;
  let stepBefore = 0;
  for (let nIter = 0; nIter < maxIter; nIter++) {
    const middle = 0.5 * (left + right);
    const close = SQRT_EPSILON * Math.abs(best) + tolerance / 3;
    if (Math.abs(best - middle) <= 2 * close - 0.5 * (right - left)) {
      return { x: best, value: bestValue, nIter, isConverged: true };
    }
    let isParabola = false;
    if (Math.abs(stepBefore) > close) {
      const r = (best - second) * (bestValue - thirdValue);
      const s = (best - third) * (bestValue - secondValue);
      const turn = 2 * (s - r);
      const shift = ((best - third) * s - (best - second) * r) * (turn > 0 ? -1 : 1);
      const divisor = Math.abs(turn);
      // A parabola is trusted where it stays inside and its step is less than half of the one before the last.
      isParabola =
        Math.abs(shift) < Math.abs(0.5 * divisor * stepBefore) &&
        shift > divisor * (left - best) &&
        shift < divisor * (right - best);
      if (isParabola) {
        stepBefore = step;
        step = shift / divisor;
        const next = best + step;
        if (next - left < 2 * close || right - next < 2 * close) step = middle >= best ? close : -close;
      }
    }
    if (!isParabola) {
      stepBefore = best < middle ? right - best : left - best;
      step = GOLDEN * stepBefore;
    }
    const x = best + (Math.abs(step) >= close ? step : step < 0 ? -close : close);
    const value = evaluate(x);
    if (value <= bestValue) {
      if (x >= best) left = best;
      else right = best;
      [third, thirdValue] = [second, secondValue];
      [second, secondValue] = [best, bestValue];
      [best, bestValue] = [x, value];
      continue;
    }
    if (x < best) left = x;
    else right = x;
    if (value <= secondValue || second === best) {
      [third, thirdValue] = [second, secondValue];
      [second, secondValue] = [x, value];
    } else if (value <= thirdValue || third === best || third === second) [third, thirdValue] = [x, value];
  }
  return { x: best, value: bestValue, nIter: maxIter, isConverged: false };
}
