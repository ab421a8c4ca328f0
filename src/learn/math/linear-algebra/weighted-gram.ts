import type { Matrix } from '../matrix.js';

/**
 * `Xᵀ diag(weights) X`, row-major; only the lower triangle is filled.
 *
 * Time O(nRows · nColumns²). Four rows are taken at a time: each element of the result is read and written a fourth
 * as often, which is what the time goes into.
 */
export function weightedGram(X: Matrix, weights: Float64Array): Float64Array {
  const { nRows, nColumns: width, data } = X;
  const gram = new Float64Array(width * width);
  for (let i = 0; i < nRows; i += 4) {
    // Rows beyond the last are the last one again, with a weight of 0.
    const last = (nRows - 1) * width;
    const a = i * width;
    const b = Math.min(a + width, last);
    const c = Math.min(b + width, last);
    const d = Math.min(c + width, last);
    const wa = weights[i] as number;
    const wb = weights[i + 1] ?? 0;
    const wc = weights[i + 2] ?? 0;
    const wd = weights[i + 3] ?? 0;
    for (let j = 0, base = 0; j < width; j++, base += width) {
      const fa = wa * (data[a + j] as number);
      const fb = wb * (data[b + j] as number);
      const fc = wc * (data[c + j] as number);
      const fd = wd * (data[d + j] as number);
      for (let k = 0; k <= j; k++) {
        gram[base + k] =
          (gram[base + k] as number) +
          (fa * (data[a + k] as number) +
            fb * (data[b + k] as number) +
            (fc * (data[c + k] as number) + fd * (data[d + k] as number)));
      }
    }
  }
  return gram;
}
