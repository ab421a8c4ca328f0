import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Label } from '../../../../src/core/session.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { FittedIndicatorBinarizer } from '../../../../src/learn/preprocessing/encoding/labels/fitted-indicator-binarizer.js';
import { LabelBinarizer } from '../../../../src/learn/preprocessing/encoding/labels/label-binarizer.js';
import { LabelEncoder } from '../../../../src/learn/preprocessing/encoding/labels/label-encoder.js';
import { MultiLabelBinarizer } from '../../../../src/learn/preprocessing/encoding/labels/multi-label-binarizer.js';
import { reviveLabelTransformer } from '../../../../src/learn/preprocessing/encoding/labels/revive-label-transformer.js';
import { codeOf, readFixture } from '../../fixture.js';
import { rowsOf, throughJson } from '../reference.js';

interface Stored {
  shape: number[];
  stored: number;
  rows: number[][];
}

const reference = readFixture('labels') as {
  sparse: { y: Label[]; posLabel: number; output: Stored; scores: number[][]; inverse: Label[] }[];
  indicators: [
    {
      Y: number[][];
      scores: number[][];
      cases: {
        negLabel: number;
        posLabel: number;
        isSparse: boolean;
        classes: number[];
        output: number[][];
        inverseIsSparse: boolean;
        inverse: number[][];
        sparseOutput: Stored | null;
      }[];
    },
  ];
  tags: { y: string[][]; output: Stored; inverse: string[][] }[];
};
const sparseOf = (rows: number[][]): SparseMatrix => SparseMatrix.fromMatrix(Matrix.from(rows));

function expectStored(actual: Matrix | SparseMatrix, { shape, stored, rows }: Stored): void {
  expect(actual).toBeInstanceOf(SparseMatrix);
  expect([actual.nRows, actual.nColumns]).toEqual(shape);
  expect((actual as SparseMatrix).nStored).toBe(stored);
  expect(rowsOf(actual)).toEqual(rows);
}

describe('sparse output', () => {
  it.each(reference.sparse)('of LabelBinarizer is that of scikit-learn: $y as $posLabel', (each) => {
    const { y, posLabel, output, scores, inverse } = each;
    const binarizer = new LabelBinarizer({ posLabel, sparseOutput: true }).fit(y);
    const out: SparseMatrix = binarizer.transform(y);
    expectStored(out, output);
    expect(binarizer.inverseTransform(out)).toEqual(y);
    if (binarizer.classes.length > 1) expect(binarizer.inverseTransform(sparseOf(scores))).toEqual(inverse);
    const revived = reviveLabelTransformer(throughJson(binarizer));
    expect(revived).toEqual(binarizer);
  });

  it.each(reference.tags)('of MultiLabelBinarizer is that of scikit-learn', ({ y, output, inverse }) => {
    const binarizer = new MultiLabelBinarizer({ sparseOutput: true }).fit(y);
    const out: SparseMatrix = binarizer.transform(y);
    expectStored(out, output);
    expect(binarizer.inverseTransform(out)).toEqual(inverse);
    expect(reviveLabelTransformer(throughJson(binarizer))).toEqual(binarizer);
    expect(() => binarizer.inverseTransform(out.withData(out.data.map(() => 2)))).toThrow(
      /takes 0 and 1, but row 0, column \d is 2/,
    );
  });

  it('is the dense output with the zeros left out', () => {
    const label = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(label, { minLength: 1 }), fc.array(fc.array(label)), (y, lists) => {
        const dense: Matrix = new LabelBinarizer().fit(y).transform(y);
        expect(new LabelBinarizer({ sparseOutput: true }).fit(y).transform(y)).toEqual(SparseMatrix.fromMatrix(dense));
        const many = new MultiLabelBinarizer({ classes: ['d', 'b', 'a', 'c'] }).fit(lists).transform(lists);
        const sparse = new MultiLabelBinarizer({ classes: ['d', 'b', 'a', 'c'], sparseOutput: true }).fit(lists);
        expect(sparse.transform(lists)).toEqual(SparseMatrix.fromMatrix(many));
        expect(sparse.inverseTransform(sparse.transform(lists))).toEqual(sparse.inverseTransform(many));
      }),
    );
  });

  it('must leave 0 at 0', () => {
    expect(() => new LabelBinarizer({ negLabel: -1, sparseOutput: true })).toThrow(/negLabel must be 0, got -1/);
    expect(codeOf(() => new LabelBinarizer({ sparseOutput: 1 as never }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new MultiLabelBinarizer({ sparseOutput: 'yes' as never }))).toBe('INVALID_ARGUMENT');
  });
});

