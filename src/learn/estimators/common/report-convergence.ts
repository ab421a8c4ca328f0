import { ModelMountError } from '../../../core/errors.js';
import { OPTION_RULES, type OptionRule } from './check-options.js';

/** Options of estimators that go on until the gradient is nearly 0. */
export interface ConvergenceOptions {
  /** Largest component of the gradient (see `gradientNorm`) at which the optimum counts as reached. @default 1e-10 */
  readonly tol?: number;
  /**
   * Called with a `NOT_CONVERGED` error if the optimum was not reached, before `fit` returns. Throw it to make it
   * one. @default nothing; `isConverged` says it too
   */
  readonly onWarning?: (warning: ModelMountError) => void;
}

/** The rules of these options, and of the most steps that are taken, whose default is the estimator's own. */
export const CONVERGENCE_RULES: Readonly<Record<keyof ConvergenceOptions | 'maxIter', OptionRule>> = {
  maxIter: OPTION_RULES.count,
  tol: OPTION_RULES.positive,
  onWarning: OPTION_RULES.callback,
};

/** What is told of a solver's end. */
export interface SolverEnd {
  readonly isConverged: boolean;
  readonly nIter: number;
  readonly gradientNorm: number;
}

/** Who fitted, whom to tell, and what a person can do about it. */
export interface ConvergenceContext {
  readonly who: string;
  /** What to do, after "raise maxIter": `scale the features`. */
  readonly advice: string;
  readonly onWarning: ((warning: ModelMountError) => void) | undefined;
}

/** Calls `onWarning` with `NOT_CONVERGED` where a solver ended before its optimum. */
export function reportConvergence(
  { isConverged, nIter, gradientNorm }: SolverEnd,
  { who, advice, onWarning }: ConvergenceContext,
): void {
  if (isConverged || onWarning === undefined) return;
  const message = `${who} did not reach its optimum in ${nIter} steps (gradient ${gradientNorm.toExponential(1)}); raise maxIter, ${advice}`;
  onWarning(new ModelMountError('NOT_CONVERGED', message, { details: { nIter, gradientNorm } }));
}
