import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Target } from '../../contracts.js';
import { encodeLabels } from '../../data/labels/encode-labels.js';
import type { Matrix } from '../../math/matrix.js';
import { readScoredSamples, type BinaryScoreOptions } from '../thresholds/counts/read-scored-samples.js';
import type { ScoredSamples } from '../thresholds/counts/threshold-counts.js';

/**
 * Samples of two classes with the probability of the positive one.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are more than two classes, a value is no label
 *   or not in `[0, 1]`, or the positive class is not known.
 */
export function readBinaryProbabilities(
  yTrue: Target,
  probabilities: ArrayLike<number> | Matrix,
  options: BinaryScoreOptions,
): ScoredSamples {
  const samples = readScoredSamples(yTrue, probabilities, options);
  const { labels } = encodeLabels([[yTrue, 'yTrue']]);
  if (labels.length > 2) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yTrue must be of two classes, got ${labels.length}; look at each class against the others`,
    );
  }
  for (let i = 0; i < samples.scores.length; i++) {
    const p = samples.scores[i] as number;
    if (p >= 0 && p <= 1) continue;
    throw new ModelMountError('INVALID_ARGUMENT', `probabilities[${i}] must be in [0, 1], got ${show(p)}`);
  }
  return samples;
}
