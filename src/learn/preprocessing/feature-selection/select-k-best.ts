import type { Estimator, Target, Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { ReviveOptions } from '../common/revive-context.js';
import type { OnWarning } from '../common/warning.js';
import { FittedScoreSelector, readScoreSelection } from './fitted-score-selector.js';
import { checkScoreOptions, SCORE_RULES, selectByScore, type ScoreSelectionOptions } from './score-selection.js';

const WHO = 'SelectKBest';

/** Options of `SelectKBest`. */
export interface SelectKBestOptions extends ScoreSelectionOptions {
  /** How many features are kept, a whole number ≥ 1; all where there are fewer, with a warning. @default 10 */
  readonly k?: number | 'all';
  /** Takes the warning when fitting. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Keeps the `k` features that score highest against the target.
 *
 * A score of NaN counts as lowest; of features with equal scores the later ones are kept. Semantics of scikit-learn's
 * `SelectKBest`, except that `k` of 0 is refused.
 *
 * @example
 * ```ts
 * const X = [[1, 5], [2, 4], [8, 5], [9, 4]];
 * const selector = new SelectKBest({ k: 1 }).fit(X, ['a', 'a', 'b', 'b']);
 * selector.support; // [0]
 * ```
 */
export class SelectKBest implements Estimator<FittedSelectKBest> {
  readonly options: SelectKBestOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: SelectKBestOptions = {}) {
    checkOptions(WHO, options, {
      ...SCORE_RULES,
      k: {
        expected: 'a whole number ≥ 1 or "all"',
        accepts: (value) => value === 'all' || (Number.isSafeInteger(value) && (value as number) >= 1),
      },
      onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
    });
    checkScoreOptions(options, WHO);
    this.options = options;
  }

  /**
   * @param X - What the score function takes; shape `[nSamples, nFeatures]`.
   * @param y - Labels or numbers, as the score function takes them; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` as the score function.
   */
  fit(X: Samples, y?: Target): FittedSelectKBest {
    const { k = 10, onWarning } = this.options;
    const choose = (scores: Float64Array): readonly number[] => {
      const n = scores.length;
      if (k !== 'all' && k > n) {
        const message = `k of ${WHO} is ${k}, but X has ${n} features: all are kept`;
        onWarning?.({ code: 'tooFewFeatures', message, columns: [] });
      }
      const ascending = [...scores.keys()].sort((a, b) => (scores[a] as number) - (scores[b] as number));
      return ascending.slice(k === 'all' ? 0 : Math.max(0, n - k)).sort((a, b) => a - b);
    };
    return new FittedSelectKBest(selectByScore([X, y], this.options, { who: WHO, choose }));
  }
}

/** A fitted `SelectKBest`. */
export class FittedSelectKBest extends FittedScoreSelector implements Transformer {
  readonly kind = 'selectKBest';

  protected get who(): string {
    return WHO;
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedSelectKBest {
    return new FittedSelectKBest(readScoreSelection(json, path, 'selectKBest'));
  }
}
