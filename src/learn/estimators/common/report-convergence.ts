import { ModelMountError } from '../../../core/errors.js';

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
