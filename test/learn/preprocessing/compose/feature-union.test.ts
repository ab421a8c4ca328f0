import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { FeatureUnion, type UnionEntry } from '../../../../src/learn/preprocessing/compose/feature-union.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { FunctionTransformer } from '../../../../src/learn/preprocessing/functions/function-transformer.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { OneHotEncoder } from '../../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { CountVectorizer } from '../../../../src/learn/preprocessing/text/count-vectorizer.js';
import { TfidfVectorizer } from '../../../../src/learn/preprocessing/text/tfidf-vectorizer.js';
import { expectRows, rowsOf, throughJson } from '../reference.js';
import { COMPOSE } from './reference.js';

const ENTRIES: readonly UnionEntry[] = [
  ['scaled', new MinMaxScaler()],
  ['none', 'drop'],
  ['raw', 'passthrough'],
  ['norm', new StandardScaler()],
];
const UNIONS: Record<string, FeatureUnion> = {
  plain: new FeatureUnion(ENTRIES),
  weighted: new FeatureUnion(ENTRIES, { transformerWeights: { scaled: 10, raw: -0.5 } }),
  nested: new FeatureUnion([
    ['a', new FeatureUnion([['s', new MinMaxScaler()]])],
    ['p', new Pipeline([['z', new StandardScaler()]])],
  ]),
};

