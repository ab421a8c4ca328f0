import { checkOptions, OPTION_RULES, type OptionRule } from '../common/check-options.js';
import type { ConvergenceOptions } from '../common/report-convergence.js';

/** Options of `GradientDescentRegressor` and `GradientDescentClassifier`. */
export interface GradientDescentOptions extends Pick<ConvergenceOptions, 'onWarning'> {
  /** Length of a step, as a multiple of the gradient, > 0. @default 0.1 */
  readonly learningRate?: number;
  /** How much of the step before goes on, from 0 to below 1. @default 0 */
  readonly momentum?: number;
  /** Rows that each step looks at: `Infinity` all (batch), 1 one (stochastic), others some (mini-batch). @default Infinity */
  readonly batchSize?: number;
  /** Most passes over the rows (epochs). @default 1000 */
  readonly maxIter?: number;
  /** Largest component of the loss's gradient, over all rows, at which the optimum counts as reached. @default 1e-6 */
  readonly tol?: number;
  /** Strength of the L2 penalty `½ alpha ‖coef‖²`, ≥ 0. @default 0 */
  readonly alpha?: number;
  /** Whether to learn an intercept, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Whether to shuffle the rows before each epoch, where a step does not look at all of them. @default true */
  readonly shuffle?: boolean;
  /** Seed, a whole number from 0 to 2³² − 1. @default a random one */
  readonly randomState?: number;
}

/** All options, with their defaults filled in. */
export interface GradientDescentSettings {
  readonly learningRate: number;
  readonly momentum: number;
  readonly batchSize: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly alpha: number;
  readonly fitIntercept: boolean;
  readonly shuffle: boolean;
  readonly randomState: number;
}

const FINITE: OptionRule = {
  expected: 'a finite number > 0',
  accepts: (value) => OPTION_RULES.positive.accepts(value) && value !== Infinity,
};

/**
 * Options checked, with defaults filled in.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow.
 */
export function resolveGradientDescentOptions(who: string, options: GradientDescentOptions): GradientDescentSettings {
  checkOptions(who, options, {
    learningRate: FINITE,
    momentum: {
      expected: 'a number from 0 to below 1',
      accepts: (value) => typeof value === 'number' && value >= 0 && value < 1,
    },
    batchSize: {
      expected: 'a whole number ≥ 1, or Infinity',
      accepts: (value) => value === Infinity || OPTION_RULES.count.accepts(value),
    },
    maxIter: OPTION_RULES.count,
    tol: OPTION_RULES.nonNegative,
    alpha: OPTION_RULES.nonNegative,
    fitIntercept: OPTION_RULES.flag,
    shuffle: OPTION_RULES.flag,
    randomState: {
      expected: 'a whole number from 0 to 4294967295',
      accepts: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff,
    },
    onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
  });
  const { learningRate = 0.1, momentum = 0, batchSize = Infinity, maxIter = 1000, tol = 1e-6, alpha = 0 } = options;
  const { fitIntercept = true, shuffle = true, randomState = Math.floor(Math.random() * 2 ** 32) } = options;
  return { learningRate, momentum, batchSize, maxIter, tol, alpha, fitIntercept, shuffle, randomState };
}
