import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkSameLength, readNumbers } from '../../../data/check-numbers.js';
import { readSampleWeight } from '../../../data/check-sample-weight.js';
import { encodeLabels } from '../../../data/labels/encode-labels.js';
import type { OptionRule } from '../../../estimators/common/check-options.js';
import { Matrix } from '../../../math/matrix.js';
import { SAMPLE_WEIGHT_RULE, type SampleWeightOption } from '../../common/check-targets.js';
import type { ScoredSamples } from './threshold-counts.js';

/** What metrics of two classes can be told. */
export interface BinaryScoreOptions extends SampleWeightOption {
  /**
   * The positive class, with which the scores grow; every other label is a negative one. Has to be given unless the
   * labels are 0 and 1, −1 and 1, or booleans. @default 1 or true
   */
  readonly posLabel?: Label;
}

/** The rules of those options, for `checkOptions`; the weights are looked at where they are read. */
export const BINARY_SCORE_RULES: Readonly<Record<keyof BinaryScoreOptions, OptionRule>> = {
  posLabel: { expected: 'a label', accepts: (value) => ['string', 'number', 'boolean'].includes(typeof value) },
  sampleWeight: SAMPLE_WEIGHT_RULE,
};

/**
 * True labels as positive or not, with the scores of the positive class.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label or no
 *   finite number, or the positive class is not known.
 */
export function readScoredSamples(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  { posLabel, sampleWeight }: BinaryScoreOptions,
): ScoredSamples {
  const { labels, codes } = encodeLabels([[yTrue, 'yTrue']]);
  const positive = posLabel ?? defaultPosLabel(labels);
  if (typeof positive !== typeof labels[0]) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `posLabel must be a ${typeof labels[0]} as the labels of yTrue are, got ${show(posLabel)}`,
    );
  }
  if (posLabel === undefined || labels.length === 2) checkKnown(labels, positive, posLabel);
  const scores = readScoreColumn(yScore);
  checkSameLength(['yScore', scores.length], ['yTrue', yTrue.length]);
  const place = labels.indexOf(positive);
  const positives = new Uint8Array(scores.length);
  const places = codes[0] as Int32Array;
  for (let i = 0; i < positives.length; i++) positives[i] = places[i] === place ? 1 : 0;
  return { positives, scores, weights: readSampleWeight(sampleWeight, scores.length) };
}

/**
 * One score per sample.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming a value that is no finite number, or for more than one column.
 */
export function readScoreColumn(yScore: ArrayLike<number> | Matrix): Float64Array {
  if (!(yScore instanceof Matrix)) return readNumbers(yScore, 'yScore');
  if (yScore.nColumns === 1) return readNumbers(yScore.data, 'yScore');
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `yScore must be one score per sample, got ${yScore.nRows} × ${yScore.nColumns}; take the positive class with yScore.column(${Math.max(yScore.nColumns - 1, 0)})`,
  );
}

function defaultPosLabel(labels: readonly Label[]): Label {
  return typeof labels[0] === 'boolean' ? true : 1;
}

function checkKnown(labels: readonly Label[], positive: Label, posLabel: Label | undefined): void {
  // Without posLabel only such labels are clear about which class is meant: 1 beside 2 is not.
  const isClear = posLabel !== undefined || labels.every((label) => [0, 1, -1, true, false].includes(label as never));
  if (isClear && labels.length <= 2 && (labels.includes(positive) || labels.length === 1)) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    posLabel === undefined
      ? `the positive class is not known: set posLabel to one of ${labels.slice(0, 5).map(show).join(', ')}`
      : `posLabel ${show(posLabel)} does not occur in yTrue; it must be one of ${labels.slice(0, 5).map(show).join(', ')}`,
  );
}
