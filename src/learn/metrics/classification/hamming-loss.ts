import { checkOptionNames } from '../../../core/options.js';
import { sum } from '../../math/sums/sum.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { countWrong } from '../common/labels/count-wrong.js';
import { isIndicators, readIndicatorPairs, type LabelTarget } from '../common/labels/indicator-pairs.js';

/**
 * The share of labels that are wrong.
 *
 * 0 is perfect; lower is better. Of indicators every cell counts by itself, so that a row with one wrong label of
 * five costs 0.2, where `zeroOneLoss` costs 1; with one label per sample both are the same.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is no label.
 *
 * @example
 * ```ts
 * hammingLoss([[0, 1], [1, 1]], [[0, 0], [1, 1]]) // 0.25
 * ```
 */
export function hammingLoss(yTrue: LabelTarget, yPred: LabelTarget, options: SampleWeightOption = {}): number {
  checkOptionNames('hammingLoss', options, ['sampleWeight']);
  if (!isIndicators(yTrue) && !isIndicators(yPred)) {
    const { wrong, total } = countWrong(yTrue, yPred, options);
    return wrong / total;
  }
  const pairs = readIndicatorPairs(yTrue, yPred, options);
  const { nSamples, nLabels, weights } = pairs;
  const weightOf = (i: number): number => weights?.[i] ?? 1;
  const wrong = sum(nSamples, (i) => {
    let nWrong = 0;
    for (let cell = i * nLabels; cell < (i + 1) * nLabels; cell++) {
      if (pairs.yTrue[cell] !== pairs.yPred[cell]) nWrong++;
    }
    return nWrong * weightOf(i);
  });
  return wrong / (nLabels * sum(nSamples, weightOf));
}