describe('LabelBinarizer of a matrix of 0 and 1', () => {
  const [{ Y, scores, cases }] = reference.indicators;

  it.each(cases)('agrees with scikit-learn: $negLabel and $posLabel, sparse: $isSparse', (each) => {
    const { negLabel, posLabel, isSparse, classes, output, inverseIsSparse, inverse, sparseOutput } = each;
    const given = isSparse ? sparseOf(Y) : Y;
    const binarizer = new LabelBinarizer({ negLabel, posLabel }).fit(given);
    expect(binarizer.classes).toEqual(classes);
    const out: Matrix = binarizer.transform(given);
    expect(out.toRows()).toEqual(output);
    expect(binarizer.transform(Matrix.from(Y)).toRows()).toEqual(output);
    const back = binarizer.inverseTransform(scores);
    expect(back instanceof SparseMatrix).toBe(inverseIsSparse);
    expect(rowsOf(back)).toEqual(inverse);
    expect(rowsOf(binarizer.inverseTransform(sparseOf(scores)))).toEqual(inverse);
    expect(rowsOf(binarizer.inverseTransform(out))).toEqual(Y);
    const revived = reviveLabelTransformer(throughJson(binarizer));
    expect(revived).toBeInstanceOf(FittedIndicatorBinarizer);
    expect(revived).toEqual(binarizer);
    if (sparseOutput === null) return;
    expectStored(new LabelBinarizer({ posLabel, sparseOutput: true }).fit(given).transform(given), sparseOutput);
  });

  it('refuses what is none, other widths, and labels once it was a matrix', () => {
    const binarizer = new LabelBinarizer().fit(Y);
    expect(() => new LabelBinarizer().fit([[0, 2], [1, 0]])).toThrow(/holds 0 and 1, but row 0, column 1 is 2/); // prettier-ignore
    expect(() => new LabelBinarizer().fit(sparseOf([[0, 0], [0, 3]]))).toThrow(/but row 1, column 1 is 3/); // prettier-ignore
    expect(() => new LabelBinarizer().fit([[1], [0]])).toThrow(
      /at least one row and two columns of 0 and 1, got 2 × 1/,
    );
    expect(codeOf(() => new LabelBinarizer().fit(new Matrix(0, 3)))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => binarizer.transform([[0, 1]]))).toBe('INVALID_INPUT');
    expect(codeOf(() => binarizer.transform([[0, 1, 5]]))).toBe('INVALID_INPUT');
    expect(() => binarizer.inverseTransform([[0, 1]])).toThrow(/takes 3 columns, as it was fitted on, got 2/);
    expect(() => binarizer.inverseTransform([[0, NaN, 1]])).toThrow(/row 0, column 1 is NaN, which is no score/);
    const ofLabels = new LabelBinarizer().fit(['a', 'b']);
    expect(() => ofLabels.transform(Matrix.from([[0, 1]]) as never)).toThrow(
      /was fitted on a list of labels, got a matrix/,
    );
    expect(binarizer.inverseTransform([])).toEqual(new Matrix(0, 0));
  });
});

describe('reviveLabelTransformer', () => {
  const made = [
    new LabelEncoder().fit(['b', 'a']),
    new LabelBinarizer({ negLabel: -1 }).fit([1, 2, 3]),
    new LabelBinarizer().fit([[0, 1]]),
    new MultiLabelBinarizer().fit([['x'], []]),
  ];
  it.each(made.map((fitted) => [fitted.kind, fitted] as const))('gives back what wrote the JSON: %s', (_, fitted) => {
    const revived = reviveLabelTransformer(throughJson(fitted));
    expect(revived).toEqual(fitted);
    expect(revived.constructor).toBe(fitted.constructor);
    expect(throughJson(revived)).toEqual(throughJson(fitted));
  });

  it('hands on who takes warnings', () => {
    const codes: string[] = [];
    const json = throughJson(new MultiLabelBinarizer().fit([['x']]));
    const revived = reviveLabelTransformer(json, { onWarning: ({ code }) => void codes.push(code) });
    if (revived.kind === 'multiLabelBinarizer') revived.transform([['unknown']]);
    expect(codes).toEqual(['unknownCategory']);
  });

  it.each([
    [null, 'the JSON must be of labels, with "kind" labelEncoder, labelBinarizer'],
    [{ kind: 'minMaxScaler' }, 'got "minMaxScaler"'],
    [{ kind: 'toString' }, 'got "toString"'],
    [{ kind: 'labelEncoder', classes: ['b', 'a'] }, '/classes must be different labels of one type, in order'],
    [{ kind: 'labelBinarizer', classes: ['a'], negLabel: 2, posLabel: 1 }, '/negLabel must be below posLabel, 1'],
    [{ kind: 'indicatorBinarizer', nClasses: 1, negLabel: 0, posLabel: 1 }, '/nClasses must be'],
    [
      { kind: 'indicatorBinarizer', nClasses: 2, negLabel: -1, posLabel: 1, sparseOutput: true },
      '/negLabel must be 0 with sparseOutput',
    ],
    [{ kind: 'multiLabelBinarizer', classes: ['a'], sparseOutput: 1 }, '/sparseOutput must be'],
    [{ kind: 'indicatorBinarizer', nClasses: 2, negLabel: 0, posLabel: 1, more: 1 }, 'more'],
  ])('refuses %j', (json, message) => {
    const act = (): unknown => reviveLabelTransformer(json);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    expect(act).toThrow(message);
  });

  it('says where in a larger document the fault is, and refuses unknown options', () => {
    expect(() => reviveLabelTransformer(1, { path: '/target' })).toThrow(/^\/target must be of labels/);
    expect(() => reviveLabelTransformer({}, { functions: {} } as never)).toThrow(/unknown option "functions"/);
  });
});
