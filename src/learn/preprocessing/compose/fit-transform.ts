import { ModelMountError } from '../../../core/errors.js';
import type { Estimator, FitTransformed, Transformer } from '../../contracts.js';
import { callFit, callFitTransform, type FitParams, type PartData } from '../../selection/run/call-fit.js';

/**
 * Fits, and transforms what was fitted, by the estimator's own `fitTransform` where it has one.
 *
 * @param where - Whose part the estimator is, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if what it becomes does not transform.
 */
export function fitTransform(
  estimator: Estimator<unknown>,
  { X, y, params }: PartData & { readonly params?: FitParams | undefined },
  where: string,
): FitTransformed<Transformer> {
  const given = callFitTransform(estimator, { X, y, who: where }, params);
  const fitted = checkTransforms(given?.fitted ?? callFit(estimator, { X, y, who: where }, params), where);
  return { fitted, transformed: given?.transformed ?? fitted.transform(X) };
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` if what an estimator became does not transform. */
export function checkTransforms(fitted: unknown, where: string): Transformer {
  if (typeof fitted === 'object' && fitted !== null && 'transform' in fitted) return fitted as Transformer;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} does not transform; only the last step of a pipeline may predict`,
  );
}
