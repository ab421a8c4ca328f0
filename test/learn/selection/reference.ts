import type { Label } from '../../../src/core/session.js';
import type { Estimator, Predictor } from '../../../src/learn/contracts.js';
import { LinearRegression } from '../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../src/learn/estimators/linear/ridge.js';
import { Pipeline } from '../../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { GroupKFold } from '../../../src/learn/selection/splits/folds/group-k-fold.js';
import { KFold } from '../../../src/learn/selection/splits/folds/k-fold.js';
import { ShuffleSplit } from '../../../src/learn/selection/splits/shuffled/shuffle-split.js';
import type { CrossValidator } from '../../../src/learn/selection/splits/check-cv.js';
import type { ScorerName } from '../../../src/learn/metrics/scoring/get-scorer.js';
import { readFixture } from '../fixture.js';

/** Scores of one scorer: a row per candidate. */
export interface ReferenceScores {
  mean: number[];
  std: number[];
  rank: number[];
  splits: number[][];
  trainMean: number[] | null;
}

/** A finished search of scikit-learn. */
export interface SearchCase {
  data: string;
  estimator: string;
  cv: string;
  scoring: ScorerName | ScorerName[] | null;
  refit: never;
  weighted: boolean;
  paramGrid: never;
  params: Record<string, unknown>[];
  results: Record<string, ReferenceScores>;
  bestIndex: number;
  bestScore: number;
  score: number;
  seed: number;
}

interface Validation {
  crossValidate: {
    data: string;
    estimator: string;
    cv: string;
    scoring: never;
    weighted: string | null;
    test: Record<string, number[]>;
    train: Record<string, number[]>;
  }[];
  crossValPredict: {
    data: string;
    estimator: string;
    cv: string | { blocks: number };
    method: 'predict' | 'predictProba' | 'decisionFunction';
    response: Label[] | number[][];
  }[];
  learningCurve: {
    data: string;
    estimator: string;
    cv: string;
    options: object;
    sizes: number[];
    train: number[][];
    test: number[][];
  }[];
  validationCurve: { paramName: string; paramRange: number[]; train: number[][]; test: number[][] }[];
  permutationTest: { data: string; estimator: string; cv: string; score: number; scores: number[]; p: number }[];
  gridSearch: SearchCase[];
  sampled: { space: Space | Space[]; nIter: number; seed: number; params: [string, unknown][][] }[];
  randomSearch: SearchCase[];
}

/** Values, or the name of a distribution with its bounds. */
export type Space = Record<string, unknown[]>;

/** What `test/reference/learn/selection_validation.py` wrote. */
export const reference = readFixture('selection-validation') as Validation;

const { data } = readFixture('estimators') as { data: Record<string, { X: number[][]; y: Label[] }> };

/** A data set with its groups, where the splitter looks at them. */
export function dataOf(name: string, cv: unknown): { X: number[][]; y: Label[]; groups?: number[] } {
  const { X, y } = data[name]!;
  return { X, y, ...(cv === 'grouped' && { groups: y.map((_, i) => i % 7) }) };
}

/** The weights that the generator gives samples. */
export function weightsOf({ y }: { y: ArrayLike<unknown> }): number[] {
  return Array.from(y, (_, i) => (1 + (i % 4)) / 2);
}

/** The estimators of the generator, by name. */
export function estimatorOf(name: string): Estimator<Predictor> {
  if (name === 'logistic') return new LogisticRegression();
  if (name === 'ridge') return new Ridge();
  if (name === 'linear') return new LinearRegression();
  return new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new LogisticRegression()],
  ]);
}

/** The splitters of the generator, by name. */
export function splitterOf(name: string): CrossValidator {
  if (name === 'five') return 5;
  if (name === 'shuffled') return new KFold({ nSplits: 4, shuffle: true, randomState: 3 });
  if (name === 'drawn') return new ShuffleSplit({ nSplits: 3, testSize: 0.4, randomState: 1 });
  return new GroupKFold({ nSplits: 3 });
}
