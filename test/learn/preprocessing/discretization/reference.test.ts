import { describe, expect, it } from 'vitest';
import { toMatrix } from '../../../../src/learn/data/samples.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import type { BinEncoding } from '../../../../src/learn/preprocessing/discretization/fitted-k-bins-discretizer.js';
import {
  KBinsDiscretizer,
  type KBinsDiscretizerOptions,
} from '../../../../src/learn/preprocessing/discretization/k-bins-discretizer.js';
import {
  PolynomialFeatures,
  type PolynomialFeaturesOptions,
} from '../../../../src/learn/preprocessing/generation/polynomial-features.js';
import { readFixture } from '../../fixture.js';
import { expectCells, expectRows } from '../reference.js';

interface BinsCase {
  readonly data: string;
  readonly options: KBinsDiscretizerOptions;
  readonly weights: number[] | null;
  readonly binEdges: number[][];
  readonly input: number[][];
  readonly output: number[][];
  readonly names: string[];
  readonly inverse: number[][];
}

interface PolynomialCase {
  readonly nFeatures: number;
  readonly options: PolynomialFeaturesOptions;
  readonly output: number[][];
  readonly names: string[];
  readonly powers: number[][];
}

const fixture = readFixture('discretization') as {
  data: Record<string, number[][]>;
  bins: BinsCase[];
  X: number[][];
  polynomial: PolynomialCase[];
};

describe('KBinsDiscretizer', () => {
  it.each(
    fixture.bins.map((sample) => {
      const weighted = sample.weights ? 'weighted ' : '';
      return [`${weighted}${sample.data} with ${JSON.stringify(sample.options)}`, sample] as const;
    }),
  )('agrees with scikit-learn: %s', (_, sample) => {
    const fitOptions = sample.weights ? { sampleWeight: sample.weights } : {};
    const bins = new KBinsDiscretizer<BinEncoding>(sample.options);
    const fitted = bins.fit(Matrix.from(fixture.data[sample.data]!), undefined, fitOptions);
    const finite = (edges: ArrayLike<number>): number[] =>
      Array.from(edges, (edge) => (Math.abs(edge) === Infinity ? 1e300 * Math.sign(edge) : edge));
    sample.binEdges.forEach((edges, j) => expectCells(finite(fitted.binEdges[j]!), finite(edges), 1e-3));
    const output = fitted.transform(Matrix.from(sample.input));
    expect(output).toBeInstanceOf(sample.options.encode === 'onehot' ? SparseMatrix : Matrix);
    expectRows(toMatrix(output), sample.output);
    expect(fitted.featureNamesOut()).toEqual(sample.names);
    expectRows(fitted.inverseTransform(output), sample.inverse, 1e-3);
  });
});

describe('PolynomialFeatures', () => {
  it.each(
    fixture.polynomial.map(
      (sample) => [`${sample.nFeatures} features, ${JSON.stringify(sample.options)}`, sample] as const,
    ),
  )('agrees with scikit-learn: %s', (_, { nFeatures, options, output, names, powers }) => {
    const X = fixture.X.map((row) => row.slice(0, nFeatures));
    const fitted = new PolynomialFeatures(options).fit(X);
    // The order of the products is the same, so every digit is.
    expect(fitted.transform(X).toRows()).toEqual(output);
    expect(fitted.featureNamesOut()).toEqual(names);
    expect(fitted.powers().toRows()).toEqual(powers);
    expect(fitted.nFeaturesOut).toBe(names.length);
  });
});
