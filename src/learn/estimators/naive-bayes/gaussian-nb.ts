import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { sortedLabels } from '../../data/labels/labels.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput, type FitOptions } from '../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../common/check-options.js';
import { checkOptionNames } from '../../../core/options.js';
import { FittedGaussianNB } from './fitted-gaussian-nb.js';
import { learnBatch } from './learn-batch.js';

/** Options of `GaussianNB`. */
export interface GaussianNBOptions {
  /** How common each class is, in the order of the classes; they sum to 1. @default their shares of the samples */
  readonly priors?: ArrayLike<number>;
  /**
   * What is added to all variances, as a share of the largest variance of a feature, ≥ 0: features that are constant
   * within a class would decide everything. @default 1e-9
   */
  readonly varSmoothing?: number;
}

/** Options of the first `partialFit` of a `GaussianNB`. */
export interface FirstBatchOptions extends FitOptions {
  /** All classes that any batch may have. */
  readonly classes: readonly Label[];
}

/**
 * Naive Bayes with a normal distribution for each feature and class: features count as independent within a class.
 *
 * A baseline that learns in one pass, also from batches (`partialFit`). Its probabilities are mostly too near 0 and 1:
 * see `CalibratedClassifierCV`.
 *
 * Time and memory O(nSamples · nFeatures).
 *
 * @example
 * ```ts
 * const model = new GaussianNB().fit([[-2], [-1], [1], [2]], ['no', 'no', 'yes', 'yes']);
 * model.predict([[0.5]]); // ['yes']
 * ```
 */
export class GaussianNB implements Estimator<FittedGaussianNB> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: GaussianNBOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: GaussianNBOptions = {}) {
    checkOptions('GaussianNB', options, {
      priors: { expected: 'numbers ≥ 0 that sum to 1', accepts: isDistribution },
      varSmoothing: OPTION_RULES.nonNegative,
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, if `priors` are not one
   *   for each class, or if no feature varies.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedGaussianNB {
    const labels = checkLabels(y, 'y');
    const input = checkFitInput(X, labels.length, { who: 'GaussianNB', options });
    const fitted = this.#learn({ ...input, labels, classes: sortedLabels(labels) });
    fitted.checkVariances();
    return fitted;
  }

  /**
   * Learns from the first of many batches. The value that it gives has a `partialFit` for the next; at the end it is
   * what `fit` gives for all of them together.
   *
   * @param options - `classes` are all that later batches may have.
   * @throws {ModelMountError} `INVALID_ARGUMENT` as `fit`, and for a label that is not of `classes`.
   */
  partialFit(X: Samples, y: Target, options: FirstBatchOptions): FittedGaussianNB {
    checkOptionNames('GaussianNB.partialFit', options, ['sampleWeight', 'classes']);
    const { classes, ...weights } = options;
    const labels = checkLabels(y, 'y');
    const input = checkFitInput(X, labels.length, { who: 'GaussianNB', options: weights });
    return this.#learn({ ...input, labels, classes: sortedLabels(checkLabels(classes, 'classes')) });
  }

  #learn(data: Parameters<typeof learnBatch>[0]): FittedGaussianNB {
    const { priors, varSmoothing = 1e-9 } = this.options;
    if (priors !== undefined && priors.length !== data.classes.length) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `priors of GaussianNB must be one for each of ${data.classes.length} classes, got ${show(priors.length)}`,
      );
    }
    return new FittedGaussianNB({
      ...learnBatch(data),
      ...{ classes: data.classes, featureNames: data.featureNames, varSmoothing },
      priors: priors === undefined ? undefined : Float64Array.from(priors),
    });
  }
}

function isDistribution(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const numbers: unknown[] = Array.from(value as ArrayLike<unknown>);
  const isShare = (share: unknown): boolean => typeof share === 'number' && share >= 0;
  return numbers.every(isShare) && Math.abs((numbers as number[]).reduce((total, p) => total + p, 0) - 1) <= 1e-8;
}
