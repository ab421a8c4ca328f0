import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Label } from '../../../../src/core/session.js';
import type { Predictor, Transformer } from '../../../../src/learn/contracts.js';
import type { Samples } from '../../../../src/learn/data/samples.js';
import type { FittedLinearRegression } from '../../../../src/learn/estimators/linear/fitted-linear-regression.js';
import type { FittedLogisticRegression } from '../../../../src/learn/estimators/linear/fitted-logistic-regression.js';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { ColumnTransformer } from '../../../../src/learn/preprocessing/compose/column-transformer.js';
import type { FittedPipeline } from '../../../../src/learn/preprocessing/compose/fitted-pipeline.js';
import { FittedPredictorPipeline } from '../../../../src/learn/preprocessing/compose/fitted-predictor-pipeline.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { OneHotEncoder } from '../../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { Pipeline, type TransformerStep } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { SimpleImputer } from '../../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { expectRows, readCases, rowsOf, throughJson, type FixtureNumber, type FixtureRows } from '../reference.js';

interface PipelineCase {
  readonly X: FixtureRows;
  readonly y: number[];
  readonly prepared: FixtureNumber[][];
  readonly predict: number[];
  readonly predictProba: number[][];
  readonly names: string[];
}

function mixed() {
  return new Pipeline([
    [
      'prepare',
      new ColumnTransformer([
        [
          'num',
          new Pipeline([
            ['impute', new SimpleImputer({ strategy: 'median' })],
            ['scale', new StandardScaler()],
          ]),
          ['age', 'fare', 'kin'],
        ],
        [
          'cat',
          new Pipeline([
            ['impute', new SimpleImputer({ strategy: 'mostFrequent' })],
            ['encode', new OneHotEncoder({ handleUnknown: 'ignore' })],
          ]),
          ['port', 'sex'],
        ],
      ]),
    ],
    ['model', new LogisticRegression()],
  ]);
}

