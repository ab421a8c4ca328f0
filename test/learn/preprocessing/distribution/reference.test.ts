import { describe, expect, it } from 'vitest';
import { medianOfSorted, quantileOfSorted, type QuantileMethod } from '../../../../src/learn/math/columns/quantiles.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { FittedPowerTransformer } from '../../../../src/learn/preprocessing/distribution/fitted-power-transformer.js';
import { PowerTransformer } from '../../../../src/learn/preprocessing/distribution/power-transformer.js';
import {
  QuantileTransformer,
  type QuantileTransformerOptions,
} from '../../../../src/learn/preprocessing/distribution/quantile-transformer.js';
import { FittedQuantileTransformer } from '../../../../src/learn/preprocessing/distribution/fitted-quantile-transformer.js';
import { FittedStandardScaler } from '../../../../src/learn/preprocessing/scaling/fitted-standard-scaler.js';
import { readFixture } from '../../fixture.js';
import { expectCells, expectRows, throughJson } from '../reference.js';

interface QuantileCase {
  readonly data: string;
  readonly options: QuantileTransformerOptions;
  readonly quantiles: number[][];
  readonly input: number[][];
  readonly output: number[][];
  readonly inverse: number[][];
}

interface PowerCase {
  readonly data: string;
  readonly options: { readonly method: 'yeoJohnson' | 'boxCox'; readonly standardize: boolean };
  readonly lambdas: number[];
  readonly mean: number[] | null;
  readonly scale: number[] | null;
  readonly input: number[][];
  readonly output: number[][];
  readonly inverse: number[][];
}

interface QuantilesCase {
  readonly values: number[];
  readonly method: QuantileMethod;
  readonly shares: number[];
  readonly quantiles: number[];
}

interface ImplicitCase extends Omit<QuantileCase, 'data' | 'input'> {
  readonly dense: number[][];
}

const { data, quantile, implicit, power, quantiles } = readFixture('distribution') as {
  data: Record<string, number[][]>;
  quantile: QuantileCase[];
  implicit: { X: number[][]; cases: ImplicitCase[] };
  power: PowerCase[];
  quantiles: QuantilesCase[];
};

const nameOf = (sample: { data: string; options: object }): string =>
  `${sample.data} with ${JSON.stringify(sample.options)}`;

describe('QuantileTransformer', () => {
  it.each(quantile.map((sample) => [nameOf(sample), sample] as const))('agrees with scikit-learn: %s', (_, sample) => {
    const fitted = new QuantileTransformer(sample.options).fit(Matrix.from(data[sample.data]!));
    expectRows(fitted.quantiles, sample.quantiles);
    const output = fitted.transform(sample.input);
    expectRows(output, sample.output, 1e-3);
    expectRows(fitted.inverseTransform(output), sample.inverse, 1);
  });

  it.each(implicit.cases.map((sample) => [JSON.stringify(sample.options), sample] as const))(
    'leaves zeros alone that a sparse matrix does not keep, as scikit-learn does, with %s',
    (_, sample) => {
      const X = SparseMatrix.fromMatrix(Matrix.from(implicit.X));
      const fitted = new QuantileTransformer({ ...sample.options, ignoreImplicitZeros: true }).fit(X);
      expectRows(fitted.quantiles, sample.quantiles);
      for (const one of [fitted, FittedQuantileTransformer.fromJSON(throughJson(fitted))]) {
        const output = one.transform(X) as SparseMatrix;
        expect(output).toBeInstanceOf(SparseMatrix);
        expect([output.starts, output.indices]).toEqual([X.starts, X.indices]);
        expectRows(output.toMatrix(), sample.output);
        expectRows((one.inverseTransform(output) as SparseMatrix).toMatrix(), sample.inverse);
        expectRows(one.transform(X.toMatrix()), sample.dense);
      }
    },
  );
});

describe('PowerTransformer', () => {
  it.each(power.map((sample) => [nameOf(sample), sample] as const))('agrees with scikit-learn: %s', (_, sample) => {
    const fitted = new PowerTransformer(sample.options).fit(Matrix.from(data[sample.data]!));
    sample.lambdas.forEach((lambda, j) => {
      // A likelihood is flat at its top: its argument is known to about half of the digits.
      expect(Math.abs(fitted.lambdas[j]! - lambda)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(lambda)));
    });
    // Given the exponents, the rest is exact.
    const { mean, scale } = sample;
    const scaler =
      mean && scale
        ? new FittedStandardScaler({
            withMean: true,
            withStd: true,
            nSamplesSeen: new Float64Array(mean.length).fill(1),
            mean: Float64Array.from(mean),
            var: Float64Array.from(scale, (value) => value ** 2),
            featureNames: undefined,
          })
        : undefined;
    const given = new FittedPowerTransformer({
      method: sample.options.method,
      lambdas: Float64Array.from(sample.lambdas),
      scaler,
      featureNames: undefined,
    });
    const output = given.transform(sample.input);
    // A large exponent takes values that were not there when fitting beyond the range of float64, there and back.
    const capped = (rows: number[][]): number[][] => rows.map((row) => row.map((value) => Math.min(value, 1e300)));
    expectRows(Matrix.from(capped(output.toRows())), capped(sample.output), 1);
    if (sample.output.flat().some((value) => value === Infinity)) return;
    const inverse = given.inverseTransform(Matrix.from(sample.output));
    expectRows(Matrix.from(capped(inverse.toRows())), capped(sample.inverse), 10);
  });
});

describe('quantileOfSorted', () => {
  it.each(quantiles.map((sample) => [`${sample.method} of ${sample.values.length}`, sample] as const))(
    'agrees with numpy: %s',
    (_, { values, method, shares, quantiles: expected }) => {
      const sorted = Float64Array.from(values);
      expectCells(
        shares.map((share) => quantileOfSorted(sorted, share, method)),
        expected,
      );
    },
  );

  it('has none for no values, and one between numbers whose difference overflows', () => {
    expect([quantileOfSorted(new Float64Array(0), 0.5), medianOfSorted(new Float64Array(0))]).toEqual([NaN, NaN]);
    expect(quantileOfSorted(Float64Array.of(-1.5e308, 1.5e308), 0.5)).toBe(0);
    expect(medianOfSorted(Float64Array.of(1.5e308, 1.7e308))).toBe(1.6e308);
  });
});
