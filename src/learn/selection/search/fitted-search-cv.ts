import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Predictor, Target, Transformer } from '../../contracts.js';
import type { FeatureSummary } from '../../data/feature-summary.js';
import type { Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import type { SampleWeightOption } from '../../metrics/common/check-targets.js';
import type { NamedScorer } from '../run/fit-job.js';
import type { OptionChanges } from '../with-options.js';
import type { SearchResults } from './search-results.js';

/** The best of the candidates. */
export interface SearchChoice {
  readonly cvResults: SearchResults;
  /** Position of the best candidate; `undefined` with several scorers and `refit: false`. */
  readonly bestIndex: number | undefined;
  readonly bestParams: OptionChanges | undefined;
  /** Mean score of its test parts; `undefined` where a function chose it. */
  readonly bestScore: number | undefined;
  readonly nSplits: number;
}

/** What a finished search knows. */
export interface SearchState<Fitted extends Predictor> extends SearchChoice {
  /** The best candidate, fitted on all data; `undefined` with `refit: false`. */
  readonly bestEstimator: Fitted | undefined;
  readonly refitTimeMs: number | undefined;
  /** What `score` uses. */
  readonly scorer: NamedScorer;
}

/**
 * A finished search: what was tried, the best of it, and that fitted on all data, which it predicts with.
 *
 * Its JSON is that of `bestEstimator`, and so is what a model folder of it holds.
 */
export class FittedSearchCV<Fitted extends Predictor = Predictor> implements Predictor, SearchState<Fitted> {
  readonly cvResults: SearchResults;
  readonly bestIndex: number | undefined;
  readonly bestParams: OptionChanges | undefined;
  readonly bestScore: number | undefined;
  readonly nSplits: number;
  readonly bestEstimator: Fitted | undefined;
  /** How long the fit on all data took, ms; `undefined` with `refit: false`. */
  readonly refitTimeMs: number | undefined;
  readonly scorer: NamedScorer;
  /** The classes in order, for a classifier. */
  declare readonly classes?: readonly Label[];
  /** Probabilities of the classes in order, shape `[nSamples, classes.length]`; where the best has them. */
  declare readonly predictProba?: (X: Samples) => Matrix;
  /** Decisions; where the best has them. */
  declare readonly decisionFunction?: (X: Samples) => Float64Array | Matrix;

  constructor(state: SearchState<Fitted>) {
    this.cvResults = state.cvResults;
    this.bestIndex = state.bestIndex;
    this.bestParams = state.bestParams;
    this.bestScore = state.bestScore;
    this.nSplits = state.nSplits;
    this.bestEstimator = state.bestEstimator;
    this.refitTimeMs = state.refitTimeMs;
    this.scorer = state.scorer;
    const best: Predictor | undefined = state.bestEstimator;
    // Only where the best has them: that is how a classifier is told from a regressor.
    if (best?.classes !== undefined) this.classes = best.classes;
    if (best?.predictProba !== undefined) this.predictProba = (X) => (best as Required<Predictor>).predictProba(X);
    if (best?.decisionFunction !== undefined) {
      this.decisionFunction = (X) => (best as Required<Predictor>).decisionFunction(X);
    }
  }

  /** The kind of the best; `search` with `refit: false`. */
  get kind(): string {
    return this.bestEstimator?.kind ?? 'search';
  }

  /** How many columns it takes; 0 with `refit: false`. */
  get nFeatures(): number {
    return this.bestEstimator?.nFeatures ?? 0;
  }

  get featureNames(): readonly string[] | undefined {
    return this.bestEstimator?.featureNames;
  }

  /** What a pipeline does before its predictor, where the best is a pipeline; a model folder keeps it. */
  get transformer(): Transformer | undefined {
    return (this.bestEstimator as { readonly transformer?: Transformer } | undefined)?.transformer;
  }

  /** The predictor of a pipeline, where the best is a pipeline, else the best; a model folder keeps it. */
  get predictor(): Predictor {
    const best = this.#best('predictor');
    return (best as { readonly predictor?: Predictor }).predictor ?? best;
  }

  /** What the columns were like, where the best is a pipeline; a model folder keeps it. */
  get features(): readonly FeatureSummary[] | undefined {
    return (this.bestEstimator as { readonly features?: readonly FeatureSummary[] } | undefined)?.features;
  }

  /**
   * What the best predicts.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` with `refit: false`; what the best throws.
   */
  predict(X: Samples): ReturnType<Fitted['predict']> {
    return this.#best('predict').predict(X) as ReturnType<Fitted['predict']>;
  }

  /** How good the best is on other data, by the scorer that chose it. Throws as `predict` does. */
  score(X: Samples, y: Target, options: SampleWeightOption = {}): number {
    return this.scorer.scorer(this.#best('score'), X, y, options);
  }

  /** The JSON of the best, from which `revivePredictor` makes it again. Throws as `predict` does. */
  toJSON(): JsonObject {
    return this.#best('toJSON').toJSON();
  }

  #best(what: string): Fitted {
    if (this.bestEstimator !== undefined) return this.bestEstimator;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${what} needs the best candidate, which was not fitted; search with refit: true`,
    );
  }
}
