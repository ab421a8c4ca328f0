import { ModelMountError } from '../../../core/errors.js';
import { checkOptions } from '../common/check-options.js';
import type { ClassWeight } from '../common/class-weight.js';
import type { SgdLossName } from './descent/sgd-loss.js';
import {
  LOSS_RULES,
  resolveSgdOptions,
  SGD_RULES,
  type SgdLearningRate,
  type SgdOptions,
  type SgdSettings,
} from './sgd-options.js';

/** Options of `SGDClassifier`. */
export interface SGDClassifierOptions extends SgdOptions {
  /**
   * `hinge` and `squaredHinge` make a linear support vector machine, `logLoss` a logistic regression, `perceptron` a
   * perceptron; `modifiedHuber` bears outliers; the losses of `SGDRegressor` fit scores to 1 and −1.
   * @default 'hinge'
   */
  readonly loss?: SgdLossName;
  /** @default 'optimal' */
  readonly learningRate?: SgdLearningRate;
  /** Weights of the classes, which multiply those of the samples. @default all 1 */
  readonly classWeight?: ClassWeight;
}

/**
 * Options checked, with defaults filled in.
 *
 * @param isPartial - Whether it is for one epoch over a batch.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option, a value that it does not allow, and options that do not go
 *   together or not with batches.
 */
export function resolveClassifierOptions(options: SGDClassifierOptions, isPartial = false): SgdSettings {
  checkOptions('SGDClassifier', options, {
    ...SGD_RULES,
    loss: LOSS_RULES.classification,
    classWeight: {
      expected: '"balanced", or an object or a Map of weights by label',
      accepts: (value) => value === 'balanced' || (typeof value === 'object' && value !== null),
    },
  });
  const defaults = { loss: 'hinge', learningRate: 'optimal', powerT: 0.5 } as const;
  const settings = resolveSgdOptions('SGDClassifier', options, defaults);
  if (!isPartial) return settings;
  if (settings.earlyStopping || options.classWeight === 'balanced') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'earlyStopping and classWeight: "balanced" need all samples at once, not batches; give classWeight as numbers',
    );
  }
  return { ...settings, maxIter: 1 };
}
