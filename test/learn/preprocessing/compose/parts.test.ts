import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { ColumnTransformer } from '../../../../src/learn/preprocessing/compose/column-transformer.js';
import { FittedColumnTransformer } from '../../../../src/learn/preprocessing/compose/fitted-column-transformer.js';
import { FeatureUnion } from '../../../../src/learn/preprocessing/compose/feature-union.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { PCA } from '../../../../src/learn/preprocessing/decomposition/pca.js';
import { RobustScaler } from '../../../../src/learn/preprocessing/scaling/robust-scaler.js';
import { OneHotEncoder } from '../../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { MaxAbsScaler } from '../../../../src/learn/preprocessing/scaling/max-abs-scaler.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { crossValidate } from '../../../../src/learn/selection/validation/cross-validate.js';
import { codeOf, readFixture } from '../../fixture.js';
import { expectRows, throughJson } from '../reference.js';

const reference = readFixture('compose-parts') as {
  weights: [{ X: number[][]; sampleWeight: number[]; columns: number[][]; union: number[][] }];
  back: [{ X: number[][]; given: number[][]; back: number[][] }];
  transformerWeights: [{ X: number[][]; output: number[][]; outputIndices: Record<string, [number, number]> }];
  sparse: [
    {
      X: number[][];
      parts: {
        threshold: number;
        remainder: 'drop' | 'passthrough';
        isSparse: boolean;
        output: number[][];
        names: string[];
      }[];
    },
  ];
};
const [{ X, sampleWeight, columns, union }] = reference.weights;
const columnTransformer = new ColumnTransformer(
  [
    ['weighed', new StandardScaler(), [2, 0]],
    ['plain', new StandardScaler(), [1]],
    ['range', new MinMaxScaler(), [0]],
    ['left', 'drop', [1]],
  ],
  { remainder: new StandardScaler() },
);
const featureUnion = new FeatureUnion(
  [
    ['weighed', new StandardScaler()],
    ['plain', new StandardScaler()],
    ['raw', 'drop'],
  ],
  { transformerWeights: { weighed: 2 } },
);
const WHOLES = [
  ['ColumnTransformer', columnTransformer],
  ['FeatureUnion', featureUnion],
] as const;

describe('the way back through a pipeline', () => {
  const [{ X, given, back }] = reference.back;
  const steps = [
    ['middle', new RobustScaler()],
    ['kept', 'passthrough'],
    ['scale', new MinMaxScaler()],
  ] as const;

  it('is that of scikit-learn, from the last step to the first', () => {
    const fitted = new Pipeline([...steps, ['pca', new PCA({ nComponents: 2 })]]).fit(X);
    expectRows(fitted.transform(X), given);
    expectRows(fitted.inverseTransform(given), back);
    const revived = reviveTransformer(throughJson(fitted));
    expect(revived.inverseTransform?.(given)).toEqual(fitted.inverseTransform(given));
  });

  it('gives the categories of texts, and what passed through', () => {
    const colours = [['red'], ['blue'], ['red']];
    const fitted = new Pipeline([
      ['encode', new OneHotEncoder()],
      ['scale', new MaxAbsScaler()],
    ]).fit(colours);
    expect(fitted.inverseTransform(fitted.transform(colours))).toEqual(colours);
    const passed = new Pipeline([['kept', 'passthrough']]).fit(X);
    expectRows(passed.inverseTransform(X), X);
  });

  it('names the step that has none', () => {
    const fitted = new Pipeline([...steps, ['columns', new ColumnTransformer([['a', 'passthrough', [0]]])]]).fit(X);
    expect(() => fitted.inverseTransform([[1]])).toThrow(
      'step "columns" of Pipeline, a columnTransformer, has no inverseTransform',
    );
    expect(codeOf(() => fitted.inverseTransform([[1]]))).toBe('INVALID_ARGUMENT');
  });
});

