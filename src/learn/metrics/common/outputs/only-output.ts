import { ModelMountError } from '../../../../core/errors.js';
import type { OutputPair, OutputPairs } from './number-outputs.js';

/**
 * The only output there is.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there are more.
 */
export function onlyOutput({ outputs }: OutputPairs, metric: string): OutputPair {
  const [first, ...others] = outputs;
  if (first !== undefined && others.length === 0) return first;
  throw new ModelMountError('INVALID_ARGUMENT', `${metric} is for one number per sample, got ${outputs.length}`);
}
