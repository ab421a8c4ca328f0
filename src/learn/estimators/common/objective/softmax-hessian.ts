import type { SoftmaxData } from './softmax-data.js';

/** The second derivatives of the penalised mean log loss, row-major. @param probabilities - Shape `[nRows, nClasses]`. */
export function softmaxHessian(data: SoftmaxData, probabilities: Float64Array): Float64Array {
  const { rows, nClasses, weights, penalty } = data;
  const { width } = rows;
  const size = nClasses * width;
  const hessian = new Float64Array(size * size);
  const curvatures = new Float64Array(rows.nRows);
  for (let k = 0; k < nClasses; k++) {
    for (let l = 0; l <= k; l++) {
      for (let i = 0, first = 0; i < curvatures.length; i++, first += nClasses) {
        const p = probabilities[first + k] as number;
        let other = -(probabilities[first + l] as number);
        // On the diagonal 1 − p as the sum of the others: it does not cancel.
        if (k === l) {
          other = 0;
          for (let m = 0; m < nClasses; m++) if (m !== k) other += probabilities[first + m] as number;
        }
        curvatures[i] = (weights[i] as number) * p * other;
      }
      placeBlock(hessian, rows.gram(curvatures), { row: k * width, column: l * width });
    }
  }
  for (let a = 0; a < size; a++)
    hessian[a * size + a] = (hessian[a * size + a] as number) + (penalty[a % width] as number);
  return hessian;
}

/** Gives the common direction of each column from `first` on the column's own mean curvature. */
export function stiffen(hessian: Float64Array, nClasses: number, first: number): void {
  const size = Math.sqrt(hessian.length);
  const width = size / nClasses;
  for (let j = first; j < width; j++) {
    let curvature = 0;
    for (let place = j; place < size; place += width) curvature += (hessian[place * size + place] as number) / nClasses;
    for (let row = j; row < size; row += width) {
      for (let column = j; column < size; column += width) {
        hessian[row * size + column] = (hessian[row * size + column] as number) + curvature;
      }
    }
  }
}

/** Copies a symmetric block, of which the lower triangle is given, to its place. */
function placeBlock(
  hessian: Float64Array,
  block: Float64Array,
  { row, column }: { readonly row: number; readonly column: number },
): void {
  const size = Math.sqrt(hessian.length);
  const width = Math.sqrt(block.length);
  for (let j = 0; j < width; j++) {
    for (let m = 0; m <= j; m++) {
      const value = block[j * width + m] as number;
      hessian[(row + j) * size + column + m] = value;
      hessian[(row + m) * size + column + j] = value;
    }
  }
}
