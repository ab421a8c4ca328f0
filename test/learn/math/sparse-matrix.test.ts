import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { toMatrix, toTable } from '../../../src/learn/data/samples.js';
import { takeRows } from '../../../src/learn/data/take-rows.js';
import { Matrix } from '../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../src/learn/math/sparse-matrix.js';

const sparseRows = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.array(fc.array(fc.constantFrom(0, 0, 0, 1, -2.5), { minLength: n, maxLength: n }), { minLength: 1 }),
  );

describe('SparseMatrix', () => {
  it('is the dense matrix with the zeros left out', () => {
    fc.assert(
      fc.property(sparseRows, (rows) => {
        const dense = Matrix.from(rows);
        const sparse = SparseMatrix.fromMatrix(dense);
        expect(sparse.nStored).toBe(rows.flat().filter((value) => value !== 0).length);
        expect(sparse.toMatrix()).toEqual(dense);
        rows.forEach((row, i) => row.forEach((value, j) => expect(sparse.at(i, j)).toBe(value)));
        expect(sparse.at(rows.length, 0)).toBeNaN();
        expect(toMatrix(sparse)).toEqual(dense);
        expect(toTable(sparse)).toEqual(toTable(dense));
      }),
    );
  });

  it('gives rows in any order, also twice', () => {
    const rows = [
      [0, 1, 0],
      [2, 0, 3],
      [0, 0, 0],
    ];
    const taken = takeRows(SparseMatrix.fromMatrix(Matrix.from(rows)), [1, 2, 1, 0]);
    expect(taken.toMatrix().toRows()).toEqual([rows[1], rows[2], rows[1], rows[0]]);
  });

  it('keeps its places with other elements', () => {
    const sparse = SparseMatrix.fromMatrix(Matrix.from([[0, 1], [2, 0]])); // prettier-ignore
    expect(sparse.withData(Float64Array.of(5, 6)).toMatrix().toRows()).toEqual([[0, 5], [6, 0]]); // prettier-ignore
  });

  it('refuses arrays that contradict each other', () => {
    const make = (starts: number[], indices: number[], data: number[]) => () =>
      new SparseMatrix(2, 3, {
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        data: Float64Array.from(data),
      });
    expect(make([0, 1, 2], [0, 2], [1, 2])).not.toThrow();
    expect(make([0, 2], [0, 2], [1, 2])).toThrow(/needs 3 starts from 0 to the number of elements, 2/);
    expect(make([0, 1, 2], [0], [1, 2])).toThrow(/2 elements, but 1 columns/);
    expect(make([0, 3, 2], [0, 2], [1, 2])).toThrow(/row 0 begins|ascending/);
    expect(make([0, 2, 2], [2, 0], [1, 2])).toThrow(/ascending columns from 0 in row 0; 0 comes after 2/);
    expect(make([0, 1, 2], [0, 3], [1, 2])).toThrow(/3 comes after -1/);
  });

  it('says what to do instead where a dense matrix would not fit', () => {
    const wide = new SparseMatrix(2 ** 15, 2 ** 20, {
      starts: new Int32Array(2 ** 15 + 1),
      indices: new Int32Array(0),
      data: new Float64Array(0),
    });
    expect(() => wide.toMatrix()).toThrow(/would take 256 GiB; give it to something that takes a SparseMatrix/);
  });
});
