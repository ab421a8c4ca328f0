import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Target } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import type { OptionRule } from '../../estimators/common/check-options.js';
import type { SelectorState } from './fitted-selector.js';
import {
  SCORE_FUNCTIONS,
  TAKES_OPTIONS,
  type ScoreFunction,
  type ScoreFunctionOptions,
} from './scores/score-function.js';
import type { FeatureScores } from './scores/score-input.js';

/** Options that selectors by score share. */
export interface ScoreSelectionOptions {
  /**
   * How features are scored, by the name of the function: `fClassif`, `chi2` and `mutualInfoClassif` for classes,
   * `fRegression` and `mutualInfoRegression` for numbers.
   * @default 'fClassif'
   */
  readonly scoreFunc?: ScoreFunction;
  /** Options of that function, as it takes them itself. @default its own */
  readonly scoreOptions?: ScoreFunctionOptions;
}

/** The rules of `ScoreSelectionOptions`. */
export const SCORE_RULES: { readonly [Name in keyof Required<ScoreSelectionOptions>]: OptionRule } = {
  scoreFunc: {
    expected: Object.keys(SCORE_FUNCTIONS).join(' or '),
    accepts: (value) => typeof value === 'string' && Object.hasOwn(SCORE_FUNCTIONS, value),
  },
  scoreOptions: { expected: 'an object of options', accepts: (value) => typeof value === 'object' && value !== null },
};

/** What a fitted selector by score knows. */
export interface ScoreSelectionState extends SelectorState, FeatureScores {
  readonly scoreFunc: ScoreFunction;
}

/** Options for a function that takes none are a mistake: `INVALID_ARGUMENT`. */
export function checkScoreOptions(options: ScoreSelectionOptions, who: string): void {
  const { scoreFunc = 'fClassif', scoreOptions } = options;
  if (scoreOptions === undefined || TAKES_OPTIONS.includes(scoreFunc)) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `scoreOptions of ${who} is set, but ${scoreFunc} takes no options; leave it out`,
  );
}

/**
 * Scores the features and keeps those that `choose` names.
 *
 * @param choose - Positions of the features to keep, ascending, by their scores with NaN made the lowest.
 */
export function selectByScore(
  [X, y]: readonly [Samples, Target | undefined],
  { scoreFunc = 'fClassif', scoreOptions = {} }: ScoreSelectionOptions,
  { who, choose }: { readonly who: string; readonly choose: (scores: Float64Array) => readonly number[] },
): ScoreSelectionState {
  if (y === undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} learns from targets: call fit(X, y), got y ${show(y)}`);
  }
  const { scores, pValues } = SCORE_FUNCTIONS[scoreFunc](X, y, scoreOptions);
  const support = choose(scores.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score)));
  if (support.length === 0) {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} would keep none of the ${scores.length} features of X`);
  }
  return { scoreFunc, scores, pValues, support, nFeatures: scores.length, featureNames: featureNamesOf(X) };
}
