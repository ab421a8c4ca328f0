import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { CountVectorizer } from '../../../../src/learn/preprocessing/text/count-vectorizer.js';
import { expectSparse, TEXT, toOptions } from './reference.js';

const GUIDE = TEXT.corpora['guide']!;

/** Words that meet often. */
const someTexts = fc.array(
  fc.array(fc.constantFrom('red', 'blue', 'fish', 'Fish', 'één', '日本', 'a', '😀'), { maxLength: 9 }),
  { minLength: 1, maxLength: 9 },
);

describe('CountVectorizer', () => {
  it.each(TEXT.counts.map((each) => [each.corpus, JSON.stringify(each.options), each] as const))(
    'agrees with scikit-learn on %s with %s',
    (corpus, _, expected) => {
      const { fitted, transformed } = new CountVectorizer(toOptions(expected.options)).fitTransform(
        TEXT.corpora[corpus]!,
      );
      expect(fitted.terms).toEqual(expected.terms);
      expectSparse(transformed, expected.counts);
      expectSparse(fitted.transform(TEXT.corpora[corpus]!), expected.counts);
      const counts = fitted.transform(TEXT.newTexts[corpus]!);
      expectSparse(counts, expected.new);
      expect(fitted.inverseTransform(counts).map((terms) => [...terms].sort())).toEqual(expected.inverse);
      expect(fitted.inverseTransform(counts.toMatrix())).toEqual(fitted.inverseTransform(counts));
    },
  );

  it('has the golden vocabulary of the guide', () => {
    const fitted = new CountVectorizer().fit(GUIDE);
    expect([...fitted.vocabulary.keys()].join()).toBe('and,document,first,is,one,second,the,third,this');
    expect(fitted.vocabulary.get('the')).toBe(6);
    expect(fitted.featureNamesOut(['x'])).toBe(fitted.terms);
    expect(() => fitted.featureNamesOut(['x', 'y'])).toThrow(/expected 1 feature names, got 2/);
  });

  it('orders terms by code point', () => {
    const { terms } = new CountVectorizer({ analyzer: 'char' }).fit(['～😀zé']);
    expect(terms).toEqual(['z', 'é', '～', '😀']);
  });

  it('keeps of terms that are as frequent the first by code point', () => {
    const { terms } = new CountVectorizer({ maxFeatures: 2 }).fit(['dd cc bb aa', 'dd']);
    expect(terms).toEqual(['aa', 'dd']);
  });

  it('takes 1 for one document in minDf and for all in maxDf, and the other by name', () => {
    const texts = ['aa bb', 'aa cc', 'aa bb'];
    const termsWith = (options: object) => new CountVectorizer(options).fit(texts).terms;
    expect(termsWith({ minDf: 1, maxDf: 1 })).toEqual(['aa', 'bb', 'cc']);
    expect(termsWith({ minDf: { share: 1 } })).toEqual(['aa']);
    expect(termsWith({ maxDf: { count: 1 } })).toEqual(['cc']);
    expect(termsWith({ minDf: { count: 2 }, maxDf: { share: 0.7 } })).toEqual(['bb']);
  });

  it('counts what it was told to, with a vocabulary in any form', () => {
    const forms = [['bb', 'aa'], { bb: 0, aa: 1 }, new Map([['aa', 1], ['bb', 0]])]; // prettier-ignore
    for (const vocabulary of forms) {
      const fitted = new CountVectorizer({ vocabulary, minDf: 2 }).fit(['aa cc']);
      expect(fitted.terms).toEqual(['bb', 'aa']);
      expect(fitted.transform(['aa bb aa __proto__']).toMatrix().toRows()).toEqual([[1, 2]]);
    }
    const odd = new CountVectorizer({ vocabulary: ['__proto__', 'constructor'] }).fit(['x']);
    expect(odd.transform(['__proto__ constructor toString']).toMatrix().toRows()).toEqual([[1, 1]]);
  });

  it('warns of a vocabulary in upper case', () => {
    const codes: string[] = [];
    const onWarning = ({ code }: { code: string }) => codes.push(code);
    new CountVectorizer({ vocabulary: ['USA'], onWarning }).fit(['the USA']);
    new CountVectorizer({ vocabulary: ['USA'], lowercase: false, onWarning }).fit(['the USA']);
    expect(codes).toEqual(['unreachableTerm']);
  });

  it('does not depend on what it counted before', () => {
    const fitted = new CountVectorizer().fit(GUIDE);
    const alone = GUIDE.map((text) => new CountVectorizer({ vocabulary: fitted.terms }).fit(['x']).transform([text]));
    for (const i of [3, 0, 2, 1, 0]) expect(fitted.transform([GUIDE[i]!])).toEqual(alone[i]);
  });

  it('counts, word for word, what a plain loop counts', () => {
    fc.assert(
      fc.property(someTexts, (texts) => {
        const words = texts.map((text) =>
          text.map((word) => word.toLowerCase()).filter((w) => /^[\p{L}]{2,}$/u.test(w)),
        );
        fc.pre(words.flat().length > 0);
        const { fitted, transformed } = new CountVectorizer().fitTransform(texts.map((text) => text.join(' ')));
        const expected = words.map((row) => fitted.terms.map((term) => row.filter((word) => word === term).length));
        expect(transformed.toMatrix().toRows()).toEqual(expected);
        expect(new Set(fitted.terms)).toEqual(new Set(words.flat()));
      }),
    );
  });

  it('sorts long rows as well', () => {
    const words = Array.from({ length: 200 }, (_, i) => `w${(i * 77) % 200}`);
    const { transformed } = new CountVectorizer().fitTransform([words.join(' '), `${words.join(' ')} w5`]);
    expect(transformed.nStored).toBe(400);
    expect(
      transformed
        .toMatrix()
        .row(0)
        .every((count) => count === 1),
    ).toBe(true);
    expect(
      transformed
        .toMatrix()
        .row(1)
        .reduce((sum, count) => sum + count),
    ).toBe(201);
  });

  it.each([
    [{ ngramRange: [2, 1] }, /option "ngramRange" of CountVectorizer must be two whole numbers/],
    [{ ngramRange: [0, 1] }, /ngramRange/],
    [{ analyzer: 'char_wb' }, /must be word, char or charWb, got "char_wb"/],
    [{ stripAccents: 'all' }, /must be ascii or unicode/],
    [{ stopWords: 'german' }, /must be english or a list of strings, got "german"/],
    [{ minDf: 1.5 }, /option "minDf" of CountVectorizer must be a share from 0 to 1/],
    [{ maxDf: -1 }, /maxDf/],
    [{ maxDf: { count: 0 } }, /maxDf/],
    [{ maxDf: { count: 1, share: 1 } }, /maxDf/],
    [{ maxFeatures: 0 }, /a whole number ≥ 1, got 0/],
    [{ vocabulary: [] }, /vocabulary of CountVectorizer must have at least one term/],
    [{ vocabulary: ['a', 'a'] }, /has the term "a" twice/],
    [{ vocabulary: ['a', 3] }, /must be strings, got 3 as term 1/],
    [{ vocabulary: { a: 1 } }, /must have a column from 0 to 0 for "a", got 1/],
    [{ vocabulary: { a: 0, b: 0 } }, /has column 0 for both "a" and "b"/],
    [
      { analyzer: 'char', stopWords: ['a'] },
      /option "stopWords" of CountVectorizer is about words, but analyzer is "char"/,
    ],
    [{ analyzer: 'charWb', tokenPattern: '.' }, /"tokenPattern"/],
    [{ stopwords: [] }, /unknown option "stopwords" of CountVectorizer/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new CountVectorizer(options as never)).toThrow(message);
    expect(() => new CountVectorizer(options as never)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it.each([
    [{}, ['', 'a b'], /found no terms; perhaps the texts are empty/],
    [{ minDf: 3 }, ['aa', 'aa'], /has a maxDf of 2 documents, less than its minDf of 3/],
    [{ minDf: 2 }, ['aa', 'bb'], /has no terms left in 2 to 2 documents; lower minDf or raise maxDf/],
  ])('with %j refuses %j', (options, texts, message) => {
    expect(() => new CountVectorizer(options).fit(texts)).toThrow(message);
  });
});
