import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { averageOutputs, reduceOutputs, type Multioutput, type ValueOf } from './multioutput.js';
import type { SampleWeightOption } from '../check-targets.js';

/** How the shares of several outputs become one; `varianceWeighted` weighs each by the variance of its truths. */
export type VarianceMultioutput = Multioutput | 'varianceWeighted';

/** Options of `r2Score` and `explainedVarianceScore`. */
export interface ExplainedOptions<M extends VarianceMultioutput = VarianceMultioutput> extends SampleWeightOption {
  /**
   * `uniformAverage`: the mean over the outputs. `varianceWeighted`: the mean weighted by the variances of the
   * truths. `rawValues`: an array, one value per output. Or weights of the outputs. @default 'uniformAverage'
   */
  readonly multioutput?: M;
  /**
   * Where all truths are equal: 1 for perfect predictions and 0 for others. `false`: what the formula gives, NaN and
   * −Infinity. @default true
   */
  readonly forceFinite?: boolean;
}

/** What of each output is left unexplained, of what there is to explain. */
export interface Shares {
  readonly unexplained: Float64Array;
  readonly whole: Float64Array;
}

/** `1 − unexplained / whole` of each output; where the whole is 0, 1 if nothing is unexplained, else 0. */
export function explainedShares({ unexplained, whole }: Shares, forceFinite: boolean): Float64Array {
  return unexplained.map((part, k) => {
    if (whole[k] === 0 && forceFinite) return part === 0 ? 1 : 0;
    return 1 - part / (whole[k] as number);
  });
}

/** The shares as `multioutput` asks for. */
export function reduceShares<M extends VarianceMultioutput>(
  shares: Shares,
  { multioutput, forceFinite = true }: ExplainedOptions<M>,
): ValueOf<M> {
  if (typeof forceFinite !== 'boolean') {
    throw new ModelMountError('INVALID_ARGUMENT', `forceFinite must be true or false, got ${show(forceFinite)}`);
  }
  const values = explainedShares(shares, forceFinite);
  if (multioutput !== 'varianceWeighted') {
    return reduceOutputs(values, multioutput) as ValueOf<M>;
  }
  const isAny = shares.whole.some((variance) => variance > 0);
  return averageOutputs(values, isAny ? shares.whole : undefined) as ValueOf<M>;
}