describe('Pipeline', () => {
  const [sample] = readCases<PipelineCase>('pipeline') as [PipelineCase];
  const fitted = mixed().fit(sample.X, sample.y);

  it('agrees with scikit-learn from mixed rows to probabilities', () => {
    expectRows(fitted.transformer!.transform(sample.X), sample.prepared, 1);
    expect(fitted.transformer!.featureNamesOut()).toEqual(sample.names);
    expect(fitted.predict(sample.X)).toEqual(sample.predict);
    const actual = fitted.predictProba(sample.X).data;
    // Both solvers stop at a gradient of about 1e-14 and 1e-10, which leaves this much of the optimum.
    sample.predictProba.flat().forEach((p, k) => expect(Math.abs(actual[k]! - p)).toBeLessThan(1e-9));
    expect(fitted.classes).toEqual([0, 1]);
    expect([fitted.nFeatures, fitted.featureNames]).toEqual([5, ['age', 'fare', 'port', 'sex', 'kin']]);
  });

  it('gives one row what it gives that row among others, bit for bit, before and after JSON', () => {
    const revived = FittedPredictorPipeline.fromJSON(throughJson(fitted), { revivePredictor, reviveTransformer });
    expect(throughJson(revived)).toEqual(throughJson(fitted));
    const all = fitted.predictProba(sample.X);
    sample.X.forEach((row, i) => {
      expect(revived.predictProba!([row] as Samples).data).toEqual(all.row(i));
    });
    expect(revived.predict(sample.X)).toEqual(sample.predict);
    expect(revived.classes).toEqual([0, 1]);
  });

  it('tells what its raw columns were like', () => {
    expect(fitted.features).toMatchObject([
      { name: 'age', type: 'number', missing: 2, min: 2, max: 54 },
      { name: 'fare', type: 'number', missing: 1 },
      {
        name: 'port',
        type: 'string',
        missing: 1,
        categories: [
          { value: 'C', count: 2 },
          { value: 'Q', count: 1 },
          { value: 'S', count: 4 },
        ],
      },
      { name: 'sex', type: 'string', missing: 0 },
      { name: 'kin', type: 'number', missing: 0 },
    ]);
    expect(throughJson(fitted.features)).toEqual(fitted.features);
  });

  it('has in its type what its last step has', () => {
    const X = [[0], [1], [2]];
    const scale = ['scale', new MinMaxScaler()] as const;
    const classifier = new Pipeline([scale, ['model', new LogisticRegression()]]).fit(X, ['a', 'a', 'b']);
    expectTypeOf(classifier.predict(X)).toEqualTypeOf<Label[]>();
    expectTypeOf(classifier.predictProba(X)).toEqualTypeOf<Matrix>();
    expectTypeOf(classifier.classes).toEqualTypeOf<readonly Label[]>();
    expectTypeOf(classifier.predictor).toEqualTypeOf<FittedLogisticRegression>();
    expectTypeOf(classifier).toExtend<Predictor>();
    const regressor = new Pipeline([scale, ['model', new LinearRegression()]]).fit(X, [1, 2, 3]);
    expectTypeOf(regressor.predict(X)).toEqualTypeOf<Float64Array>();
    expectTypeOf(regressor.predictor).toEqualTypeOf<FittedLinearRegression>();
    expectTypeOf(regressor.predictProba).toEqualTypeOf<((X: Samples) => Matrix) | undefined>();
    expectTypeOf(regressor).toExtend<Predictor>();
    const preparation = new Pipeline([['impute', new SimpleImputer()], ['none', 'passthrough'], scale]).fit(X);
    expectTypeOf(preparation).toEqualTypeOf<FittedPipeline>();
    expectTypeOf(preparation).toExtend<Transformer>();
    expectTypeOf(preparation).not.toHaveProperty('predict');
    const nothing = new Pipeline([scale, ['none', 'passthrough']]).fit(X);
    expectTypeOf(nothing).toEqualTypeOf<FittedPipeline>();
    const steps: TransformerStep[] = [scale];
    const dynamic = new Pipeline([...steps, ['model', new LinearRegression()]]).fit(X, [1, 2, 3]);
    expectTypeOf(dynamic.predictor).toEqualTypeOf<FittedLinearRegression>();
    expect([classifier.kind, regressor.kind, preparation.kind, nothing.kind, dynamic.kind]).toEqual([
      ...['predictorPipeline', 'predictorPipeline', 'pipeline', 'pipeline', 'predictorPipeline'],
    ]);
    // @ts-expect-error only the last step may predict
    new Pipeline([
      ['model', new LinearRegression()],
      ['scale', new MinMaxScaler()],
    ]);
    // @ts-expect-error a pipeline has at least one step
    expect(() => new Pipeline([])).toThrow(/at least one/);
  });

  it('has predictProba and classes only where the predictor has them', () => {
    const regressor = new Pipeline([
      ['scale', new MinMaxScaler()],
      ['model', new LinearRegression()],
    ]).fit([[0], [1], [2]], [1, 3, 5]);
    expect('predictProba' in regressor).toBe(false);
    expect('classes' in regressor).toBe(false);
    expect(regressor.predict([[10]])[0]).toBeCloseTo(21, 12);
    expect(regressor.steps.map(([name]) => name)).toEqual(['scale', 'model']);
    expect(regressor.predictor.kind).toBe('linearRegression');
  });

  it('transforms where no step predicts, with what passes through', () => {
    const X = [
      { a: 1, b: null },
      { a: 3, b: 4 },
    ];
    const transformer = new Pipeline([
      ['one', 'passthrough'],
      ['impute', new SimpleImputer({ addIndicator: true })],
      ['scale', new MinMaxScaler()],
      ['two', 'passthrough'],
    ]).fit(X);
    expect(rowsOf(transformer.transform(X))).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(transformer.featureNamesOut()).toEqual(['a', 'b', 'missingindicator_b']);
    expect(transformer.nFeaturesOut).toBe(3);
    expect([transformer.transformer, transformer.predictor]).toEqual([transformer, undefined]);
    const revived = reviveTransformer(throughJson(transformer));
    expect(throughJson(revived)).toEqual(throughJson(transformer));
    expect(rowsOf(revived.transform([X[1]!]))).toEqual([[1, 0, 0]]);
    expect(revived.featureNames).toEqual(['a', 'b']);
  });

  it('changes nothing where every step passes through', () => {
    const identity = new Pipeline([['none', 'passthrough']]).fit([{ a: 1, b: 'x' }]);
    const revived = reviveTransformer(throughJson(identity));
    expect(rowsOf(revived.transform([{ b: 'y', a: 2 }]))).toEqual([[2, 'y']]);
    expect(revived.featureNamesOut()).toEqual(['a', 'b']);
    expect(() => revived.transform([[1]])).toThrow(/fitted on 2 features, got 1/);
    const numbers = new Pipeline([['none', 'passthrough']]).fit(Matrix.from([[1]]));
    expect(rowsOf(numbers.transform(Matrix.from([[5]])))).toEqual([[5]]);
  });

  it('can be a predictor alone, and a step of another pipeline', () => {
    const alone = new Pipeline([['model', new LinearRegression()]]).fit([[0], [1]], [0, 2]);
    expect(alone.transformer).toBeUndefined();
    expect(
      FittedPredictorPipeline.fromJSON(throughJson(alone), { revivePredictor, reviveTransformer }).predict([[3]])[0],
    ).toBeCloseTo(6, 12);
    const nested = new Pipeline([
      ['scale', new MinMaxScaler()],
      [
        'rest',
        new Pipeline([
          ['scale', new StandardScaler()],
          ['model', new LinearRegression()],
        ]),
      ],
    ]);
    expect(nested.fit([[0], [1], [2]], [0, 2, 4]).predict([[3]])[0]).toBeCloseTo(6, 12);
  });

  it.each<[unknown, RegExp]>([
    [[['a']], /list of at least one/],
    [[['a', {}]], /list of at least one/],
    [[['a', 'drop']], /list of at least one/],
    ['steps', /list of at least one/],
    [
      [
        ['a', 'passthrough'],
        ['a', 'passthrough'],
      ],
      /two of the name "a"/,
    ],
    [[['a__b', 'passthrough']], /without "__"/],
    [[['', 'passthrough']], /names in Pipeline/],
  ])('refuses the steps %j', (steps, message) => {
    expect(() => new Pipeline(steps as never)).toThrow(message);
  });

  it('refuses a step before the last that does not transform, and no rows', () => {
    const steps = [
      ['model', new LinearRegression()],
      ['scale', new MinMaxScaler()],
    ];
    expect(() => new Pipeline(steps as never).fit([[1], [2]], [1, 2])).toThrow(
      /step "model" of Pipeline does not transform/,
    );
    expect(() => new Pipeline([['none', 'passthrough']]).fit([])).toThrow(/at least one row/);
  });

  it('refuses steps that do not fit each other', () => {
    const two = new MinMaxScaler().fit([[1, 2]]).toJSON();
    const one = new MinMaxScaler().fit([[1]]).toJSON();
    const steps = [
      { name: 'a', transformer: two },
      { name: 'b', transformer: one },
    ];
    expect(() => reviveTransformer({ kind: 'pipeline', steps })).toThrow(
      /step "b" of Pipeline takes 1 columns, but gets 2/,
    );
    const predictor = new LinearRegression().fit([[1], [2]], [1, 2]).toJSON();
    const transformer = { kind: 'pipeline', steps: steps.slice(0, 1) };
    const json = { kind: 'predictorPipeline', transformer, name: 'model', predictor };
    expect(() => FittedPredictorPipeline.fromJSON(json, { revivePredictor, reviveTransformer })).toThrow(
      /"model" takes 1 columns, but gets 2/,
    );
  });

  it.each([
    [{ name: 3 }, '/name'],
    [{ kind: 'pipeline' }, '/kind'],
    [{ transformer: { kind: 'pipeline', steps: [] } }, '/transformer/steps'],
    [{ transformer: new MinMaxScaler().fit([[1]]).toJSON() }, '/transformer must be of kind "pipeline"'],
    [{ predictor: { kind: 'nonsense' } }, 'linearRegression'],
  ])('refuses the JSON of a predictor pipeline with %j', (change, place) => {
    const json = throughJson(new Pipeline([['m', new LinearRegression()]]).fit([[1], [2]], [1, 2])) as object;
    expect(() =>
      FittedPredictorPipeline.fromJSON({ ...json, ...change }, { revivePredictor, reviveTransformer }),
    ).toThrow(place);
  });
});
