import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { chi2 } from './chi2.js';
import { fClassif } from './f-classif.js';
import { fRegression, type FRegressionOptions } from './f-regression.js';
import { mutualInfoClassif, mutualInfoRegression, type MutualInfoOptions } from './mutual-info.js';
import type { FeatureScores } from './score-input.js';

/** The name of a function that scores features. */
export type ScoreFunction = 'fClassif' | 'fRegression' | 'chi2' | 'mutualInfoClassif' | 'mutualInfoRegression';

/** Options of the function that scores, as it takes them itself. */
export type ScoreFunctionOptions = FRegressionOptions | MutualInfoOptions;

/** The functions by name: a name can be written as JSON, a function cannot. */
export const SCORE_FUNCTIONS: Readonly<
  Record<ScoreFunction, (X: Samples, y: Target, options: ScoreFunctionOptions) => FeatureScores>
> = {
  fClassif: (X, y) => fClassif(X, y),
  fRegression: (X, y, options) => fRegression(X, y, options as FRegressionOptions),
  chi2: (X, y) => chi2(X, y),
  mutualInfoClassif: (X, y, options) => ({
    scores: mutualInfoClassif(X, y, options as MutualInfoOptions),
    pValues: undefined,
  }),
  mutualInfoRegression: (X, y, options) => ({
    scores: mutualInfoRegression(X, y, options as MutualInfoOptions),
    pValues: undefined,
  }),
};

/** The functions that take options. */
export const TAKES_OPTIONS: readonly ScoreFunction[] = ['fRegression', 'mutualInfoClassif', 'mutualInfoRegression'];
