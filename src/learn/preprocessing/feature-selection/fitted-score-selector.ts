import type { JsonObject } from '../../../core/json.js';
import { fromJsonNumbers, toJsonNumbers } from '../../data/json-number.js';
import { JsonFields } from '../common/json-fields.js';
import { FittedSelector } from './fitted-selector.js';
import type { ScoreSelectionState } from './score-selection.js';
import { SCORE_FUNCTIONS, type ScoreFunction } from './scores/score-function.js';

/** What fitted selectors by score have in common. */
export abstract class FittedScoreSelector extends FittedSelector {
  abstract readonly kind: string;
  readonly scoreFunc: ScoreFunction;
  /** The score of each feature; NaN where it has none. */
  readonly scores: Float64Array;
  /** The chance of such a score without any dependence; `undefined` for mutual information, which has no test. */
  readonly pvalues: Float64Array | undefined;

  constructor(state: ScoreSelectionState) {
    super(state);
    this.scoreFunc = state.scoreFunc;
    this.scores = state.scores;
    this.pvalues = state.pValues;
  }

  toJSON(): JsonObject {
    const { kind, featureNames, scoreFunc, support, scores, pvalues } = this;
    const numbers = { scores: toJsonNumbers(scores), pvalues: pvalues && toJsonNumbers(pvalues) };
    return { kind, featureNames, scoreFunc, support, ...numbers };
  }
}

/** The state that `toJSON` wrote, checked. */
export function readScoreSelection(json: unknown, path: string, kind: string): ScoreSelectionState {
  const known = ['featureNames', 'scoreFunc', 'support', 'scores', 'pvalues'];
  const fields = new JsonFields(json, path, { kind, known });
  fields.list('scores');
  fields.list('support');
  // Scores can be infinite, where a feature is constant within each class.
  const scores = fromJsonNumbers(fields.raw('scores'), fields.at('scores'));
  const hasTest = fields.raw('pvalues') !== undefined;
  return {
    scoreFunc: fields.choice('scoreFunc', Object.keys(SCORE_FUNCTIONS) as ScoreFunction[]),
    scores,
    pValues: hasTest ? fields.numbers('pvalues', scores.length) : undefined,
    support: fields.positions('support', scores.length),
    nFeatures: scores.length,
    featureNames: fields.featureNames(scores.length),
  };
}
