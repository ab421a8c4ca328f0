import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { RandomState } from '../../math/random-state.js';

/** What values are drawn from; `rvs` is scipy's word for it. */
export interface Distribution<T = unknown> {
  rvs(random: RandomState): T;
}

/**
 * Numbers in `[low, high)`, all equally likely. Draws as scipy's `uniform(low, high - low)`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` unless both are finite and `low < high`.
 *
 * @example
 * ```ts
 * uniform(0, 1).rvs(new RandomState(42)); // 0.3745401188473625
 * ```
 */
export function uniform(low: number, high: number): Distribution<number> {
  checkBounds('uniform', low, high);
  return { rvs: (random) => low + (high - low) * random.random() };
}

/**
 * Numbers in `[low, high)` whose logarithms are all equally likely: for options that matter by their order of
 * magnitude, such as the strength of a penalty. Draws as scipy's `loguniform`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` unless both are finite and `0 < low < high`.
 *
 * @example
 * ```ts
 * loguniform(0.01, 100).rvs(new RandomState(42)); // ≈ 0.315
 * ```
 */
export function loguniform(low: number, high: number): Distribution<number> {
  checkBounds('loguniform', low, high);
  if (low <= 0) {
    throw new ModelMountError('INVALID_ARGUMENT', `the bounds of loguniform must be above 0, got ${show(low)}`);
  }
  const [from, to] = [Math.log(low), Math.log(high)];
  return { rvs: (random) => Math.exp(from + random.random() * (to - from)) };
}

/**
 * Whole numbers from `low` to `high - 1`, all equally likely. Draws as scipy's `randint`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` unless both are whole and `low < high ≤ low + 2³²`.
 *
 * @example
 * ```ts
 * randint(0, 10).rvs(new RandomState(7)); // 4
 * ```
 */
export function randint(low: number, high: number): Distribution<number> {
  checkBounds('randint', low, high);
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high - low > 2 ** 32) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the bounds of randint must be whole numbers, at most 2^32 apart, got ${show(low)} and ${show(high)}`,
    );
  }
  return { rvs: (random) => random.randint(low, high) };
}

function checkBounds(who: string, low: unknown, high: unknown): void {
  if (Number.isFinite(low) && Number.isFinite(high) && (low as number) < (high as number)) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${who} needs finite bounds with low < high, got ${show(low)} and ${show(high)}`,
  );
}
