import { ModelMountError } from '../../../core/errors.js';
import type { Estimator, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';

/** What `fit` takes beside the data, by name: `sampleWeight`. */
export type FitParams = Readonly<Record<string, unknown>>;

/** Samples with their targets. */
export interface FitData {
  readonly X: Samples;
  readonly y: Target;
}

/**
 * Fits, with what `fit` takes beside the data where there is any.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a pipeline, which would not use it; what `fit` throws.
 */
export function callFit<Fitted>(estimator: Estimator<Fitted>, { X, y }: FitData, params?: FitParams): Fitted {
  if (params === undefined || Object.keys(params).length === 0) return estimator.fit(X, y);
  if ('steps' in estimator) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the fit of a pipeline takes X and y only, got ${Object.keys(params).join(', ')}; it would pass over them`,
    );
  }
  // The contract knows no third argument, since transformers of others may have none.
  const weighted = estimator as { fit(X: Samples, y: Target, params: FitParams): Fitted };
  return weighted.fit(X, y, params);
}
