import type { Loss } from './mean-losses.js';
import type { OutputPair } from './number-outputs.js';

/** The squared error of each prediction. */
export const SQUARED: Loss = {
  fill({ yTrue, yPred }, block, { start, end }) {
    for (let i = start, k = 0; i < end; i++, k++) {
      const error = (yTrue[i] as number) - (yPred[i] as number);
      block[k] = error * error;
    }
  },
  sum: sumSquares,
};

function sumSquares({ yTrue, yPred }: OutputPair, start: number, end: number): number {
  // Four sums side by side: no addition waits for the one before it.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = start;
  for (; i + 3 < end; i += 4) {
    const p = (yTrue[i] as number) - (yPred[i] as number);
    const q = (yTrue[i + 1] as number) - (yPred[i + 1] as number);
    const r = (yTrue[i + 2] as number) - (yPred[i + 2] as number);
    const s = (yTrue[i + 3] as number) - (yPred[i + 3] as number);
    a += p * p;
    b += q * q;
    c += r * r;
    d += s * s;
  }
  for (; i < end; i++) {
    const p = (yTrue[i] as number) - (yPred[i] as number);
    a += p * p;
  }
  return a + b + (c + d);
}
