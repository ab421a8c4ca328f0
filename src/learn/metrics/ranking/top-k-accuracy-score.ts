import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { sum } from '../../math/sums/sum.js';
import type { Scores } from '../common/check-scores.js';
import {
  CLASS_SCORE_RULES,
  readClassScores,
  type ClassScoreOptions,
  type ClassScores,
} from '../probabilities/read-class-scores.js';

/** Options of `topKAccuracyScore`. */
export interface TopKAccuracyOptions extends ClassScoreOptions {
  /** Among how many of the highest scores the true class may be. @default 2 */
  readonly k?: number;
  /** Whether to give the share; `false` for the number of samples (or their weight). @default true */
  readonly normalize?: boolean;
}

/**
 * The share of samples whose true class is among the k with the highest scores.
 *
 * 1 is perfect; higher is better. Where scores are equal the later class ranks first. With two classes and one score
 * per sample `k: 1` calls the second class where the score is above 0.5, if all scores are in `[0, 1]`, else above 0;
 * `k` from the number of classes on gives 1 whatever the scores are.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - A score for each class in sorted order, shape `[nSamples, nClasses]`; or for the second of two,
 *   shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   classes are not as many as the columns.
 *
 * Source: semantics of scikit-learn's `top_k_accuracy_score`.
 *
 * @example
 * ```ts
 * topKAccuracyScore([0, 1, 2], [[0.5, 0.2, 0.3], [0.3, 0.4, 0.3], [0.6, 0.3, 0.1]]); // 0.6666666666666666
 * ```
 */
export function topKAccuracyScore(yTrue: Target, yScore: Scores, options: TopKAccuracyOptions = {}): number {
  checkOptions('topKAccuracyScore', options, {
    ...CLASS_SCORE_RULES,
    k: OPTION_RULES.count,
    normalize: OPTION_RULES.flag,
  });
  const { k = 2, normalize = true, ...others } = options;
  const read = readClassScores(yTrue, yScore, { ...others, name: 'yScore' });
  const isHit = read.scores.nColumns === 1 ? isHitOfTwo(read, k) : (i: number): boolean => rankOfTrue(read, i) < k;
  const { weights } = read;
  const nSamples = read.codes.length;
  const hits = sum(nSamples, (i) => (isHit(i) ? (weights?.[i] ?? 1) : 0));
  if (!normalize) return hits;
  return hits / (weights === undefined ? nSamples : sum(nSamples, (i) => weights[i] as number));
}

function isHitOfTwo({ codes, scores }: ClassScores, k: number): (i: number) => boolean {
  if (k > 1) return () => true;
  const threshold = scores.data.every((score) => score >= 0 && score <= 1) ? 0.5 : 0;
  return (i) => ((scores.data[i] as number) > threshold ? 1 : 0) === codes[i];
}

/** How many classes rank before the true one. */
function rankOfTrue({ codes, scores }: ClassScores, i: number): number {
  const { data, nColumns } = scores;
  const code = codes[i] as number;
  const own = data[i * nColumns + code] as number;
  let rank = 0;
  for (let k = 0; k < nColumns; k++) {
    const score = data[i * nColumns + k] as number;
    if (score > own || (score === own && k > code)) rank++;
  }
  return rank;
}
