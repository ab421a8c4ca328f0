import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { addRows, addSquaredRows, multiplyRows } from '../../../../src/learn/math/linear-algebra/row-products.js';

const whole = fc.integer({ min: -1000, max: 1000 });

describe('multiplyRows, addRows and addSquaredRows', () => {
  it('are the products with a matrix, its transpose and that of its squares, for any number of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(whole),
        (n, w, s) => {
          const take = (length: number): Float64Array => Float64Array.from({ length }, () => s.next().value as number);
          const X = new Matrix(n, w, take(n * w));
          const [v, factors, start] = [take(w), take(n), take(w)];
          const products = new Float64Array(n);
          multiplyRows(X, v, products);
          // Whole numbers: sums in any order are the same.
          for (let i = 0; i < n; i++) expect(products[i]).toBe(X.row(i).reduce((t, x, j) => t + x * v[j]!, 0));
          const sums = start.slice();
          addRows(X, factors, sums);
          const squares = start.slice();
          addSquaredRows(X, factors, squares);
          for (let j = 0; j < w; j++) {
            expect(sums[j]).toBe(X.column(j).reduce((t, x, i) => t + x * factors[i]!, start[j]!));
            expect(squares[j]).toBe(X.column(j).reduce((t, x, i) => t + x * x * factors[i]!, start[j]!));
          }
        },
      ),
    );
  });
});
