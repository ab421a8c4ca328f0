import { describe, expect, it } from 'vitest';
import { englishStopWords } from '../../../../src/learn/preprocessing/text/analysis/english-stop-words.js';
import { stripAccents } from '../../../../src/learn/preprocessing/text/analysis/strip-accents.js';
import { resolveAnalyzerOptions } from '../../../../src/learn/preprocessing/text/analysis/analyzer-options.js';
import type { AnalyzerOptions } from '../../../../src/learn/preprocessing/text/analysis/analyzer-options.js';
import { TextAnalyzer } from '../../../../src/learn/preprocessing/text/analysis/text-analyzer.js';
import { WordScanner } from '../../../../src/learn/preprocessing/text/analysis/word-scanner.js';
import { TEXT } from './reference.js';

const letters = Array.from(TEXT.letters.text);

function termsOf(text: string, options: AnalyzerOptions = {}): string[] {
  const terms: string[] = [];
  new TextAnalyzer(resolveAnalyzerOptions(options, 'Test'), 'Test').analyze(text, (term) => terms.push(term));
  return terms;
}

describe('letters', () => {
  it('are those of Python in every script', () => {
    const scanner = new WordScanner();
    const differing = letters.filter((letter, i) => {
      let isWord = false;
      scanner.scan(` ${letter}${letter} `, () => (isWord = true));
      return isWord !== (TEXT.letters.isWord[i] === '1');
    });
    expect(differing).toEqual([]);
  });

  it('come into lower case as in Python', () => {
    const differing = TEXT.letters.lower.filter((lower, i) => letters[i]!.toLowerCase() !== lower);
    expect(differing).toEqual([]);
  });

  it('lose their accents as in scikit-learn', () => {
    const differing = TEXT.letters.stripped.filter((stripped, i) => stripAccents(letters[i]!, 'unicode') !== stripped);
    expect(differing).toEqual([]);
  });
});

describe('lower case', () => {
  it.each(TEXT.sigma)('of %s knows the final sigma as Python does', (word, lower) => {
    expect(word.toLowerCase()).toBe(lower);
  });

  it('splits İstanbul after its first letter, which then is two characters', () => {
    expect(termsOf('İstanbul')).toEqual(['stanbul']);
    expect(termsOf('İstanbul', { lowercase: false })).toEqual(['İstanbul']);
    expect(termsOf('İstanbul', { stripAccents: 'unicode' })).toEqual(['istanbul']);
  });
});

describe('the English stop words', () => {
  it('are those of scikit-learn', () => {
    expect([...englishStopWords()].sort()).toEqual(TEXT.stopWords);
  });
});

describe('n-grams', () => {
  it('are of the words that are left once stop words are gone', () => {
    expect(termsOf('cats and dogs', { stopWords: ['and'], ngramRange: [2, 2] })).toEqual(['cats dogs']);
    expect(termsOf('one', { ngramRange: [2, 3] })).toEqual([]);
  });

  it('count a word that is shorter than they are once', () => {
    expect(termsOf('ab c', { analyzer: 'charWb', ngramRange: [4, 6] })).toEqual([' ab ', ' c ']);
    expect(termsOf('abc', { analyzer: 'char', ngramRange: [4, 6] })).toEqual([]);
  });

  it('never cut a character in two', () => {
    expect(termsOf('😀😃', { analyzer: 'char', ngramRange: [1, 2] })).toEqual(['😀', '😃', '😀😃']);
    expect(termsOf('\ud83d😃', { analyzer: 'char' })).toEqual(['\ud83d', '😃']);
  });
});

describe('a token pattern', () => {
  it('finds what its group matched, or all', () => {
    expect(termsOf('a1 b22', { tokenPattern: '[a-z](\\d+)' })).toEqual(['1', '22']);
    expect(termsOf('a1 b22', { tokenPattern: '(?:[a-z])\\d+' })).toEqual(['a1', 'b22']);
    expect(termsOf('ab', { tokenPattern: 'a(b)?|x' })).toEqual(['b']);
    expect(termsOf('a', { tokenPattern: 'a(b)?' })).toEqual(['']);
  });

  it.each([
    ['(?u)\\b\\w\\w+\\b', /must be a regular expression of JavaScript.*\(\?u\)\\w is \[\\p\{L\}\\p\{N\}_\]/],
    ['(a)(b)', /must have at most one capturing group, got 2; write the others \(\?:…\)/],
    ['a'.repeat(1001), /must have at most 1000 characters, got 1001/],
  ])('is refused if it is %s', (tokenPattern, message) => {
    expect(() => termsOf('a', { tokenPattern })).toThrow(message);
    expect(() => termsOf('a', { tokenPattern })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

describe('stop words that no text has', () => {
  it('are warned of', () => {
    const messages: string[] = [];
    const warn = (options: AnalyzerOptions): void => {
      const analyzer = new TextAnalyzer(resolveAnalyzerOptions(options, 'Test'), 'Test');
      analyzer.checkStopWords(({ code, message }) => messages.push(`${code} ${message}`), 'Test');
    };
    warn({ stopWords: ["don't", 'The'] });
    warn({ stopWords: ['the', 'don'] });
    warn({ stopWords: ['The'], lowercase: false });
    expect(messages).toEqual([
      'unreachableTerm stopWords of Test are not what texts are made into: as texts they become "don", "the", which are no stop words',
    ]);
  });
});
