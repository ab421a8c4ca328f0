import { ModelMountError } from '../../../../core/errors.js';
import { checkList } from '../../../data/check-list.js';
import { readSampleWeight } from '../../../data/check-sample-weight.js';
import { OPTION_RULES, type OptionRule } from '../../../estimators/common/check-options.js';
import { Matrix } from '../../../math/matrix.js';
import { checkScores, type Scores } from '../../common/check-scores.js';
import { SAMPLE_WEIGHT_RULE, type SampleWeightOption } from '../../common/check-targets.js';

/** How relevant each document is to each query, with the scores that are to order them. */
export interface Relevance {
  /** Shape `[nSamples, nDocuments]`. */
  readonly yTrue: Matrix;
  /** Shape of `yTrue`. */
  readonly yScore: Matrix;
  readonly weights: Float64Array | undefined;
}

/** Options of gains. */
export interface GainOptions extends SampleWeightOption {
  /** How many of the highest scores count. @default all */
  readonly k?: number;
  /** Whether equal scores are taken in the order they come, instead of sharing their mean relevance. @default false */
  readonly ignoreTies?: boolean;
}

/** The rules of those options, for `checkOptions`. */
export const GAIN_RULES: Readonly<Record<keyof GainOptions, OptionRule>> = {
  sampleWeight: SAMPLE_WEIGHT_RULE,
  k: OPTION_RULES.count,
  ignoreTies: OPTION_RULES.flag,
};

/** @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, or a value is no finite number. */
export function readRelevance(yTrue: Scores, yScore: Scores, { sampleWeight }: SampleWeightOption): Relevance {
  if (!(yTrue instanceof Matrix)) checkList(yTrue, 'yTrue', 'rows');
  const nSamples = yTrue instanceof Matrix ? yTrue.nRows : yTrue.length;
  if (!(nSamples > 0)) throw new ModelMountError('INVALID_ARGUMENT', 'yTrue must have at least one row, got none');
  const [truth, scores] = [checkScores(yTrue, 'yTrue', nSamples), checkScores(yScore, 'yScore', nSamples)];
  if (truth.nColumns !== scores.nColumns || truth.nColumns < 2) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yTrue and yScore must have a column for each of two or more documents, got ${truth.nColumns} and ${scores.nColumns} columns`,
    );
  }
  return { yTrue: truth, yScore: scores, weights: readSampleWeight(sampleWeight, nSamples) };
}
