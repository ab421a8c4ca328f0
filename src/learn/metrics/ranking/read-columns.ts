import { ModelMountError } from '../../../core/errors.js';
import { readSampleWeight } from '../../data/check-sample-weight.js';
import { checkScores, type Scores } from '../common/check-scores.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { readIndicators, type Indicators } from '../common/labels/indicator-pairs.js';
import type { ScoredColumns } from './average-columns.js';

/**
 * Indicators of the labels that samples have, with a score for each.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, an indicator is not 0 or 1, or a score is not finite.
 */
export function readColumns(yTrue: Indicators, yScore: Scores, { sampleWeight }: SampleWeightOption): ScoredColumns {
  const { nSamples, nLabels, cells } = readIndicators(yTrue, 'yTrue');
  const scores = checkScores(yScore, 'yScore', nSamples);
  if (scores.nColumns !== nLabels) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yScore has ${scores.nColumns} columns, but yTrue has ${nLabels}; there must be a score for each label`,
    );
  }
  return {
    indicators: cells,
    scores,
    weights: readSampleWeight(sampleWeight, nSamples),
    names: Array.from({ length: nLabels }, (_, k) => k),
  };
}
