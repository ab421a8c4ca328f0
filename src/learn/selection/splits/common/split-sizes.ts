import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';

/** How many samples each part of a split gets. */
export interface SplitSizeOptions {
  /** A share in `(0, 1)`, rounded up, or a whole number of samples. @default what is left */
  readonly testSize?: number;
  /** A share in `(0, 1)`, rounded down, or a whole number of samples. @default what is left */
  readonly trainSize?: number;
}

/**
 * The sizes of both parts.
 *
 * @param defaultTestSize - The share for testing where no size is given.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if a part would be empty, or both are more than there is.
 */
export function resolveSplitSizes(
  nSamples: number,
  { testSize, trainSize }: SplitSizeOptions,
  defaultTestSize: number,
): { readonly nTrain: number; readonly nTest: number } {
  const wantedTest = testSize ?? (trainSize === undefined ? defaultTestSize : undefined);
  const test = count('testSize', wantedTest, { nSamples, round: Math.ceil });
  const train = count('trainSize', trainSize, { nSamples, round: Math.floor });
  const nTest = test ?? nSamples - (train ?? 0);
  const nTrain = train ?? nSamples - nTest;
  if (nTrain + nTest > nSamples || nTrain < 1 || nTest < 1) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${nSamples} samples cannot be split into ${nTrain} for training and ${nTest} for testing; change testSize or trainSize`,
    );
  }
  return { nTrain, nTest };
}

function count(
  name: string,
  size: number | undefined,
  { nSamples, round }: { readonly nSamples: number; readonly round: (value: number) => number },
): number | undefined {
  if (size === undefined) return undefined;
  if (Number.isInteger(size) && size >= 1) return size;
  if (typeof size === 'number' && size > 0 && size < 1) return round(size * nSamples);
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${name} must be a share in (0, 1) or a whole number of samples ≥ 1, got ${show(size)}`,
  );
}
