import { ModelMountError } from '../../../../core/errors.js';
import type { ThresholdCounts } from './threshold-counts.js';

/**
 * The weight of all positive and of all negative samples.
 *
 * @param what - What needs samples of both classes, for the message: `'a ROC curve'`.
 * @throws {ModelMountError} `UNDEFINED_SCORE` if there are only positives or only negatives.
 */
export function bothClasses({ tps, fps }: ThresholdCounts, what: string): [positives: number, negatives: number] {
  const [positives, negatives] = [tps.at(-1) as number, fps.at(-1) as number];
  if (positives > 0 && negatives > 0) return [positives, negatives];
  throw new ModelMountError(
    'UNDEFINED_SCORE',
    `${what} needs samples of both classes, but yTrue has no ${positives === 0 ? 'positive' : 'negative'} one`,
  );
}
