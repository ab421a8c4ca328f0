import { OneHotEncoder, Table, TfidfVectorizer } from 'modelmount/preprocessing';
import { randomFrom } from '../harness/random.js';
import { compareWithScikitLearn, joinResults } from '../harness/scikit-learn.js';

const N_STRINGS = 1_000_000;
const N_CATEGORIES = 100;
const N_TEXTS = 20_000;
const N_WORDS = 12; // a text
const VOCABULARY = 10_000;

export const what = `one-hot of ${N_STRINGS} strings and TF-IDF of ${N_TEXTS} short texts, fit and transform, sparse`;
export const unit = 'ms for both';
export const targets = { oneHot: { min: 1 }, tfidf: { min: 1 } };

export async function run() {
  const random = randomFrom(4);
  // As parsed from a file: each string is one of its own, not one of a hundred shared ones.
  const strings = JSON.parse(
    JSON.stringify(Array.from({ length: N_STRINGS }, () => `category ${Math.floor(random() * N_CATEGORIES)}`)),
  );
  const word = () => `word${Math.floor(random() ** 3 * VOCABULARY)}`; // some are frequent, most are rare
  const texts = Array.from({ length: N_TEXTS }, () => Array.from({ length: N_WORDS }, word).join(' '));
  const column = new Table([strings]);
  const oneHot = {
    run: () => {
      const encoder = new OneHotEncoder({ sparseOutput: true }).fit(column);
      return { encoder, encoded: encoder.transform(column) };
    },
    sample: ({ encoder, encoded }, step) => ({
      categories: [...encoder.categories[0]],
      places: every(encoded.indices, step),
    }),
    step: 9973,
  };
  const tfidf = {
    run: () => new TfidfVectorizer().fitTransform(texts),
    sample: ({ transformed }, step) => ({
      nFeatures: transformed.nColumns,
      places: every(transformed.indices, step),
      values: every(transformed.data, step),
    }),
    step: 997,
  };
  const first = await compareWithScikitLearn({ X: strings }, { oneHot });
  const second = await compareWithScikitLearn({ X: texts }, { tfidf });
  return joinResults(first, second);
}

function every(values, step) {
  return [...values.filter((_, k) => k % step === 0)];
}
