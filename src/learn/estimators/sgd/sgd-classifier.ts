import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { sortedLabels } from '../../data/labels/labels.js';
import type { Samples } from '../../data/samples.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { FittedSGDClassifier } from './fitted-sgd-classifier.js';
import { checkFitOptions, checkSgdInput } from './sgd-input.js';
import { resolveClassifierOptions, type SGDClassifierOptions } from './sgd-classifier-options.js';
import { trainClassifier } from './train-classifier.js';

/** Options of the first `partialFit` of an `SGDClassifier`. */
export interface FirstPartialFitOptions extends FitOptions {
  /** All classes that any batch may have. */
  readonly classes: readonly Label[];
}

/**
 * Linear classifier trained by stochastic gradient descent: one sample at a time, for data of any size and for data
 * that arrives in batches (`partialFit`).
 *
 * Many classes are learnt one against the rest. Bring the features to one scale first (`StandardScaler`). With the same
 * seed the coefficients are those of scikit-learn to about 1e-14, also of a `SparseMatrix`.
 *
 * SGD stops near its optimum, not at it: where all samples fit in memory, `LogisticRegression` is exact.
 *
 * Time O(stored elements) an epoch and class.
 *
 * @example
 * ```ts
 * const model = new SGDClassifier({ loss: 'logLoss', randomState: 0 }).fit([[-2], [-1], [1], [2]], ['no', 'no', 'yes', 'yes']);
 * model.predict([[-3], [3]]); // ['no', 'yes']
 * ```
 */
export class SGDClassifier implements Estimator<FittedSGDClassifier> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: SGDClassifierOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: SGDClassifierOptions = {}) {
    resolveClassifierOptions(options);
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, if there is only one
   *   class, or if the coefficients overflow.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedSGDClassifier {
    checkFitOptions('SGDClassifier.fit', options);
    const labels = checkLabels(y, 'y');
    const { sampleWeight } = options;
    const input = checkSgdInput(X, labels.length, { who: 'SGDClassifier', sampleWeight });
    const settings = resolveClassifierOptions(this.options);
    const classes = checkClasses(sortedLabels(labels));
    const fitted = new FittedSGDClassifier(trainClassifier({ input, labels, classes }, this.options, settings));
    if (!fitted.isConverged && settings.tol > -Infinity) {
      const message = `SGDClassifier still made progress after ${fitted.nIter} epochs; raise maxIter or tol`;
      this.options.onWarning?.(new ModelMountError('NOT_CONVERGED', message, { details: { nIter: fitted.nIter } }));
    }
    return fitted;
  }

  /**
   * Starts training on batches: one epoch over the first of them. The value that it gives has a `partialFit` for the
   * next.
   *
   * @param options - `classes` are all that later batches may have.
   * @throws {ModelMountError} `INVALID_ARGUMENT` as `fit`, for a label that is not of `classes`, and for options that
   *   need all samples at once (`earlyStopping`, `classWeight: 'balanced'`).
   */
  partialFit(X: Samples, y: Target, options: FirstPartialFitOptions): FittedSGDClassifier {
    checkFitOptions('SGDClassifier.partialFit', options, ['sampleWeight', 'classes']);
    const { classes, sampleWeight } = options;
    const labels = checkLabels(y, 'y');
    const input = checkSgdInput(X, labels.length, { who: 'SGDClassifier', sampleWeight });
    const all = checkClasses(sortedLabels(checkLabels(classes, 'classes')));
    const settings = resolveClassifierOptions(this.options, true);
    return new FittedSGDClassifier(trainClassifier({ input, labels, classes: all }, this.options, settings));
  }
}

function checkClasses(classes: readonly Label[]): readonly Label[] {
  if (classes.length > 1) return classes;
  throw new ModelMountError('INVALID_ARGUMENT', 'SGDClassifier needs at least two classes, got one');
}