describe('weights of the entries of a ColumnTransformer', () => {
  const [reference_] = reference.transformerWeights;
  const weighted = new ColumnTransformer(
    [
      ['scaled', new MaxAbsScaler(), [4, 0]],
      ['left', 'drop', [2]],
      ['kept', 'passthrough', [1]],
    ],
    {
      remainder: new StandardScaler({ withMean: false }),
      transformerWeights: { scaled: 10, kept: -0.5, remainder: 3 },
    },
  );

  it('multiply what the entries give, as in scikit-learn, also sparse', () => {
    const { fitted, transformed } = weighted.fitTransform(reference_.X);
    expectRows(transformed, reference_.output);
    expect(fitted.transform(reference_.X)).toEqual(transformed);
    const X = SparseMatrix.fromMatrix(Matrix.from(reference_.X));
    const sparse = weighted.withOptions({ sparseThreshold: 1 }).fitTransform(X);
    for (const output of [sparse.transformed, sparse.fitted.transform(X)]) {
      expect(output).toBeInstanceOf(SparseMatrix);
      expectRows((output as SparseMatrix).toMatrix(), reference_.output);
    }
  });

  it('are kept in JSON, and the places of the outputs are known', () => {
    const fitted = weighted.fit(reference_.X);
    const revived = reviveTransformer(throughJson(fitted));
    if (!(revived instanceof FittedColumnTransformer)) throw new Error('another kind came back');
    expect(revived.transform(reference_.X)).toEqual(fitted.transform(reference_.X));
    const places = Object.entries(revived.outputIndices).map(([name, { start, end }]) => [name, [start, end]]);
    expect(Object.fromEntries(places)).toEqual(reference_.outputIndices);
    expect(revived.namedTransformers).toMatchObject({
      left: 'drop',
      kept: 'passthrough',
      scaled: { maxAbs: expect.anything() },
    });
    expect(
      weighted.withOptions({ transformerWeights: undefined }).fit(reference_.X).transform(reference_.X),
    ).not.toEqual(fitted.transform(reference_.X));
  });
});

describe('options of the fit of parts', () => {
  it('reach the entries of a ColumnTransformer, as in scikit-learn', () => {
    const options = { weighed__sampleWeight: sampleWeight, remainder__sampleWeight: sampleWeight };
    const { fitted, transformed } = columnTransformer.fitTransform(X, undefined, options);
    expectRows(transformed, columns);
    expect(fitted.transform(X)).toEqual(transformed);
    expect(columnTransformer.fit(X, undefined, options).transform(X)).toEqual(transformed);
    expect(columnTransformer.fit(X).transform(X)).not.toEqual(transformed);
  });

  it('reach the entries of a FeatureUnion, as in scikit-learn', () => {
    const options = { weighed__sampleWeight: sampleWeight };
    expectRows(featureUnion.fit(X, undefined, options).transform(X), union);
    expectRows(featureUnion.fitTransform(X, undefined, options).transformed, union);
  });

  it('are named, and reach what holds the parts: a pipeline in cross-validation', () => {
    expect(columnTransformer.fitOptions).toEqual([
      'weighed__sampleWeight',
      'plain__sampleWeight',
      'remainder__sampleWeight',
    ]);
    expect(featureUnion.fitOptions).toEqual(['weighed__sampleWeight', 'plain__sampleWeight']);
    const y = X.map(([a = 0, b = 0, c = 0]) => a - 2 * b + c * c);
    const pipeline = new Pipeline([
      ['both', new FeatureUnion([['columns', columnTransformer]])],
      ['model', new Ridge()],
    ]);
    expect(pipeline.fitOptions).toContain('both__columns__weighed__sampleWeight');
    const data = { X, y };
    const options = { cv: 3, scoring: 'neg_mean_squared_error' } as const;
    const fitParams = { both__columns__weighed__sampleWeight: sampleWeight };
    const weighed = crossValidate(pipeline, data, { ...options, fitParams }).testScores['score']!;
    const plain = crossValidate(pipeline, data, options).testScores['score']!;
    expect(weighed).not.toEqual(plain);
  });

  it.each(WHOLES)('are refused where nothing takes them: %s', (name, whole) => {
    const fit = (options: object) => () => whole.fit(X, undefined, options as never);
    const fitTransform = (options: object) => () => whole.fitTransform(X, undefined, options as never);
    for (const act of [fit, fitTransform]) {
      expect(codeOf(act({ sampleWeight }))).toBe('INVALID_ARGUMENT');
      expect(act({ sampleWeight })).toThrow(
        `the fit of ${name} takes X, y and options of its entries, as name__option; got "sampleWeight"`,
      );
      expect(act({ other__sampleWeight: sampleWeight })).toThrow(/"other" is none; there are weighed, plain/);
      expect(act({ plain__stray: 1 })).toThrow(
        new RegExp(`the fit of "plain" in ${name} takes X, y and sampleWeight, got stray`),
      );
      const dropped = name === 'FeatureUnion' ? 'raw' : 'left';
      expect(act({ [`${dropped}__sampleWeight`]: sampleWeight })).toThrow(/for an entry of .* drops its input/);
      expect(act({ weighed__sampleWeight: undefined })).not.toThrow();
    }
    const passed = new FeatureUnion([['raw', 'passthrough']]);
    expect(() => passed.fit(X, undefined, { raw__sampleWeight: sampleWeight })).toThrow(/passes its input on/);
  });
});

