import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { Target } from '../../../contracts.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { readLabelPairs, resolveLabels } from '../../common/labels/label-pairs.js';
import { countPairs } from '../../common/labels/pair-counts.js';

/** Both ratios of a binary classifier. */
export interface ClassLikelihoodRatios {
  /** How many times as likely a positive prediction is for a positive sample as for a negative one; ≥ 0. */
  readonly positiveLikelihoodRatio: number;
  /** How many times as likely a negative prediction is for a positive sample as for a negative one; ≥ 0. */
  readonly negativeLikelihoodRatio: number;
}

/** Options of `classLikelihoodRatios`. */
export interface ClassLikelihoodRatiosOptions extends SampleWeightOption {
  /** The negative and the positive class, in this order. @default the two that occur, sorted */
  readonly labels?: Target;
  /**
   * What to give for a ratio that has no value: 1 for no information, NaN, or a number for each; the positive ratio's
   * is ≥ 1 (or `Infinity`), the negative one's from 0 to 1. @default an UNDEFINED_SCORE error
   */
  readonly replaceUndefinedBy?: number | Partial<ClassLikelihoodRatios>;
}

/**
 * How much a prediction of a binary classifier changes the odds of a sample being positive.
 *
 * The positive ratio is sensitivity / (1 − specificity): 1 says nothing, higher is better. The negative one is
 * (1 − sensitivity) / specificity: 1 says nothing, lower is better. Neither depends on how frequent the classes are.
 *
 * @param yTrue - Labels of two classes; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label, or there
 *   are not two classes. `UNDEFINED_SCORE` if a ratio would be x/0 and no replacement is given for it.
 *
 * Semantics of scikit-learn's `class_likelihood_ratios`; a replacement is given in every case where a ratio has no
 * value, also if no sample is positive.
 *
 * @example
 * ```ts
 * classLikelihoodRatios([0, 1, 0, 1, 0], [1, 1, 0, 0, 0]).positiveLikelihoodRatio // 1.5
 * ```
 */
export function classLikelihoodRatios(
  yTrue: Target,
  yPred: Target,
  options: ClassLikelihoodRatiosOptions = {},
): ClassLikelihoodRatios {
  checkOptionNames('classLikelihoodRatios', options, ['labels', 'replaceUndefinedBy', 'sampleWeight']);
  const replacements = resolveReplacements(options.replaceUndefinedBy);
  const pairs = readLabelPairs(yTrue, yPred, options);
  const labels = resolveLabels(options.labels, pairs.labels);
  if (labels.length !== 2 || pairs.labels.length > 2) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `likelihood ratios need two classes, got ${Math.max(labels.length, pairs.labels.length)}; where only one occurs, name both in the option labels`,
    );
  }
  const [tn, fp, fn, tp] = countPairs(pairs, labels).data as unknown as [number, number, number, number];
  const ratio = (name: keyof ClassLikelihoodRatios, [part, other]: [number, number]): number => {
    // A product of both wholes is put above and below the line, so that counts stay whole numbers.
    const value = (part * (tn + fp)) / (other * (tp + fn));
    if (Number.isFinite(value)) return value;
    const replacement = replacements[name];
    if (replacement !== undefined) return replacement;
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      `${name} has no value: ${tp + fn === 0 ? 'no sample is positive' : `no negative sample is predicted as ${name.slice(0, 8)}`}; see the option replaceUndefinedBy`,
    );
  };
  return {
    positiveLikelihoodRatio: ratio('positiveLikelihoodRatio', [tp, fp]),
    negativeLikelihoodRatio: ratio('negativeLikelihoodRatio', [fn, tn]),
  };
}

function resolveReplacements(
  given: ClassLikelihoodRatiosOptions['replaceUndefinedBy'],
): Partial<ClassLikelihoodRatios> {
  if (given === undefined) return {};
  if (typeof given === 'number') {
    if (given === 1 || Number.isNaN(given)) return { positiveLikelihoodRatio: given, negativeLikelihoodRatio: given };
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `replaceUndefinedBy must be 1, NaN or a number for each ratio by its name, got ${show(given)}`,
    );
  }
  checkOptionNames('replaceUndefinedBy', given, ['negativeLikelihoodRatio', 'positiveLikelihoodRatio']);
  const { positiveLikelihoodRatio: positive, negativeLikelihoodRatio: negative } = given;
  if (positive !== undefined && positive < 1) {
    throw new ModelMountError('INVALID_ARGUMENT', `positiveLikelihoodRatio must be ≥ 1 or NaN, got ${show(positive)}`);
  }
  if (negative !== undefined && (negative < 0 || negative > 1)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `negativeLikelihoodRatio must be from 0 to 1, or NaN; got ${show(negative)}`,
    );
  }
  return given;
}
