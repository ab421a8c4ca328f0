import { describe, expect, it } from 'vitest';
import type { Transformer } from '../../../../src/learn/contracts.js';
import { toMatrix } from '../../../../src/learn/data/samples.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { Binarizer } from '../../../../src/learn/preprocessing/discretization/binarizer.js';
import { MaxAbsScaler } from '../../../../src/learn/preprocessing/scaling/max-abs-scaler.js';
import { Normalizer } from '../../../../src/learn/preprocessing/scaling/normalizer.js';
import { RobustScaler } from '../../../../src/learn/preprocessing/scaling/robust-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { readFixture } from '../../fixture.js';
import { expectCells, expectRows } from '../reference.js';

interface ScalerCase {
  readonly scaler: keyof typeof SCALERS;
  readonly data: string;
  readonly options: object;
  readonly isSparse: boolean;
  readonly input: number[][];
  readonly fitted: Record<string, number[]>;
  readonly output: number[][];
  readonly inverse?: number[][];
}

const SCALERS = { Binarizer, MaxAbsScaler, Normalizer, RobustScaler, StandardScaler };
const { cases, data } = readFixture('scaling') as { cases: ScalerCase[]; data: Record<string, number[][]> };

const nameOf = ({ scaler, data, options, isSparse }: ScalerCase): string =>
  `${scaler} ${JSON.stringify(options)} of ${isSparse ? 'sparse ' : ''}${data}`;

describe('scalers', () => {
  it.each(cases.map((sample) => [nameOf(sample), sample] as const))('agree with scikit-learn: %s', (_, sample) => {
    const shape = (rows: number[][]): Matrix | SparseMatrix =>
      sample.isSparse ? SparseMatrix.fromMatrix(Matrix.from(rows)) : Matrix.from(rows);
    const fitted = new SCALERS[sample.scaler](sample.options).fit(shape(data[sample.data]!)) as Transformer & {
      inverseTransform(X: unknown): Matrix | SparseMatrix;
    };
    for (const [attribute, expected] of Object.entries(sample.fitted)) {
      expectCells(Array.from(fitted[attribute as 'kind'] as unknown as Float64Array), expected, 1e-3);
    }
    const output = fitted.transform(shape(sample.input));
    expect(output).toBeInstanceOf(sample.isSparse ? SparseMatrix : Matrix);
    expectRows(toMatrix(output), sample.output, 1e-3);
    if (sample.inverse) {
      const inverse = fitted.inverseTransform(output);
      expect(inverse).toBeInstanceOf(sample.isSparse ? SparseMatrix : Matrix);
      expectRows(toMatrix(inverse), sample.inverse, 1);
    }
  });
});
