import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { encodeLabels } from '../../data/labels/encode-labels.js';
import type { OptionRule } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import { isNested, type Scores } from '../common/check-scores.js';
import { resolveClasses } from '../common/resolve-classes.js';
import { BINARY_SCORE_RULES, readScoredSamples } from '../thresholds/counts/read-scored-samples.js';
import { CLASS_SCORE_RULES, checkUnitInterval, readClassScores, type ClassScoreOptions } from './read-class-scores.js';

/** What Brier scores can be told. */
export interface BrierOptions extends ClassScoreOptions {
  /** The class that a single column of probabilities is of; not for more columns. @default the second class */
  readonly posLabel?: Label;
}

/** The rules of those options, for `checkOptions`. */
export const BRIER_RULES: Readonly<Record<keyof BrierOptions, OptionRule>> = {
  ...CLASS_SCORE_RULES,
  posLabel: BINARY_SCORE_RULES.posLabel,
};

/** True classes by their columns, and probabilities; a single column is of class 1, and class 0 has the rest. */
export interface CodedProbabilities {
  readonly nClasses: number;
  readonly codes: Int32Array | Uint8Array;
  readonly scores: Matrix;
  readonly weights: Float64Array | undefined;
}

/**
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or not in `[0, 1]`, the classes
 *   are not as many as the columns, or the class of a single column is not known.
 */
export function readBrierScores(
  yTrue: Target,
  probabilities: Scores,
  { posLabel, ...options }: BrierOptions,
): CodedProbabilities {
  const column = columnOf(probabilities);
  if (column === undefined) {
    if (posLabel !== undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'posLabel is for a single column of probabilities; with more name the classes in the option labels',
      );
    }
    const { classes, ...read } = readClassScores(yTrue, probabilities, { ...options, name: 'probabilities' });
    checkUnitInterval(read.scores, 'probabilities');
    return { ...read, nClasses: classes.length };
  }
  const { positives, scores, weights } = readScoredSamples(yTrue, column, {
    ...options,
    posLabel: posLabel ?? secondClass(yTrue, options.labels),
  });
  const matrix = new Matrix(scores.length, 1, scores);
  checkUnitInterval(matrix, 'probabilities');
  return { nClasses: 2, codes: positives, scores: matrix, weights };
}

function columnOf(probabilities: Scores): ArrayLike<number> | undefined {
  if (probabilities instanceof Matrix) return probabilities.nColumns === 1 ? probabilities.data : undefined;
  return isNested(probabilities) ? undefined : probabilities;
}

function secondClass(yTrue: Target, named: Target | undefined): Label {
  const { labels } = encodeLabels([[yTrue, 'yTrue']]);
  const classes = named === undefined ? labels : resolveClasses(named, labels);
  if (classes.length > 2) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `probabilities is one column, of two classes, but there are ${classes.length}; give a column for each`,
    );
  }
  if (classes.length === 2) return classes[1] as Label;
  if (typeof classes[0] === 'boolean') return true;
  if ([0, 1, -1].includes(classes[0] as number)) return 1;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `yTrue has only the class ${show(classes[0])}; say which class the probabilities are of in the option posLabel`,
  );
}
