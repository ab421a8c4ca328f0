import type { Estimator, Target, Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { FittedScoreSelector, readScoreSelection } from './fitted-score-selector.js';
import { checkScoreOptions, SCORE_RULES, selectByScore, type ScoreSelectionOptions } from './score-selection.js';

const WHO = 'SelectPercentile';

/** Options of `SelectPercentile`. */
export interface SelectPercentileOptions extends ScoreSelectionOptions {
  /** Which share of the features is kept, in percent; above 0, at most 100. @default 10 */
  readonly percentile?: number;
}

/**
 * Keeps the share of the features that scores highest against the target.
 *
 * A score of NaN counts as lowest; of features that score just the limit the earlier ones are kept, as many as there is
 * room for. Semantics of scikit-learn's `SelectPercentile`, except that keeping no feature is refused.
 *
 * @example
 * ```ts
 * const X = [[1, 5], [2, 4], [8, 5], [9, 4]];
 * const selector = new SelectPercentile({ percentile: 50 }).fit(X, ['a', 'a', 'b', 'b']);
 * selector.support; // [0]
 * ```
 */
export class SelectPercentile implements Estimator<FittedSelectPercentile> {
  readonly options: SelectPercentileOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: SelectPercentileOptions = {}) {
    checkOptions(WHO, options, {
      ...SCORE_RULES,
      percentile: {
        expected: 'a number above 0, at most 100',
        accepts: (value) => typeof value === 'number' && value > 0 && value <= 100,
      },
    });
    checkScoreOptions(options, WHO);
    this.options = options;
  }

  /**
   * @param X - What the score function takes; shape `[nSamples, nFeatures]`.
   * @param y - Labels or numbers, as the score function takes them; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` as the score function, and where the share is less than one feature.
   */
  fit(X: Samples, y?: Target): FittedSelectPercentile {
    const { percentile = 10 } = this.options;
    const choose = (scores: Float64Array): readonly number[] => choosePercentile(scores, percentile);
    return new FittedSelectPercentile(selectByScore([X, y], this.options, { who: WHO, choose }));
  }
}

/** A fitted `SelectPercentile`. */
export class FittedSelectPercentile extends FittedScoreSelector implements Transformer {
  readonly kind = 'selectPercentile';

  protected get who(): string {
    return WHO;
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedSelectPercentile {
    return new FittedSelectPercentile(readScoreSelection(json, path, 'selectPercentile'));
  }
}

function choosePercentile(scores: Float64Array, percentile: number): readonly number[] {
  const all = [...scores.keys()];
  if (percentile === 100) return all;
  const limit = quantile(scores.slice().sort(), (100 - percentile) / 100);
  const kept = new Set(all.filter((j) => (scores[j] as number) > limit));
  const room = Math.trunc((scores.length * percentile) / 100) - kept.size;
  const ties = all.filter((j) => scores[j] === limit);
  for (const j of ties.slice(0, Math.max(0, room))) kept.add(j);
  return all.filter((j) => kept.has(j));
}

/** Linear interpolation between the sorted values, in numpy's order of operations: a limit is met or missed by a bit. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const [a, b] = [sorted[below] as number, sorted[Math.min(below + 1, sorted.length - 1)] as number];
  const weight = position - below;
  const difference = b - a;
  return weight >= 0.5 ? b - difference * (1 - weight) : a + difference * weight;
}
