import { ModelMountError } from './errors.js';

/**
 * Refuses option names that are not known: a misspelt option must not pass in silence.
 *
 * @param what - Whose options they are, for the message: `'MinMaxScaler'`.
 * @param options - What the caller gave.
 * @param known - The allowed names.
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function checkOptionNames(what: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `unknown option "${name}" of ${what}; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
      );
    }
  }
}
