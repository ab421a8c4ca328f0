import { ModelMountError } from '../../../../core/errors.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkLabels, checkSameLabelType } from '../../../data/labels/check-labels.js';
import { checkSameLength } from '../../../data/check-numbers.js';
import { readSampleWeight } from '../../../data/check-sample-weight.js';
import { encodeLabels } from '../../../data/labels/encode-labels.js';
import type { SampleWeightOption } from '../check-targets.js';

/** True and predicted labels as codes, ready to be counted. */
export interface LabelPairs {
  readonly kind: 'labels';
  readonly nSamples: number;
  /** All that occur, in order. */
  readonly labels: readonly Label[];
  /** Places in `labels`; not to be written to. */
  readonly yTrue: Int32Array;
  readonly yPred: Int32Array;
  /** `undefined` where each sample counts once. */
  readonly weights: Float64Array | undefined;
}

/**
 * @param options - `names` is what to call both lists in messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong.
 */
export function readLabelPairs(
  yTrue: Target,
  yPred: Target,
  { sampleWeight, names = ['yTrue', 'yPred'] }: SampleWeightOption & { readonly names?: readonly [string, string] },
): LabelPairs {
  const { labels, codes } = encodeLabels([
    [yTrue, names[0]],
    [yPred, names[1]],
  ]);
  checkSameLength([names[1], yPred.length], [names[0], yTrue.length]);
  return {
    kind: 'labels',
    nSamples: yTrue.length,
    labels,
    yTrue: codes[0] as Int32Array,
    yPred: codes[1] as Int32Array,
    weights: readSampleWeight(sampleWeight, yTrue.length),
  };
}

/**
 * The labels asked for; all that occur where none are asked for.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if they repeat, or are of another type than those that occur.
 */
export function resolveLabels(labels: Target | undefined, present: readonly Label[]): readonly Label[] {
  if (labels === undefined) return present;
  const checked = checkLabels(labels, 'labels');
  checkSameLabelType(present, checked, 'labels');
  checkDifferent(checked);
  return checked;
}

/** `INVALID_ARGUMENT` if a label is there twice. */
export function checkDifferent(labels: readonly Label[]): void {
  if (new Set(labels).size !== labels.length) {
    throw new ModelMountError('INVALID_ARGUMENT', 'labels must be different from each other');
  }
}

/** For each of `present`, its place in `labels`, or −1. */
export function placesOf(present: readonly Label[], labels: readonly Label[]): Int32Array {
  const placeOf = new Map(labels.map((label, k) => [label, k]));
  return Int32Array.from(present, (label) => placeOf.get(label) ?? -1);
}