describe('FeatureUnion', () => {
  it.each(COMPOSE.union.map((each) => [each.name, each] as const))('agrees with scikit-learn: %s', (name, expected) => {
    const union = UNIONS[name]!;
    const X = Matrix.from(COMPOSE.numbers);
    const { fitted, transformed } = union.fitTransform(X);
    expectRows(transformed, expected.output, 1);
    expect(fitted.transform(X)).toEqual(transformed);
    expect(union.fit(X).transform(COMPOSE.numbers)).toEqual(transformed);
    expect(fitted.featureNamesOut()).toEqual(expected.names);
    expect([fitted.nFeatures, fitted.nFeaturesOut]).toEqual([2, expected.names.length]);
    const revived = reviveTransformer(throughJson(fitted));
    expect(throughJson(revived)).toEqual(throughJson(fitted));
    expect(revived.transform(X)).toEqual(transformed);
  });

  it('is sparse where a part is, and then takes texts', () => {
    const texts = COMPOSE.reviews.map(({ body }) => body);
    const union = new FeatureUnion([
      ['words', new CountVectorizer()],
      ['letters', new TfidfVectorizer({ analyzer: 'char' })],
    ]);
    const { fitted, transformed } = union.fitTransform(texts);
    expect(transformed).toBeInstanceOf(SparseMatrix);
    expectRows(transformed, COMPOSE.textUnion.output);
    expect(fitted.featureNamesOut()).toEqual(COMPOSE.textUnion.names);
    expect(fitted.transform(texts)).toEqual(transformed);
    expect([fitted.transform([]).nRows, fitted.transform([]).nColumns]).toEqual([0, fitted.nFeaturesOut]);
  });

  it('puts dense parts among sparse ones, and weighs both', () => {
    const X = SparseMatrix.fromMatrix(Matrix.from([[1, 0], [0, 2]])); // prettier-ignore
    const entries: UnionEntry[] = [['a', 'passthrough'], ['b', new MinMaxScaler()], ['c', 'passthrough']]; // prettier-ignore
    const { fitted, transformed } = new FeatureUnion(entries, { transformerWeights: { c: 3 } }).fitTransform(X);
    expect(transformed).toBeInstanceOf(SparseMatrix);
    expect(rowsOf(transformed)).toEqual([[1, 0, 1, 0, 3, 0], [0, 2, 0, 1, 0, 6]]); // prettier-ignore
    expect(fitted.transform(X)).toEqual(transformed);
  });

  it('lets strings pass, but does not weigh them', () => {
    const X = [{ a: 'x' }, { a: 'y' }];
    const entries: UnionEntry[] = [['raw', 'passthrough'], ['code', new OneHotEncoder()]]; // prettier-ignore
    expect(rowsOf(new FeatureUnion(entries).fit(X).transform(X))).toEqual([['x', 1, 0], ['y', 0, 1]]); // prettier-ignore
    const weighted = new FeatureUnion(entries, { transformerWeights: { raw: 2 } });
    expect(() => weighted.fitTransform(X)).toThrow(/"raw" in FeatureUnion has a weight, but gives strings/);
  });

  it('needs prefixes where names meet', () => {
    const union = new FeatureUnion(ENTRIES, { verboseFeatureNamesOut: false }).fit(COMPOSE.numbers);
    expect(() => union.featureNamesOut()).toThrow(/two outputs of FeatureUnion are called "x0"/);
    const [one] = ENTRIES;
    const single = new FeatureUnion([one!], { verboseFeatureNamesOut: false }).fit([{ a: 1 }]);
    expect(single.featureNamesOut()).toEqual(['a']);
  });

  it('can be varied at any depth', () => {
    const base = new FeatureUnion([
      ['a', new FeatureUnion([['s', new FunctionTransformer({ func: 'abs' })]])],
      ['p', new Pipeline([['z', new StandardScaler()]])],
    ]);
    const union = base.withOptions({ a__s__func: 'square', p__z: 'passthrough' });
    expect(rowsOf(union.fit([[3]]).transform([[-3]]))).toEqual([[9, -3]]);
    const dropped = union.withOptions({ a: 'drop', transformerWeights: { p: 2 }, verboseFeatureNamesOut: false });
    expect(rowsOf(dropped.fit([[3]]).transform([[3]]))).toEqual([[6]]);
    expect(() => union.withOptions({ b: 'drop' })).toThrow(/FeatureUnion has no "b" to change; it has a, p/);
  });

  it.each<[unknown, object, RegExp]>([
    [[], {}, /takes a list of at least one/],
    [
      [['a', new MinMaxScaler().fit([[1]])]],
      {},
      /takes a list of at least one \[name, estimator, drop or passthrough\]/,
    ],
    [[['a__b', 'drop']], {}, /strings without "__"/],
    [[['a', 'drop'], ['a', 'drop']], {}, /two of the name "a"/], // prettier-ignore
    [ENTRIES, { transformerWeights: { x: 1 } }, /transformerWeights of FeatureUnion has "x", which is no entry/],
    [ENTRIES, { transformerWeights: { raw: NaN } }, /must be an object of finite numbers/],
    [ENTRIES, { nJobs: 2 }, /unknown option "nJobs"/],
  ])('refuses %j with %j', (entries, options, message) => {
    expect(() => new FeatureUnion(entries as never, options)).toThrow(message);
  });

  it('refuses no rows, and estimators that do not transform', () => {
    expect(() => new FeatureUnion(ENTRIES).fit([])).toThrow(/at least one row and one column/);
    const predictor = { fit: () => ({ predict: () => [] }) };
    expect(() => new FeatureUnion([['a', predictor as never]]).fitTransform([[1]])).toThrow(
      /"a" in FeatureUnion does not transform/,
    );
    expect(() => new FeatureUnion([['a', predictor as never]]).fit([[1]])).toThrow(
      /"a" in FeatureUnion does not transform/,
    );
  });

  it.each([
    [
      { transformers: [{ name: 'a', transformer: 'drop', weight: 'NaN' }] },
      '/transformers/0/weight must be a finite number',
    ],
    [{ transformers: [{ name: 'a', transformer: {} }] }, '/transformers/0/transformer must be a transformer'],
    [{ transformers: [{ name: 3, transformer: 'drop' }] }, 'names in /transformers must be strings'],
    [{ nFeatures: 3 }, '"scaled" in FeatureUnion was fitted on 2 columns, but gets 3'],
    [{ verboseFeatureNamesOut: 0 }, '/verboseFeatureNamesOut'],
  ])('refuses its JSON with %j', (change, message) => {
    const json = throughJson(new FeatureUnion(ENTRIES).fit(COMPOSE.numbers)) as object;
    expect(() => reviveTransformer({ ...json, ...change })).toThrow(message);
  });
});
