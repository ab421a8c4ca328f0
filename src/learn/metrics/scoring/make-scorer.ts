import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Predictor } from '../../contracts.js';
import { responseOf } from './response-of.js';
import type { ResponseMethod, Scorer } from './scorer.js';

/** A metric: what is true, what the model said, and options of its own, with `sampleWeight` among them. */
export type ScoredMetric = (yTrue: never, response: never, options: never) => unknown;

/** Makes a metric's options for a fitted model: `({ classes }) => ({ labels: classes })`. */
export type OptionsMaker = (predictor: Predictor) => object;

/** Options of `makeScorer`. */
export interface MakeScorerOptions {
  /** Whether the metric is a score; `false` for a loss or an error, whose sign is turned. @default true */
  readonly greaterIsBetter?: boolean;
  /** What the model is asked for; of several the first that it has. @default 'predict' */
  readonly responseMethod?: ResponseMethod | readonly ResponseMethod[];
  /** Options for the metric, or what makes them from the fitted model. @default none */
  readonly metricOptions?: object | OptionsMaker;
}

const METHODS: readonly ResponseMethod[] = ['predict', 'predictProba', 'decisionFunction'];

/**
 * A scorer from a metric, for cross-validation and search.
 *
 * The metric is called with what is true, the model's response and its options; `sampleWeight` is among them where
 * the scorer is given one. With two classes probabilities and decisions are of the second one, shape `[nSamples]`;
 * with more there is a column for each.
 *
 * @param metric - `(yTrue, response, options) => number`: a metric of this library, or your own.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option that is unknown or does not fit. The scorer throws it
 *   if the model lacks the method, or the metric gives no number; and whatever the model and the metric throw.
 *
 * Source: semantics of scikit-learn's `make_scorer`.
 *
 * @example
 * ```ts
 * const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
 * const scorer = makeScorer(meanAbsoluteError, { greaterIsBetter: false });
 * scorer(model, [[4], [5]], [9, 12]); // -0.5
 * ```
 */
export function makeScorer(metric: ScoredMetric, options: MakeScorerOptions = {}): Scorer {
  checkOptionNames('makeScorer', options, ['greaterIsBetter', 'metricOptions', 'responseMethod']);
  const { greaterIsBetter = true, responseMethod = 'predict', metricOptions = {} } = options;
  const methods = typeof responseMethod === 'string' ? [responseMethod] : [...responseMethod];
  const stray = methods.find((method) => !METHODS.includes(method));
  if (methods.length === 0 || stray !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `responseMethod must be one or more of ${METHODS.join(', ')}, got ${show(stray ?? responseMethod)}`,
    );
  }
  if (typeof metric !== 'function') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `metric must be a function of what is true and what was predicted, got ${show(metric)}; getScorer takes names`,
    );
  }
  if (typeof greaterIsBetter !== 'boolean') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `greaterIsBetter must be true or false, got ${show(greaterIsBetter)}`,
    );
  }
  // eslint-disable-next-line max-params -- a Scorer
  return (predictor, X, y, { sampleWeight } = {}) => {
    const chosen: object = isMaker(metricOptions) ? metricOptions(predictor) : metricOptions;
    const weighting = sampleWeight === undefined ? {} : { sampleWeight };
    const value = metric(y as never, responseOf(predictor, X, methods) as never, { ...chosen, ...weighting } as never);
    if (typeof value !== 'number') {
      throw new ModelMountError('INVALID_ARGUMENT', `the metric of a scorer must give a number, got ${show(value)}`);
    }
    // A loss of 0 is a score of 0, not of -0.
    return greaterIsBetter ? value : 0 - value;
  };
}

function isMaker(options: object): options is OptionsMaker {
  return typeof options === 'function';
}
