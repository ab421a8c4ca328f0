import { ModelMountError } from '../../../core/errors.js';
import type { Estimator, FitTransformed, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';

/** What `fit` takes beside the data, by name: `sampleWeight`. */
export type FitParams = Readonly<Record<string, unknown>>;

/** Samples with their targets. */
export interface FitData {
  readonly X: Samples;
  readonly y: Target;
}

/** As `FitData`, but for what learns without targets too. */
export interface PartData {
  readonly X: Samples;
  readonly y: Target | undefined;
  /** Whose part the estimator is, for messages. @default its class */
  readonly who?: string;
}

/**
 * Fits, with what `fit` takes beside the data where there is any.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for what the estimator's `fitOptions` does not name; what `fit` throws.
 */
export function callFit<Fitted>(estimator: Estimator<Fitted>, { X, y, who }: PartData, params?: FitParams): Fitted {
  const given = checkFitParams(estimator, params, who);
  // The contract knows no third argument, since many have none.
  const taker = estimator as { fit(X: Samples, y?: Target, params?: FitParams): Fitted };
  return given === undefined ? estimator.fit(X, y) : taker.fit(X, y, given);
}

/** As `callFit`, by the estimator's own `fitTransform`; `undefined` where it has none. */
export function callFitTransform<Fitted>(
  estimator: Estimator<Fitted>,
  { X, y, who }: PartData,
  params?: FitParams,
): FitTransformed<Fitted> | undefined {
  const given = checkFitParams(estimator, params, who);
  const taker = estimator as { fitTransform?(X: Samples, y?: Target, params?: FitParams): FitTransformed<Fitted> };
  return given === undefined ? estimator.fitTransform?.(X, y) : taker.fitTransform?.(X, y, given);
}

/** What is given, without what is `undefined`; `undefined` if that is nothing. */
function checkFitParams(
  estimator: Estimator<unknown>,
  params: FitParams = {},
  who: string = estimator.constructor.name,
): FitParams | undefined {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  if (given.length === 0) return undefined;
  const { fitOptions = [] } = estimator;
  const stray = given.find(([name]) => !fitOptions.includes(name))?.[0];
  if (stray === undefined) return Object.fromEntries(given);
  const takes = fitOptions.length === 0 ? 'only X and y' : `X, y and ${fitOptions.join(', ')}`;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `the fit of ${who} takes ${takes}, got ${stray}; leave it out, or, if the estimator is yours, name it in its fitOptions`,
  );
}
