import type { RandomState } from '../../math/random-state.js';

/**
 * A class drawn with these probabilities; with the same generator the draw of numpy's `multinomial(1, p)`.
 *
 * @param probabilities - They sum to 1.
 */
export function drawClass(random: RandomState, probabilities: Float64Array): number {
  const last = probabilities.length - 1;
  let rest = 1;
  for (let k = 0; k < last; k++) {
    const p = probabilities[k] as number;
    if (drawCoin(random, p / rest) === 1) return k;
    rest -= p;
  }
  return last;
}

/** 1 with probability `p`, else 0. Method: inversion (Kachitvichyanukul & Schmeiser 1988), as numpy has it. */
function drawCoin(random: RandomState, p: number): number {
  if (p === 0) return 0;
  if (p > 0.5) return 1 - invert(random, 1 - p);
  return invert(random, p);
}

function invert(random: RandomState, p: number): number {
  const none = Math.exp(Math.log(1 - p));
  const one = (p * none) / (1 - p);
  for (;;) {
    const u = random.random();
    if (u <= none) return 0;
    // What rounding leaves beyond both is drawn again.
    if (u - none <= one) return 1;
  }
}
