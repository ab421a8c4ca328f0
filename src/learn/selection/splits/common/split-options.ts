import { ModelMountError } from '../../../../core/errors.js';
import { RandomState } from '../../../math/random-state.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../../estimators/common/check-options.js';
import type { OnSelectionWarning } from '../../selection-warning.js';

/** Options of splitters that cut the samples into folds. */
export interface FoldOptions {
  /** Number of folds, and of splits; at least 2. @default 5 */
  readonly nSplits?: number;
  /** Whether samples come to folds at random. @default false */
  readonly shuffle?: boolean;
  /**
   * Seed, a whole number from 0 to 2³² − 1: the same one gives the same splits, here and in scikit-learn. Needs
   * `shuffle`. @default a random one at each call
   */
  readonly randomState?: number;
}

/** A splitter's way to tell of something that it went on after. */
export interface SplitWarningOption {
  /** Called where a class has fewer samples than there are folds. @default nothing */
  readonly onWarning?: OnSelectionWarning;
}

/** The rules that splitters share. */
export const SPLIT_RULES: Readonly<Record<'folds' | 'seed' | 'size' | 'listener', OptionRule>> = {
  folds: {
    expected: 'a whole number ≥ 2',
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 2,
  },
  seed: {
    expected: 'a whole number from 0 to 4294967295',
    accepts: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff,
  },
  size: {
    expected: 'a share in (0, 1) or a whole number of samples ≥ 1',
    accepts: (value) => typeof value === 'number' && value > 0 && (value < 1 || Number.isInteger(value)),
  },
  listener: { expected: 'a function', accepts: (value) => typeof value === 'function' },
};

/** The rules of `FoldOptions`. */
export const FOLD_RULES: { readonly [Name in keyof Required<FoldOptions>]: OptionRule } = {
  nSplits: SPLIT_RULES.folds,
  shuffle: OPTION_RULES.flag,
  randomState: SPLIT_RULES.seed,
};

/** `checkOptions` where none may be left out. */
export function checkRequired<Options extends object>(
  who: string,
  options: Options,
  rules: { readonly [Name in keyof Required<Options>]: OptionRule },
): void {
  const given: object | undefined = options;
  const missing = Object.keys(rules).find(
    (name) => (given as Record<string, unknown> | undefined)?.[name] === undefined,
  );
  if (missing !== undefined) {
    const { expected } = rules[missing as keyof Options];
    throw new ModelMountError('INVALID_ARGUMENT', `option "${missing}" of ${who} is needed: ${expected}`);
  }
  checkOptions(who, options, rules);
}

/** `INVALID_ARGUMENT` for a seed that nothing would be drawn with. */
export function checkSeedHasUse(who: string, { shuffle = false, randomState }: FoldOptions): void {
  if (shuffle || randomState === undefined) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `randomState of ${who} has no effect without shuffle; set shuffle: true, or leave randomState out`,
  );
}

/** The generator of a seed, or of a random one. */
export function makeRandom(randomState: number | undefined): RandomState {
  return new RandomState(randomState ?? Math.floor(Math.random() * 2 ** 32));
}
