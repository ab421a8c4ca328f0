import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { checkNumbers } from '../../../data/check-numbers.js';
import { checkWeights } from '../../../data/check-sample-weight.js';
import { sum } from '../../../math/sums/sum.js';
import type { SampleWeightOption } from '../check-targets.js';

/** How the values of several outputs become one number; an array holds a weight for each. */
export type Multioutput = 'uniformAverage' | 'rawValues' | ArrayLike<number>;

/** An array for `rawValues`, else a number. */
export type ValueOf<M> = M extends 'rawValues' ? Float64Array : number;

/** Options of errors and losses. */
export interface RegressionOptions<M extends Multioutput = Multioutput> extends SampleWeightOption {
  /**
   * `uniformAverage`: the mean over the outputs. `rawValues`: an array, one value per output. Or weights of the
   * outputs. @default 'uniformAverage'
   */
  readonly multioutput?: M;
}

/**
 * One number, or the values as they are for `rawValues`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `multioutput` is neither one of the names nor a weight for each of
 *   several outputs.
 */
export function reduceOutputs<M extends Multioutput>(
  values: Float64Array,
  multioutput: M | 'uniformAverage' = 'uniformAverage',
): ValueOf<M> {
  const isKnown = typeof multioutput === 'object' || ['uniformAverage', 'rawValues'].includes(multioutput);
  if (!isKnown) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `multioutput must be uniformAverage, rawValues or a weight for each output; got ${show(multioutput)}`,
    );
  }
  if (multioutput === 'rawValues') return values as ValueOf<M>;
  const weights = typeof multioutput === 'object' ? checkOutputWeights(multioutput, values.length) : undefined;
  return averageOutputs(values, weights) as ValueOf<M>;
}

/** The weighted mean; the plain one where there are no weights. */
export function averageOutputs(values: Float64Array, weights: Float64Array | undefined): number {
  const weightOf = (k: number): number => weights?.[k] ?? 1;
  const total = sum(values.length, weightOf);
  return sum(values.length, (k) => (weightOf(k) === 0 ? 0 : weightOf(k) * (values[k] as number))) / total;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` unless there is a weight ≥ 0 for each of several outputs. */
function checkOutputWeights(weights: ArrayLike<number>, nOutputs: number): Float64Array {
  if (nOutputs === 1) {
    throw new ModelMountError('INVALID_ARGUMENT', 'multioutput has weights, but there is only one output');
  }
  if (weights.length !== nOutputs) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `multioutput must have a weight for each of ${nOutputs} outputs, got ${weights.length}`,
    );
  }
  const checked = checkNumbers(weights, 'multioutput');
  checkWeights(checked, 'multioutput');
  return checked;
}
