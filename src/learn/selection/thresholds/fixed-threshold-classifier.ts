import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions, type OptionRule } from '../../estimators/common/check-options.js';
import { callFit, type FitParams } from '../run/call-fit.js';
import { checkSearchEstimator } from '../search/search-cv.js';
import { FittedThresholdClassifier, type ThresholdResponse } from './fitted-threshold-classifier.js';

/** Options of `FixedThresholdClassifier`. */
export interface FixedThresholdClassifierOptions {
  /** A classifier of two classes. */
  readonly estimator: Estimator<Predictor>;
  /** From this score on a row is of the class `posLabel`; `'auto'` is 0.5 of a probability, 0 of a decision. @default 'auto' */
  readonly threshold?: number | 'auto';
  /** The class that the score is of. @default the second class */
  readonly posLabel?: Label;
  /** What is compared with the threshold; `'auto'` is the probability, else the decision. @default 'auto' */
  readonly responseMethod?: ThresholdResponse | 'auto';
}

/** What both threshold classifiers allow. */
export const RESPONSE_RULE: OptionRule = {
  expected: 'predictProba, decisionFunction or auto',
  accepts: (value) => value === 'predictProba' || value === 'decisionFunction' || value === 'auto',
};

/**
 * A classifier of two classes that decides at a threshold that you set, where 0.5 does not weigh what mistakes cost.
 *
 * Semantics of scikit-learn's `FixedThresholdClassifier`.
 *
 * @example
 * ```ts
 * const careful = new FixedThresholdClassifier({ estimator: new LogisticRegression(), threshold: 0.9 });
 * careful.fit([[0], [1], [2], [3]], ['no', 'no', 'yes', 'yes']).predict([[1.6], [9]]); // ['no', 'yes']
 * ```
 */
export class FixedThresholdClassifier implements Estimator<FittedThresholdClassifier> {
  readonly estimatorType = 'classifier';
  readonly options: FixedThresholdClassifierOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: FixedThresholdClassifierOptions) {
    checkSearchEstimator('FixedThresholdClassifier', options);
    checkOptions('FixedThresholdClassifier', options, {
      estimator: { expected: 'an estimator', accepts: () => true },
      threshold: {
        expected: 'a number or auto',
        accepts: (value) => value === 'auto' || (typeof value === 'number' && !Number.isNaN(value)),
      },
      posLabel: { expected: 'a label', accepts: (value) => ['string', 'number', 'boolean'].includes(typeof value) },
      responseMethod: RESPONSE_RULE,
    });
    this.options = options;
  }

  /** What the classifier's `fit` takes. */
  get fitOptions(): readonly string[] | undefined {
    return this.options.estimator.fitOptions;
  }

  /**
   * @param X - Shape `[nSamples, nFeatures]`.
   * @param y - Labels of two classes; shape `[nSamples]`.
   * @param params - What the classifier's `fit` takes beside the data.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are not two classes, and what the classifier throws.
   */
  fit(X: Samples, y: Target, params: FitParams = {}): FittedThresholdClassifier {
    const estimator = callFit(this.options.estimator, { X, y }, params);
    const responseMethod = chooseResponse(estimator, this.options.responseMethod);
    const { threshold: given = 'auto' } = this.options;
    const threshold = given !== 'auto' ? given : responseMethod === 'predictProba' ? 0.5 : 0;
    const posLabel = (this.options.posLabel ?? estimator.classes?.[1]) as Label;
    return new FittedThresholdClassifier({
      ...{ estimator, threshold, posLabel, responseMethod },
      bestScore: undefined,
      cvResults: undefined,
    });
  }
}

/** The wanted response, else the first of probabilities and decisions that there is. */
export function chooseResponse(estimator: Predictor, wanted: ThresholdResponse | 'auto' = 'auto'): ThresholdResponse {
  if (wanted !== 'auto') return wanted;
  if (estimator.predictProba !== undefined) return 'predictProba';
  if (estimator.decisionFunction !== undefined) return 'decisionFunction';
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `a threshold needs a classifier with predictProba or decisionFunction, which "${estimator.kind}" has not`,
  );
}
