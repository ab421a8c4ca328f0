import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';

/**
 * Checks the names of steps or transformers: strings, not empty, all different, without `__` (which separates a
 * name from what it holds).
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function checkStepNames(names: readonly unknown[], where: string): void {
  const seen = new Set<unknown>();
  for (const name of names) {
    if (typeof name !== 'string' || name === '' || name.includes('__')) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `names in ${where} must be strings without "__", got ${show(name)}`,
      );
    }
    if (seen.has(name)) throw new ModelMountError('INVALID_ARGUMENT', `${where} has two of the name ${show(name)}`);
    seen.add(name);
  }
}
