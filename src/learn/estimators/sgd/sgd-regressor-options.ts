import { ModelMountError } from '../../../core/errors.js';
import { checkOptions } from '../common/check-options.js';
import type { SgdLossName } from './descent/sgd-loss.js';
import {
  LOSS_RULES,
  resolveSgdOptions,
  SGD_RULES,
  type SgdLearningRate,
  type SgdOptions,
  type SgdSettings,
} from './sgd-options.js';

/** Losses of `SGDRegressor`. */
export type SGDRegressorLoss = Extract<
  SgdLossName,
  'squaredError' | 'huber' | 'epsilonInsensitive' | 'squaredEpsilonInsensitive'
>;

/** Options of `SGDRegressor`. */
export interface SGDRegressorOptions extends SgdOptions {
  /**
   * `squaredError` is half the squared error; `huber` turns linear beyond `epsilon`; the others do not count errors
   * up to `epsilon`. @default 'squaredError'
   */
  readonly loss?: SGDRegressorLoss;
  /** @default 'invscaling' */
  readonly learningRate?: SgdLearningRate;
}

/**
 * Options checked, with defaults filled in.
 *
 * @param isPartial - Whether it is for one epoch over a batch.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option, a value that it does not allow, and options that
 *   do not go together or not with batches.
 */
export function resolveRegressorOptions(options: SGDRegressorOptions, isPartial = false): SgdSettings {
  checkOptions('SGDRegressor', options, { ...SGD_RULES, loss: LOSS_RULES.regression });
  const defaults = { loss: 'squaredError', learningRate: 'invscaling', powerT: 0.25 } as const;
  const settings = resolveSgdOptions('SGDRegressor', options, defaults);
  if (!isPartial) return settings;
  if (settings.earlyStopping) {
    throw new ModelMountError('INVALID_ARGUMENT', 'earlyStopping needs all samples at once, not batches');
  }
  return { ...settings, maxIter: 1 };
}
