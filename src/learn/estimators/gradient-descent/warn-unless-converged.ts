import { ModelMountError } from '../../../core/errors.js';
import type { Descent } from './descend.js';
import type { GradientDescentOptions } from './gradient-descent-options.js';

/** Tells that the optimum was not reached. */
export function warnUnlessConverged(
  who: string,
  { isConverged, nIter, gradientNorm }: Descent,
  onWarning: GradientDescentOptions['onWarning'],
): void {
  if (isConverged) return;
  const message = `${who} did not reach its optimum in ${nIter} epochs (gradient ${gradientNorm.toExponential(1)}); raise maxIter, scale the features, or raise learningRate if the loss still falls`;
  onWarning?.(new ModelMountError('NOT_CONVERGED', message, { details: { nIter, gradientNorm } }));
}
