import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { readSampleWeight } from '../../data/check-sample-weight.js';
import { encodeLabels } from '../../data/labels/encode-labels.js';
import type { OptionRule } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { checkScores, type Scores } from '../common/check-scores.js';
import { SAMPLE_WEIGHT_RULE, type SampleWeightOption } from '../common/check-targets.js';
import { resolveClasses } from '../common/resolve-classes.js';

/** What metrics of classes and their columns can be told. */
export interface ClassScoreOptions extends SampleWeightOption {
  /** The classes of the columns, sorted; needed where one does not occur in `yTrue`. @default those of `yTrue` */
  readonly labels?: Target;
}

/** The rules of those options, for `checkOptions`; what they hold is looked at where it is read. */
export const CLASS_SCORE_RULES: Readonly<Record<keyof ClassScoreOptions, OptionRule>> = {
  labels: { expected: 'an array of labels', accepts: (value) => typeof value === 'object' },
  sampleWeight: SAMPLE_WEIGHT_RULE,
};

/** True classes, and a column of scores for each; or one column, for the second of two. */
export interface ClassScores {
  readonly classes: readonly Label[];
  /** The place in `classes` of each sample's class; not to be written to. */
  readonly codes: Int32Array;
  /** Shape `[nSamples, 1]` or `[nSamples, classes.length]`. */
  readonly scores: Matrix;
  readonly weights: Float64Array | undefined;
}

/**
 * @param yScore - Shape `[nSamples, nClasses]`, or `[nSamples]` for two classes.
 * @param name - What to call it in messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   classes are not as many as the columns.
 */
export function readClassScores(
  yTrue: Target,
  yScore: Scores,
  { labels, sampleWeight, name }: ClassScoreOptions & { readonly name: string },
): ClassScores {
  const encoded = encodeLabels([[yTrue, 'yTrue']]);
  const classes = resolveClasses(labels, encoded.labels);
  const scores = checkScores(yScore, name, yTrue.length);
  const nColumns = scores.nColumns === 1 ? 2 : scores.nColumns;
  if (nColumns !== classes.length) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${name} ${scores.nColumns === 1 ? 'is one column, of two classes' : `has ${nColumns} columns`}, but there are ${classes.length} classes; name all of them in the option labels`,
    );
  }
  const codes = placed(encoded.codes[0] as Int32Array, encoded.labels, classes);
  return { classes, codes, scores, weights: readSampleWeight(sampleWeight, yTrue.length) };
}

/** `INVALID_ARGUMENT` naming a value outside of `[0, 1]`. */
export function checkUnitInterval({ data, nColumns }: Matrix, name: string): void {
  for (let cell = 0; cell < data.length; cell++) {
    const p = data[cell] as number;
    if (p >= 0 && p <= 1) continue;
    const place = nColumns === 1 ? `[${cell}]` : `[${Math.floor(cell / nColumns)}][${cell % nColumns}]`;
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must be in [0, 1], but ${name}${place} is ${show(p)}`);
  }
}

function placed(codes: Int32Array, present: readonly Label[], classes: readonly Label[]): Int32Array {
  if (present.length === classes.length) return codes;
  const placeOf = Int32Array.from(present, (label) => classes.indexOf(label));
  return codes.map((code) => placeOf[code] as number);
}
