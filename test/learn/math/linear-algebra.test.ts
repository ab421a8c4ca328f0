import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { Cholesky } from '../../../src/learn/math/linear-algebra/cholesky.js';
import { leastSquares } from '../../../src/learn/math/least-squares/least-squares.js';
import { Matrix } from '../../../src/learn/math/matrix.js';
import { PivotedQr } from '../../../src/learn/math/linear-algebra/pivoted-qr.js';
import { powerOfTwoScale } from '../../../src/learn/math/power-of-two.js';
import { weightedGram } from '../../../src/learn/math/linear-algebra/weighted-gram.js';
import { relativeDifference } from '../fixture.js';

const element = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8);
const columnsOf = (nRows: number, nColumns: number): fc.Arbitrary<Float64Array[]> =>
  fc.array(
    fc.array(element, { minLength: nRows, maxLength: nRows }).map((values) => Float64Array.from(values)),
    { minLength: nColumns, maxLength: nColumns },
  );

describe('PivotedQr', () => {
  it('multiplies back to the matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.gen(), (nRows, nColumns, gen) => {
        const columns = gen(columnsOf, nRows, nColumns);
        const qr = new PivotedQr(columns, { tolerance: 1e-9 });
        qr.order.forEach((j, k) => {
          const r = Float64Array.from({ length: nRows }, (_, i) => (i < qr.rank ? qr.r(i, k) : 0));
          expect(relativeDifference(qr.applyQ(r), columns[j]!)).toBeLessThan(1e-12);
          expect(relativeDifference(qr.applyQt(columns[j]!), r)).toBeLessThan(1e-12);
        });
      }),
    );
  });

  it('counts the independent columns and keeps the fixed ones in front', () => {
    const a = Float64Array.of(1, 1, 1, 1);
    const b = Float64Array.of(0, 1, 2, 7);
    const c = Float64Array.of(1, 3, 5, 15); // a + 2 b
    const qr = new PivotedQr([a, b, c], { nFixed: 1, tolerance: 1e-12 });
    expect(qr.rank).toBe(2);
    expect(qr.order).toEqual([0, 2, 1]);
  });
});

describe('leastSquares', () => {
  it('leaves a residual that no column can explain, and of all such solutions takes the shortest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.gen(), (nRows, nColumns, gen) => {
        const columns = gen(columnsOf, nRows, nColumns);
        // A copy of the first column makes every case rank-deficient.
        columns.push(Float64Array.from(columns[0]!));
        const b = Float64Array.from(gen(() => fc.array(element, { minLength: nRows, maxLength: nRows })));
        const { solution } = leastSquares(columns, b);
        const residual = b.map((value, i) => value - columns.reduce((t, c, j) => t + c[i]! * solution[j]!, 0));
        const size = 1 + Math.max(...b.map(Math.abs));
        for (const column of columns) {
          const dot = column.reduce((t, value, i) => t + value * residual[i]!, 0);
          expect(Math.abs(dot)).toBeLessThan(1e-8 * size * (1 + Math.max(...column.map(Math.abs))));
        }
        expect(solution.at(-1)).toBeCloseTo(solution[0]!, 8);
      }),
    );
  });

  it('gives the same for columns in other units', () => {
    const columns = [Float64Array.of(1, 2, 4), Float64Array.of(5, -1, 2)];
    const b = Float64Array.of(1, 2, 3);
    const plain = leastSquares(columns, b).solution;
    const scaled = leastSquares([columns[0]!.map((v) => v * 2 ** 900), columns[1]!.map((v) => v * 2 ** -900)], b);
    expect([...scaled.solution]).toEqual([plain[0]! * 2 ** -900, plain[1]! * 2 ** 900]);
  });
});

describe('Cholesky', () => {
  it('solves A x = b in any units', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.gen(), (size, gen) => {
        const columns = gen(columnsOf, size, size);
        const scale = (i: number): number => 2 ** (40 * (i % 3) - 40);
        const matrix = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            const dot = columns[i]!.reduce((t, value, k) => t + value * columns[j]![k]!, i === j ? 1000 : 0);
            matrix[i * size + j] = dot * scale(i) * scale(j);
          }
        }
        const x = Float64Array.from({ length: size }, (_, i) => (i + 1) / scale(i));
        const b = x.map((_, i) => x.reduce((t, value, j) => t + matrix[i * size + j]! * value, 0));
        const solved = Cholesky.of(matrix, size)!.solve(b);
        expect(
          relativeDifference(
            solved.map((value, i) => value * scale(i)),
            x.map((v, i) => v * scale(i)),
          ),
        ).toBeLessThan(1e-9);
      }),
    );
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(Cholesky.of(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
    expect(Cholesky.of(Float64Array.of(1, 1, 1, 1), 2)).toBeUndefined();
    expect(Cholesky.of(Float64Array.of(NaN), 1)).toBeUndefined();
    expect(Cholesky.of(Float64Array.of(1, 1, 1, 1), 2, 0.5)).toBeDefined();
  });
});

it('scales by powers of two only', () => {
  expect([1, 3, 0.3, 1e300, 0, Infinity].map(powerOfTwoScale)).toEqual([1, 0.25, 4, 2 ** -997, 1, 1]);
});

it('weighs rows in a Gram matrix, however many there are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 4 }), fc.gen(), (nRows, width, gen) => {
      const columns = gen(columnsOf, nRows, width);
      const X = Matrix.from(Array.from({ length: nRows }, (_, i) => columns.map((column) => column[i]!)));
      const weights = Float64Array.from({ length: nRows }, (_, i) => i / 2);
      const gram = weightedGram(X, weights);
      for (let j = 0; j < width; j++) {
        for (let k = 0; k <= j; k++) {
          const expected = weights.reduce((t, w, i) => t + w * columns[j]![i]! * columns[k]![i]!, 0);
          expect(gram[j * width + k]).toBeCloseTo(expected, 6);
        }
      }
    }),
  );
});
