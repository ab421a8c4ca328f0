import { describe, expect, it } from 'vitest';
import type { Estimator, Transformer } from '../../../../src/learn/contracts.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { ColumnTransformer, type ColumnEntry } from '../../../../src/learn/preprocessing/compose/column-transformer.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { FunctionTransformer } from '../../../../src/learn/preprocessing/functions/function-transformer.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { CountVectorizer } from '../../../../src/learn/preprocessing/text/count-vectorizer.js';
import { TfidfVectorizer } from '../../../../src/learn/preprocessing/text/tfidf-vectorizer.js';
import { withOptions } from '../../../../src/learn/selection/with-options.js';
import { expectRows, rowsOf, throughJson } from '../reference.js';
import { COMPOSE } from './reference.js';

const { reviews } = COMPOSE;
const TEXT_COLUMNS: readonly ColumnEntry[] = [
  ['title', new CountVectorizer(), 'title'],
  ['body', new TfidfVectorizer(), 'body'],
  ['stars', new MinMaxScaler(), ['stars']],
];

describe('ColumnTransformer of texts', () => {
  it.each(COMPOSE.columns.map((each) => [each.name, each] as const))(
    'agrees with scikit-learn: %s',
    (name, { sparseThreshold, isSparse, output, names }) => {
      const entries: readonly ColumnEntry[] =
        name === 'few stored' ? [['body', new CountVectorizer(), 'body']] : TEXT_COLUMNS;
      const { fitted, transformed } = new ColumnTransformer(entries, { sparseThreshold }).fitTransform(reviews);
      expect(transformed instanceof SparseMatrix).toBe(isSparse);
      expect(fitted.sparseOutput).toBe(isSparse);
      expectRows(transformed, output);
      expect(fitted.transform(reviews)).toEqual(transformed);
      expect(fitted.featureNamesOut()).toEqual(names);
      const revived = reviveTransformer(throughJson(fitted));
      expect(throughJson(revived)).toEqual(throughJson(fitted));
      // What was decided when fitting holds for one row as well.
      expect(revived.transform(reviews.slice(0, 1)).constructor).toBe(transformed.constructor);
    },
  );

  it.each([-0.1, 1.1, NaN, '0.3'])('refuses the sparseThreshold %s', (sparseThreshold) => {
    const make = (): unknown => new ColumnTransformer([], { sparseThreshold } as never);
    expect(make).toThrow(/sparseThreshold" of ColumnTransformer must be a number from 0 to 1/);
  });

  it('says how to choose a column where a vectorizer gets several', () => {
    const both = new ColumnTransformer([['text', new CountVectorizer(), ['title', 'body']]]);
    expect(() => both.fit(reviews)).toThrow(/CountVectorizer takes one column of text, got 2 columns/);
  });
});

describe('a pipeline of texts', () => {
  it('learns from a list of strings', () => {
    const texts = reviews.map(({ body }) => body);
    const labels = reviews.map(({ stars }) => (stars > 3 ? 'good' : 'bad'));
    const pipeline = new Pipeline([
      ['text', new TfidfVectorizer()],
      ['model', new LogisticRegression({ C: 10 })],
    ]).fit(texts, labels);
    expect(pipeline.predict(texts)).toEqual(labels);
    expect(pipeline.features).toMatchObject([{ name: 'x0', type: 'string', missing: 0 }]);
  });
});

/** A transformer whose `fitTransform` is not what `transform` gives: each row gets a number of its own. */
class OutOfFold implements Estimator<Transformer> {
  fit(): Transformer {
    return new MinMaxScaler().fit([[0], [1]]);
  }
  fitTransform(X: unknown): { fitted: Transformer; transformed: Matrix } {
    const { nRows } = X as Matrix;
    return {
      fitted: this.fit(),
      transformed: new Matrix(
        nRows,
        1,
        Float64Array.from({ length: nRows }, (_, i) => i),
      ),
    };
  }
}

describe('fitTransform', () => {
  it('is what later steps learn from, through every kind of composition', () => {
    const X = [[5], [6], [8]];
    const steps = new Pipeline([['fold', new OutOfFold()]]);
    const columns = new ColumnTransformer([['c', steps, [0]]]);
    for (const first of [new OutOfFold(), steps, columns]) {
      const { fitted, transformed } = new Pipeline([['first', first], ['scale', new StandardScaler()]]).fitTransform(X); // prettier-ignore
      const scaler = new StandardScaler().fit([[0], [1], [2]]);
      expect(rowsOf(transformed)).toEqual(rowsOf(scaler.transform([[0], [1], [2]])));
      expect(rowsOf(fitted.transform([[5]]))).toEqual(rowsOf(scaler.transform([[5]])));
    }
  });

  it('is refused by a pipeline that predicts', () => {
    const pipeline = new Pipeline([['model', new Ridge()]]);
    expect(() => pipeline.fitTransform([[1], [2]], [1, 2])).toThrow(/step "model" of Pipeline does not transform/);
  });
});

describe('withOptions', () => {
  const pipeline = new Pipeline([
    [
      'prepare',
      new ColumnTransformer([
        ['text', new CountVectorizer(), 'title'],
        ['stars', new Pipeline([['log', new FunctionTransformer({ func: 'log' })], ['scale', new MinMaxScaler()]]), ['stars']], // prettier-ignore
      ]),
    ],
    ['model', new Ridge({ alpha: 3 })],
  ]);
  const y = reviews.map(({ stars }) => stars);

  it('changes options at any depth, and leaves what it was called on', () => {
    const changed = withOptions(pipeline, {
      model__alpha: 0.5,
      prepare__text__ngramRange: [1, 2],
      prepare__text__binary: true,
      prepare__stars__log__func: 'log1p',
      prepare__remainder: 'drop',
      prepare__sparseThreshold: 1,
    });
    const fitted = changed.fit(reviews, y);
    expect(fitted.transformer!.transform(reviews)).toBeInstanceOf(SparseMatrix);
    const json = JSON.stringify(fitted.transformer);
    for (const part of ['"ngramRange":[1,2]', '"binary":true', '"func":"log1p"']) expect(json).toContain(part);
    const expected = new Ridge({ alpha: 0.5 }).fit(fitted.transformer!.transform(reviews), y);
    expect(fitted.predictor.coef).toEqual(expected.coef);
    const before = throughJson(pipeline.fit(reviews, y).transformer);
    expect(JSON.stringify(before)).toContain('"ngramRange":[1,1]');
  });

  it('puts another estimator in the place of a step before it changes what is within', () => {
    const changed = pipeline.withOptions({ model__alpha: 7, model: new Ridge({ alpha: 1, fitIntercept: false }) });
    expect(changed.steps[1][1].options).toEqual({ alpha: 7, fitIntercept: false });
    const passing = pipeline.withOptions({ prepare__text: 'drop', prepare__stars__scale: 'passthrough' });
    expect(passing.fit(reviews, y).transformer!.nFeaturesOut).toBe(1);
  });

  it.each([
    [{ modle__alpha: 1 }, 'Pipeline has no "modle" to change; it has prepare, model'],
    [{ model__alhpa: 1 }, 'unknown option "alhpa" of Ridge'],
    [{ prepare__txt: 'drop' }, 'ColumnTransformer has no "txt" to change; it has text, stars, remainder'],
    [{ prepare__remainder__x: 1 }, '"remainder" in ColumnTransformer is undefined, which has no option "x"'],
    [{ prepare: 'passthrough', prepare__text: 'drop' }, '"prepare" in Pipeline is "passthrough", which has no option'],
    [{ model: 3 }, 'takes a list of at least one [name, estimator or passthrough]'],
  ])('refuses %j', (changes, message) => {
    expect(() => pipeline.withOptions(changes)).toThrow(message);
    expect(() => pipeline.withOptions(changes)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
