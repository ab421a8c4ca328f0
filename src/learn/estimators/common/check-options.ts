import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';

/** A test that an option has to pass, and how a person would say it. */
export interface OptionRule {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

/** The rules that estimators share. */
export const OPTION_RULES: Readonly<
  Record<'flag' | 'positive' | 'nonNegative' | 'fraction' | 'count' | 'callback', OptionRule>
> = {
  flag: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
  positive: { expected: 'a number > 0', accepts: (value) => typeof value === 'number' && value > 0 },
  nonNegative: {
    expected: 'a finite number ≥ 0',
    accepts: (value) => typeof value === 'number' && value >= 0 && value < Infinity,
  },
  fraction: {
    expected: 'a number from 0 to 1',
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  callback: { expected: 'a function', accepts: (value) => typeof value === 'function' },
  count: { expected: 'a whole number ≥ 1', accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1 },
};

/**
 * Checks options against rules of the same names; `undefined` passes, it means the default.
 *
 * @param what - Whose options they are, for the message.
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming an option that is unknown or does not pass.
 */
export function checkOptions<Options extends object>(
  what: string,
  options: Options,
  rules: { readonly [Name in keyof Required<Options>]: OptionRule },
): void {
  checkOptionNames(what, options, Object.keys(rules));
  for (const [name, value] of Object.entries(options)) {
    const { expected, accepts } = rules[name as keyof Options];
    if (value !== undefined && !accepts(value)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `option "${name}" of ${what} must be ${expected}, got ${show(value)}`,
      );
    }
  }
}
