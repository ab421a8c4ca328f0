import { describe, expect, it } from 'vitest';
import type { ModelMountError } from '../../../../src/core/errors.js';
import { Table } from '../../../../src/learn/data/table.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { CountVectorizer } from '../../../../src/learn/preprocessing/text/count-vectorizer.js';
import { HashingVectorizer } from '../../../../src/learn/preprocessing/text/hashing-vectorizer.js';
import { TfidfTransformer } from '../../../../src/learn/preprocessing/text/tfidf-transformer.js';
import { TfidfVectorizer } from '../../../../src/learn/preprocessing/text/tfidf-vectorizer.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { throughJson } from '../reference.js';
import { expectSparse, TEXT, toOptions } from './reference.js';

const GUIDE = TEXT.corpora['guide']!;
const VECTORIZERS = [CountVectorizer, TfidfVectorizer, HashingVectorizer];

describe('TfidfVectorizer', () => {
  it.each(TEXT.tfidf.map((each) => [each.corpus, JSON.stringify(each.options), each] as const))(
    'agrees with scikit-learn on %s with %s',
    (corpus, _, expected) => {
      const vectorizer = new TfidfVectorizer(toOptions(expected.options));
      const { fitted, transformed } = vectorizer.fitTransform(TEXT.corpora[corpus]!);
      expect(vectorizer.fit(TEXT.corpora[corpus]!).toJSON()).toEqual(fitted.toJSON());
      expect(fitted.terms).toEqual(expected.terms);
      expect(fitted.idf === undefined).toBe(expected.idf === null);
      expected.idf?.forEach((idf, j) => expect(Math.abs(fitted.idf![j]! - idf)).toBeLessThanOrEqual(1e-12 * idf));
      expectSparse(transformed, expected.weights);
      expect(fitted.transform(TEXT.corpora[corpus]!)).toEqual(transformed);
      expectSparse(fitted.transform(TEXT.newTexts[corpus]!), expected.new);
    },
  );

  it('has the golden weights of the guide', () => {
    const { fitted, transformed } = new TfidfVectorizer().fitTransform(GUIDE);
    expect(Array.from(fitted.idf!)).toEqual(
      [1.916290731874155, 1.2231435513142097, 1.5108256237659907, 1, 1.916290731874155, 1.916290731874155, 1]
        .concat([1.916290731874155, 1])
        .map((idf) => expect.closeTo(idf, 12) as number),
    );
    const row = [0, 0.46979138557992045, 0.5802858236844359, 0.38408524091481483, 0, 0, 0.38408524091481483, 0];
    expect(Array.from(transformed.toMatrix().row(0))).toEqual(
      [...row, 0.38408524091481483].map((weight) => expect.closeTo(weight, 12) as number),
    );
  });

  it('is a CountVectorizer and a TfidfTransformer', () => {
    const counts = new CountVectorizer({ ngramRange: [1, 2] }).fitTransform(GUIDE).transformed;
    const weights = new TfidfTransformer({ sublinearTf: true }).fit(counts).transform(counts);
    const whole = new TfidfVectorizer({ ngramRange: [1, 2], sublinearTf: true });
    expect(whole.fitTransform(GUIDE).transformed).toEqual(weights);
    expect(whole.fit(GUIDE).inverseTransform(weights)).toEqual(whole.fit(GUIDE).inverseTransform(counts));
  });
});

