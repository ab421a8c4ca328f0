import type { Matrix } from '../matrix.js';

/**
 * `Xᵀ diag(weights) X`, row-major; the lower triangle is filled, the upper one is not to be read.
 *
 * Time O(nRows · nColumns²). Four rows are taken at a time, so that each element of the result is read and written a
 * fourth as often, and two rows of the result, so that each element of X is read half as often: reading and writing is
 * what the time goes into.
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
    let j = 0;
    for (; j + 1 < width; j += 2) {
      const base = j * width;
      const next = base + width;
      const fa = wa * (data[a + j] as number);
      const fb = wb * (data[b + j] as number);
      const fc = wc * (data[c + j] as number);
      const fd = wd * (data[d + j] as number);
      const ga = wa * (data[a + j + 1] as number);
      const gb = wb * (data[b + j + 1] as number);
      const gc = wc * (data[c + j + 1] as number);
      const gd = wd * (data[d + j + 1] as number);
      for (let k = 0; k <= j + 1; k++) {
        const x = data[a + k] as number;
        const y = data[b + k] as number;
        const z = data[c + k] as number;
        const u = data[d + k] as number;
        gram[base + k] = (gram[base + k] as number) + (fa * x + fb * y + (fc * z + fd * u));
        gram[next + k] = (gram[next + k] as number) + (ga * x + gb * y + (gc * z + gd * u));
      }
    }
    if (j === width) continue;
    const fa = wa * (data[a + j] as number);
    const fb = wb * (data[b + j] as number);
    const fc = wc * (data[c + j] as number);
    const fd = wd * (data[d + j] as number);
    for (let k = 0, place = j * width; k <= j; k++, place++) {
      const left = fa * (data[a + k] as number) + fb * (data[b + k] as number);
      const right = fc * (data[c + k] as number) + fd * (data[d + k] as number);
      gram[place] = (gram[place] as number) + (left + right);
    }
  }
  return gram;
}
