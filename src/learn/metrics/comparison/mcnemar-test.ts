import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkSameLabelType, checkLabels } from '../../data/labels/check-labels.js';
import { checkSameLength } from '../../data/check-numbers.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { checkPair } from './check-pair.js';
import { binomialCdf } from '../../math/distributions/binomial.js';
import { chi2Sf } from '../../math/distributions/chi-squared.js';

/** Options of `mcnemarTest`. */
export interface McnemarTestOptions {
  /** Whether to take the binomial distribution; `false` for chi-squared, which is near it for many samples. @default true */
  readonly exact?: boolean;
  /** With chi-squared, whether to take 1 off the difference of both numbers (Edwards 1948). @default true */
  readonly correction?: boolean;
}

/** Two classifiers' mistakes on the same samples. */
export interface McnemarTest {
  /** How many samples only the first classifier has right. */
  readonly nOnlyFirst: number;
  /** How many samples only the second one has right. */
  readonly nOnlySecond: number;
  /** The smaller of both (exact), or chi-squared with one degree of freedom. */
  readonly statistic: number;
  /** The chance of numbers at least as unequal if both are as often right; two-sided. */
  readonly pValue: number;
}

/**
 * Whether one of two classifiers is right more often than the other on the same samples, by McNemar's test.
 *
 * Only samples count that one has right and the other has not. Where there are none the classifiers do not differ:
 * `pValue` is 1.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPreds - The labels that both predict, each of shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label, or an
 *   option does not fit.
 *
 * Source: McNemar 1947; semantics of statsmodels' `mcnemar`, but equal numbers stay equal with the correction (there it
 * gives 1 / n), and without any unequal sample chi-squared is 0.
 *
 * @example
 * ```ts
 * const yTrue = [1, 1, 1, 1, 0, 0];
 * mcnemarTest(yTrue, [[1, 1, 1, 1, 0, 1], [1, 0, 0, 0, 0, 0]]).pValue; // 0.625
 * ```
 */
export function mcnemarTest(
  yTrue: Target,
  yPreds: readonly [Target, Target],
  options: McnemarTestOptions = {},
): McnemarTest {
  checkOptions('mcnemarTest', options, { exact: OPTION_RULES.flag, correction: OPTION_RULES.flag });
  const { exact = true, correction = true } = options;
  const truth = checkLabels(yTrue, 'yTrue');
  checkPair(yPreds, 'yPreds', 'the predictions of two classifiers');
  const [first, second] = yPreds.map((yPred, k) => {
    const labels = checkLabels(yPred, `yPreds[${k}]`);
    checkSameLabelType(truth, labels, `yPreds[${k}]`);
    checkSameLength([`yPreds[${k}]`, labels.length], ['yTrue', truth.length]);
    return labels;
  }) as [Label[], Label[]];
  let [nOnlyFirst, nOnlySecond] = [0, 0];
  truth.forEach((label, i) => {
    const [isFirstRight, isSecondRight] = [first[i] === label, second[i] === label];
    if (isFirstRight && !isSecondRight) nOnlyFirst++;
    if (isSecondRight && !isFirstRight) nOnlySecond++;
  });
  const nUnequal = nOnlyFirst + nOnlySecond;
  const fewer = Math.min(nOnlyFirst, nOnlySecond);
  if (exact) {
    const pValue = nUnequal === 0 ? 1 : Math.min(1, 2 * binomialCdf(fewer, nUnequal, 0.5));
    return { nOnlyFirst, nOnlySecond, statistic: fewer, pValue };
  }
  const gap = Math.max(0, Math.abs(nOnlyFirst - nOnlySecond) - (correction ? 1 : 0));
  const statistic = nUnequal === 0 ? 0 : gap ** 2 / nUnequal;
  return { nOnlyFirst, nOnlySecond, statistic, pValue: chi2Sf(statistic, 1) };
}
