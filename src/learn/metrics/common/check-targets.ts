import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkLabels, checkSameLabelType } from '../../data/labels/check-labels.js';
import { checkNumbers, checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import type { OptionRule } from '../../estimators/common/check-options.js';

/** What every metric can be told. */
export interface SampleWeightOption {
  /** Weights of the samples, ≥ 0, not all 0; a weight of 2 counts a sample twice. @default all 1 */
  readonly sampleWeight?: ArrayLike<number>;
}

/** The rule of that option, for `checkOptions`; the weights are looked at where they are read. */
export const SAMPLE_WEIGHT_RULE: OptionRule = {
  expected: 'an array of numbers',
  accepts: (value) => typeof value === 'object',
};

/** True and predicted labels of one type and length, and a weight for each pair. */
export interface LabelPairs {
  readonly yTrue: readonly Label[];
  readonly yPred: readonly Label[];
  readonly weights: Float64Array;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong. */
export function checkLabelPairs(yTrue: Target, yPred: Target, { sampleWeight }: SampleWeightOption): LabelPairs {
  const pairs = { yTrue: checkLabels(yTrue, 'yTrue'), yPred: checkLabels(yPred, 'yPred') };
  checkSameLabelType(pairs.yTrue, pairs.yPred, 'yPred');
  checkSameLength(['yPred', pairs.yPred.length], ['yTrue', pairs.yTrue.length]);
  return { ...pairs, weights: checkSampleWeight(sampleWeight, pairs.yTrue.length) };
}

/** True and predicted numbers of one length, and a weight for each pair. */
export interface NumberPairs {
  readonly yTrue: Float64Array;
  readonly yPred: Float64Array;
  readonly weights: Float64Array;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong. */
export function checkNumberPairs(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: SampleWeightOption,
): NumberPairs {
  const pairs = { yTrue: checkNumbers(yTrue, 'yTrue'), yPred: checkNumbers(yPred, 'yPred') };
  checkSameLength(['yPred', pairs.yPred.length], ['yTrue', pairs.yTrue.length]);
  return { ...pairs, weights: checkSampleWeight(sampleWeight, pairs.yTrue.length) };
}
