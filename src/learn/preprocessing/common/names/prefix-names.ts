import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';

/**
 * The names of outputs side by side, each with the name of its part and `__` before it where that is wanted.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if two are the same where it is not.
 */
export function prefixNames(
  parts: readonly (readonly [name: string, outputs: readonly string[]])[],
  isVerbose: boolean,
  who: string,
): readonly string[] {
  const names = parts.flatMap(([name, outputs]) =>
    isVerbose ? outputs.map((output) => `${name}__${output}`) : outputs,
  );
  if (isVerbose) return names;
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `two outputs of ${who} are called ${show(name)}; set verboseFeatureNamesOut to true`,
      );
    }
    seen.add(name);
  }
  return names;
}
