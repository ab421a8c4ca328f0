import { ModelMountError } from '../../../core/errors.js';
import { OPTION_RULES, type OptionRule } from '../common/check-options.js';
import { oneOf } from '../common/one-of.js';
import { REGRESSION_LOSSES, SGD_LOSSES, type SgdLossName } from './descent/sgd-loss.js';

const PENALTIES = ['l2', 'l1', 'elasticnet'] as const;
const LEARNING_RATES = ['optimal', 'invscaling', 'constant', 'adaptive', 'pa1', 'pa2'] as const;

/** What is added to the loss to keep coefficients small: `alpha` times half their squares, their sizes, or both. */
export type SgdPenalty = (typeof PENALTIES)[number];

/**
 * How long the step after `t` samples is: `optimal` `1 / (alpha · (t₀ + t))`, `invscaling` `eta0 / t ^ powerT`,
 * `constant` `eta0`, `adaptive` the same until training stops to help, then a fifth of it. `pa1` and `pa2` are the
 * passive-aggressive steps of Crammer 2006, with `eta0` as their `C`.
 */
export type SgdLearningRate = (typeof LEARNING_RATES)[number];

/** What `SGDClassifier` and `SGDRegressor` share. */
export interface SgdOptions {
  /** @default 'l2' */
  readonly penalty?: SgdPenalty | null;
  /** Strength of the penalty, ≥ 0; also sets the steps of `optimal`. @default 0.0001 */
  readonly alpha?: number;
  /** Share of the L1 penalty in `elasticnet`, from 0 to 1. @default 0.15 */
  readonly l1Ratio?: number;
  /** Whether to learn an intercept, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Most passes over the samples (epochs). @default 1000 */
  readonly maxIter?: number;
  /** How much better than the best an epoch must be to count as progress; `null` to run all epochs. @default 0.001 */
  readonly tol?: number | null;
  /** Whether to shuffle the samples before each epoch. @default true */
  readonly shuffle?: boolean;
  /** Tolerated error of the `epsilonInsensitive` losses; where `huber` turns linear. @default 0.1 */
  readonly epsilon?: number;
  /** Seed, a whole number from 0 to 2³² − 1: the same one gives scikit-learn's result. @default a random one */
  readonly randomState?: number;
  /** First or constant step, > 0. @default 0.01 */
  readonly eta0?: number;
  /** Exponent of `invscaling`, ≥ 0. @default 0.5, for a regressor 0.25 */
  readonly powerT?: number;
  /** Whether to hold samples back, and to stop when the score on them stops to rise. @default false */
  readonly earlyStopping?: boolean;
  /** Share of the samples that `earlyStopping` holds back, in (0, 1). @default 0.1 */
  readonly validationFraction?: number;
  /** Epochs without progress after which training stops. @default 5 */
  readonly nIterNoChange?: number;
  /** Whether to answer with the average of the coefficients over all steps; a number: from that step on. @default false */
  readonly average?: boolean | number;
  /**
   * Called with a `NOT_CONVERGED` error if there was still progress after `maxIter` epochs, before `fit` returns. Throw
   * it to make it one. @default nothing; `isConverged` says it too
   */
  readonly onWarning?: (warning: ModelMountError) => void;
}

/** All options that training uses, with their defaults filled in. */
export interface SgdSettings {
  readonly loss: SgdLossName;
  readonly penalty: SgdPenalty | null;
  readonly alpha: number;
  /** Share of the L1 penalty that goes with `penalty`. */
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  /** −Infinity where every epoch counts as progress. */
  readonly tol: number;
  readonly shuffle: boolean;
  readonly epsilon: number;
  readonly learningRate: SgdLearningRate;
  readonly eta0: number;
  readonly powerT: number;
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
  readonly nIterNoChange: number;
  /** First step that goes into the average; 0 for no average. */
  readonly average: number;
}

/** Rules for the options that both estimators have. */
export const SGD_RULES: { readonly [Name in keyof Required<SgdOptions>]: OptionRule } & {
  readonly learningRate: OptionRule;
} = {
  penalty: oneOf([...PENALTIES, null]),
  alpha: OPTION_RULES.nonNegative,
  l1Ratio: {
    expected: 'a number from 0 to 1',
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  fitIntercept: OPTION_RULES.flag,
  maxIter: OPTION_RULES.count,
  tol: {
    expected: 'a finite number ≥ 0, or null',
    accepts: (value) => value === null || OPTION_RULES.nonNegative.accepts(value),
  },
  shuffle: OPTION_RULES.flag,
  epsilon: OPTION_RULES.nonNegative,
  randomState: {
    expected: 'a whole number from 0 to 4294967295',
    accepts: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff,
  },
  learningRate: oneOf(LEARNING_RATES),
  eta0: {
    expected: 'a finite number > 0',
    accepts: (value) => OPTION_RULES.positive.accepts(value) && value !== Infinity,
  },
  powerT: OPTION_RULES.nonNegative,
  earlyStopping: OPTION_RULES.flag,
  validationFraction: {
    expected: 'a number above 0 and below 1',
    accepts: (value) => typeof value === 'number' && value > 0 && value < 1,
  },
  nIterNoChange: OPTION_RULES.count,
  average: {
    expected: 'true, false or a whole number ≥ 1',
    accepts: (value) => typeof value === 'boolean' || OPTION_RULES.count.accepts(value),
  },
  onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
};

/** What the estimators differ in. */
interface SgdDefaults {
  readonly loss: SgdLossName;
  readonly learningRate: SgdLearningRate;
  readonly powerT: number;
}

/**
 * Options with defaults filled in.
 *
 * @param options - Checked one by one.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for options that do not go together.
 */
export function resolveSgdOptions(
  who: string,
  options: SgdOptions & Partial<SgdDefaults>,
  defaults: SgdDefaults,
): SgdSettings {
  const { loss = defaults.loss, learningRate = defaults.learningRate, powerT = defaults.powerT } = options;
  const { penalty = 'l2', alpha = 1e-4, l1Ratio = 0.15, tol = 1e-3, average = false } = options;
  const { fitIntercept = true, maxIter = 1000, shuffle = true, epsilon = 0.1, eta0 = 0.01 } = options;
  const { earlyStopping = false, validationFraction = 0.1, nIterNoChange = 5 } = options;
  if (learningRate === 'optimal' && alpha === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who}: learningRate "optimal" is computed from alpha, which must then be > 0; choose another one for no penalty`,
    );
  }
  const passiveLoss = defaults.loss === 'hinge' ? 'hinge' : 'epsilonInsensitive';
  if ((learningRate === 'pa1' || learningRate === 'pa2') && loss !== passiveLoss) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who}: learningRate "${learningRate}" is for loss "${passiveLoss}", not for "${loss}"`,
    );
  }
  return {
    ...{ loss, penalty, alpha, fitIntercept, maxIter, shuffle, epsilon, learningRate, eta0, powerT },
    ...{ earlyStopping, validationFraction, nIterNoChange },
    l1Ratio: penalty === 'l1' ? 1 : penalty === 'elasticnet' ? l1Ratio : 0,
    tol: tol ?? -Infinity,
    average: Number(average),
  };
}

/** Rules for `loss`. */
export const LOSS_RULES: Readonly<Record<'classification' | 'regression', OptionRule>> = {
  classification: oneOf(SGD_LOSSES),
  regression: oneOf(REGRESSION_LOSSES),
};