describe('TfidfTransformer', () => {
  it.each(TEXT.transformer.map((each) => [JSON.stringify(each.options), each] as const))(
    'agrees with scikit-learn with %s, on dense and on sparse counts',
    (_, { options, X, idf, weights }) => {
      const transformer = new TfidfTransformer(toOptions(options));
      const dense = Matrix.from(X);
      const fitted = transformer.fit(dense);
      expect(fitted.idf === undefined).toBe(idf === null);
      const actual = fitted.transform(dense).toMatrix().data;
      weights.flat().forEach((weight, k) => expect(Math.abs(actual[k]! - weight)).toBeLessThanOrEqual(1e-12));
      const sparse = SparseMatrix.fromMatrix(dense);
      expect(transformer.fit(sparse).transform(sparse).toMatrix().data).toEqual(actual);
    },
  );

  it('gives a term of no document the weight 0 without smoothIdf', () => {
    const fitted = new TfidfTransformer({ smoothIdf: false, norm: 'none' }).fit([[1, 0], [2, 0]]); // prettier-ignore
    expect(Array.from(fitted.idf!)).toEqual([1, 0]);
    expect(
      fitted
        .transform([[3, 4]])
        .toMatrix()
        .toRows(),
    ).toEqual([[3, 0]]);
  });

  it('does not count a 0 that is kept', () => {
    const [starts, indices] = [Int32Array.of(0, 1, 2), Int32Array.of(0, 0)];
    const kept = new SparseMatrix(2, 1, { starts, indices, data: Float64Array.of(0, 2) });
    const transformer = new TfidfTransformer({ sublinearTf: true });
    expect(transformer.fit(kept).idf).toEqual(transformer.fit(kept.toMatrix()).idf);
    expect(transformer.fit(kept).transform(kept).toMatrix()).toEqual(
      transformer.fit(kept).transform(kept.toMatrix()).toMatrix(),
    );
  });

  it('keeps names, and refuses other columns and values', () => {
    const fitted = new TfidfTransformer({ sublinearTf: true }).fit([{ a: 1, b: 2 }]);
    expect(fitted.featureNamesOut()).toEqual(['a', 'b']);
    const codes = [[[1]], [[NaN, 1]], [[Infinity, 1]], [[-1, 1]]].map((X) => {
      try {
        fitted.transform(X);
        return 'nothing';
      } catch (error) {
        return (error as ModelMountError).code;
      }
    });
    expect(codes).toEqual(['INVALID_INPUT', 'INVALID_INPUT', 'INVALID_INPUT', 'INVALID_INPUT']);
    expect(() => fitted.transform([[1, 1], [1, NaN]])).toThrow('row 1, column 1 is NaN'); // prettier-ignore
    expect(() => new TfidfTransformer().fit([[NaN]])).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(() => new TfidfTransformer().fit([])).toThrow(/at least one row and one column/);
    expect(() => new TfidfTransformer({ norm: 'max' as never })).toThrow(/must be l1, l2, none, got "max"/);
  });
});