describe('columns of a sparse matrix', () => {
  const [{ X: rows, parts }] = reference.sparse;
  const sparse = SparseMatrix.fromMatrix(Matrix.from(rows));

  it.each(parts)('agree with scikit-learn: threshold $threshold, $remainder', (part) => {
    const { threshold, remainder, isSparse, output, names } = part;
    const transformer = new ColumnTransformer(
      [
        ['scaled', new MaxAbsScaler(), [4, 0, 3]],
        ['kept', 'passthrough', [1]],
        ['left', 'drop', [2]],
      ],
      { remainder, sparseThreshold: threshold },
    );
    const { fitted, transformed } = transformer.fitTransform(sparse);
    expect(transformed instanceof SparseMatrix).toBe(isSparse);
    expectRows(transformed, output);
    expect(fitted.featureNamesOut()).toEqual(names);
    expect(fitted.transform(sparse)).toEqual(transformed);
    const revived = reviveTransformer(throughJson(fitted));
    expect(revived.transform(sparse)).toEqual(transformed);
    expectRows(fitted.transform(rows), output);
  });

  it('reach the transformers sparse, chosen in every way', () => {
    const seen: string[] = [];
    const spy = {
      fit(columns: unknown) {
        seen.push((columns as object).constructor.name);
        return new MaxAbsScaler().fit(columns as SparseMatrix);
      },
    };
    const fitted = new ColumnTransformer([
      ['one', spy, 5],
      ['slice', spy, { start: -2 }],
      ['flags', spy, [true, false, false, true, false, false]],
      ['function', spy, ({ index, name, type }) => index > 3 && name === undefined && type === 'number'],
      ['none', spy, []],
    ]).fit(sparse);
    expect(seen).toEqual(Array<string>(4).fill('SparseMatrix'));
    expect(fitted.transformers.map(({ columns }) => columns)).toEqual([[5], [4, 5], [0, 3], [4, 5], [], [1, 2]]);
    const named = new ColumnTransformer([['named', spy, 'age']]);
    expect(() => named.fit(sparse)).toThrow(/"age" is a name, but the columns of X have none/);
    expect(codeOf(() => fitted.transform(sparse.takeColumns([0, 1])))).toBe('INVALID_INPUT');
  });

  it('never need the whole matrix', () => {
    // 2³⁰ elements: more than a dense one may have.
    const wide = new SparseMatrix(2 ** 15, 2 ** 15, {
      starts: Int32Array.from({ length: 2 ** 15 + 1 }, (_, i) => i),
      indices: Int32Array.from({ length: 2 ** 15 }, (_, i) => i),
      data: new Float64Array(2 ** 15).fill(3),
    });
    const transformer = new ColumnTransformer([['dense', new StandardScaler(), [7]]], { remainder: 'passthrough' });
    const { fitted, transformed } = transformer.fitTransform(wide);
    expect((transformed as SparseMatrix).nStored).toBe(2 ** 15 + 2 ** 15 - 1);
    expect(fitted.transform(wide)).toEqual(transformed);
  });

  it('are those of the dense matrix, in any order', () => {
    const shape = fc.integer({ min: 1, max: 7 }).chain((n) =>
      fc.record({
        given: fc.array(fc.array(fc.constantFrom(0, 0, 1, -2.5), { minLength: n, maxLength: n }), { minLength: 1 }),
        positions: fc.shuffledSubarray(Array.from({ length: n }, (_, j) => j)),
      }),
    );
    fc.assert(
      fc.property(shape, ({ given, positions }) => {
        const taken = SparseMatrix.fromMatrix(Matrix.from(given)).takeColumns(positions);
        expect(taken).toEqual(
          SparseMatrix.fromMatrix(
            new Matrix(
              given.length,
              positions.length,
              Float64Array.from(given.flatMap((row) => positions.map((j) => row[j]!))),
            ),
          ),
        );
      }),
    );
  });
});
