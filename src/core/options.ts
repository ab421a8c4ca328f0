import { ModelMountError } from './errors.js';
import { show } from './issue.js';
import { isObject } from './json.js';

/**
 * Refuses what is no object of options, and names that are not known: a misspelt option must not pass in silence.
 *
 * @param what - Whose options they are, for the message: `'MinMaxScaler'`.
 * @param options - What the caller gave.
 * @param known - The allowed names.
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function checkOptionNames(what: string, options: object, known: readonly string[]): void {
  checkOptionsObject(what, options);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `unknown option "${name}" of ${what}; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
      );
    }
  }
}

/** The part of `checkOptionNames` for options that are taken apart first: `INVALID_ARGUMENT` for no object. */
export function checkOptionsObject(what: string, options: unknown): void {
  if (isObject(options)) return;
  throw new ModelMountError('INVALID_ARGUMENT', `options of ${what} must be an object, got ${show(options)}`);
}
