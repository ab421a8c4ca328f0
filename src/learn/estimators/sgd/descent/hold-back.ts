import { ModelMountError } from '../../../../core/errors.js';
import { RandomState } from '../../../math/random-state.js';
import { stratifiedShuffle } from '../../../selection/splits/common/stratified-shuffle.js';
import { resolveSplitSizes } from '../../../selection/splits/common/split-sizes.js';

/** What samples to hold back for `earlyStopping`. */
export interface HoldBackOptions {
  readonly nSamples: number;
  /** Share of the samples, in (0, 1). */
  readonly fraction: number;
  readonly seed: number;
  /** Class of each sample, where each class shall keep its share. */
  readonly classOf?: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Marks with 1 the samples that training does not see; those that scikit-learn's splitters draw with the same seed.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if nothing would be left to train on or to hold back, or all that is
 *   held back weighs 0.
 */
export function holdBack({ nSamples, fraction, seed, classOf, weights }: HoldBackOptions): Uint8Array {
  const { nTrain, nTest } = resolveSplitSizes(nSamples, { testSize: fraction }, fraction);
  const random = new RandomState(seed);
  const positions =
    classOf === undefined
      ? random.permutation(nSamples).slice(0, nTest)
      : stratifiedShuffle(Array.from(classOf), { nTrain, nTest, random })[1];
  if (!positions.some((i) => (weights[i] as number) > 0)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'all samples that earlyStopping holds back have a weight of 0; choose another randomState',
    );
  }
  const isHeldBack = new Uint8Array(nSamples);
  for (const i of positions) isHeldBack[i] = 1;
  return isHeldBack;
}