describe('HashingVectorizer', () => {
  it.each(TEXT.hashing.map((each) => [each.corpus, JSON.stringify(each.options), each] as const))(
    'agrees with scikit-learn on %s with %s',
    (corpus, _, { options, counts }) => {
      const fitted = new HashingVectorizer(toOptions(options)).fit(['any text']);
      expectSparse(fitted.transform(TEXT.corpora[corpus]!), counts);
      expect(fitted.nFeaturesOut).toBe(options['n_features']);
    },
  );

  it('names its columns by number', () => {
    const fitted = new HashingVectorizer({ nFeatures: 2 }).fit([{ text: 'a' }]);
    expect(fitted.featureNamesOut()).toEqual(['hashingvectorizer0', 'hashingvectorizer1']);
    expect(fitted.featureNames).toEqual(['text']);
  });

  it.each([{ nFeatures: 0 }, { nFeatures: 2 ** 24 + 1 }, { norm: 'max' }, { minDf: 2 }])('refuses %j', (options) => {
    expect(() => new HashingVectorizer(options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

describe.each(VECTORIZERS.map((Vectorizer) => [Vectorizer.name, Vectorizer] as const))('%s', (name, Vectorizer) => {
  const fitted = new Vectorizer().fit(GUIDE);

  it('takes a list of strings, and one column in any form', () => {
    const expected = fitted.transform(GUIDE);
    expect(fitted.transform(GUIDE.map((text) => [text]))).toEqual(expected);
    expect(fitted.transform(GUIDE.map((text) => ({ text })))).toEqual(expected);
    expect(fitted.transform(new Table([GUIDE]))).toEqual(expected);
    const byName = new Vectorizer().fit(GUIDE.map((text) => ({ text })));
    expect([byName.nFeatures, byName.featureNames]).toEqual([1, ['text']]);
    expect(byName.transform(GUIDE)).toEqual(expected);
    expect(() => byName.transform(new Table([GUIDE], ['other']))).toThrow(/feature "text" as column 0, got "other"/);
  });

  it('gives one text what it gives it among others', () => {
    const all = fitted.transform(GUIDE);
    GUIDE.forEach((text, i) => expect(fitted.transform([text])).toEqual(all.takeRows([i])));
    expect([fitted.transform([]).nRows, fitted.transform([]).nColumns]).toEqual([0, fitted.nFeaturesOut]);
  });

  it('comes back from JSON as it was', () => {
    const options = { ngramRange: [1, 2], stopWords: ['the'], tokenPattern: '[a-z]+', stripAccents: 'ascii' } as const;
    for (const each of [fitted, new Vectorizer({ ...options, binary: true }).fit(GUIDE.map((text) => ({ text })))]) {
      const revived = reviveTransformer(throughJson(each));
      expect(revived.constructor).toBe(each.constructor);
      expect(throughJson(revived)).toEqual(throughJson(each));
      expect(revived.transform(GUIDE)).toEqual(each.transform(GUIDE));
      expect(revived.featureNames).toEqual(each.featureNames);
    }
  });

  it.each([
    [[], /needs at least one text to fit, got none/],
    ['one text', /takes a list of texts, got one text; put it in a list/],
    [[['a', 'b']], /takes one column of text, got 2 columns; choose one with a ColumnTransformer/],
    [[[3]], /takes text, but row 0 has 3/],
    [[['a'], [null]], /the text of row 1 for \w+ is missing; write '' for one that is empty/],
    [['a', null], /the text of row 1/],
    [[null], /row 0 must be an array or an object/],
  ])('refuses to fit %j', (X, message) => {
    expect(() => new Vectorizer().fit(X as never)).toThrow(message);
    expect(() => new Vectorizer().fit(X as never)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it.each(['one text', [['a', 'b']], [[3]], [['a'], [null]]])('refuses to transform %j', (X) => {
    expect(() => fitted.transform(X as never)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it.each([
    [{ analyzer: {} }, '/analyzer/lowercase must be true or false, got undefined'],
    [{ analyzer: { extra: 1 } }, '/analyzer has an unknown field "extra"'],
    [{ analyzer: null }, '/analyzer must be an object'],
    [{ binary: 1 }, '/binary must be true or false'],
    [{ featureNames: ['a', 'b'] }, '/featureNames must be 1 different strings'],
    [{ stray: 1 }, 'unknown field "stray"'],
  ])('refuses its JSON with %j', (change, message) => {
    const json = { ...(throughJson(fitted) as object), ...change };
    expect(() => reviveTransformer(json)).toThrow(message);
  });

  it('keeps the options that it was made with', () => {
    const options = { ngramRange: [1, 2] } as const;
    expect(new Vectorizer(options).options).toBe(options);
    expect(fitted.kind.toLowerCase()).toBe(name.toLowerCase());
  });
});

describe('the JSON of vectorizers', () => {
  const tfidf = throughJson(new TfidfVectorizer().fit(['aa bb'])) as object;
  const hashing = throughJson(new HashingVectorizer().fit(['aa bb'])) as object;
  it.each([
    [{ ...tfidf, terms: [] }, '/terms must be a list with at least one element'],
    [{ ...tfidf, terms: ['aa', 'aa'] }, '/terms has the term "aa" twice'],
    [{ ...tfidf, terms: ['aa', 3] }, '/terms must be strings, got 3 as term 1'],
    [{ ...tfidf, idf: [1] }, '/idf must have 2 elements, got 1'],
    [{ ...tfidf, idf: [1, 'NaN'] }, '/idf/1 must be finite'],
    [{ ...tfidf, norm: 'max' }, '/norm must be l1 or l2 or none'],
    [
      { ...tfidf, analyzer: { ...(tfidf['analyzer' as never] as object), tokenPattern: '(' } },
      'must be a regular expression',
    ],
    [
      { ...tfidf, analyzer: { ...(tfidf['analyzer' as never] as object), ngramRange: [1, 1e9] } },
      '/analyzer/ngramRange',
    ],
    [{ ...hashing, nFeaturesOut: 2 ** 40 }, '/nFeaturesOut must be at most 16777216'],
  ])('is checked: %#', (json, message) => {
    expect(() => reviveTransformer(json)).toThrow(message);
    expect(() => reviveTransformer(json)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
