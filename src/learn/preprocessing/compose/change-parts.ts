import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import type { Estimator } from '../../contracts.js';
import { withOptions, type OptionChanges } from '../../selection/with-options.js';

/** What parts are to be changed, and of what. */
export interface PartsOf {
  /** The parts by name: estimators, or words like `passthrough`. */
  readonly parts: ReadonlyMap<string, unknown>;
  /** Options of the whole, some of which may be estimators. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly who: string;
}

/** The parts and options after the changes. */
export interface ChangedParts {
  readonly parts: ReadonlyMap<string, unknown>;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Other parts and options: `name` puts another estimator in the place of a part or sets an option, `name__option`
 * changes what is within a part (after the part itself, if both are given).
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a name that is neither, and for an option within a part that has
 *   none.
 */
export function changeParts({ parts, options, who }: PartsOf, changes: OptionChanges): ChangedParts {
  const changed = { parts: new Map(parts), options: { ...options } };
  const within = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(changes)) {
    const cut = key.indexOf('__');
    const name = cut === -1 ? key : key.slice(0, cut);
    if (!parts.has(name) && !Object.hasOwn(options, name)) {
      const known = [...parts.keys(), ...Object.keys(options)];
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${who} has no ${show(name)} to change; it has ${known.join(', ')}`,
      );
    }
    if (cut !== -1) within.set(name, { ...within.get(name), [key.slice(cut + 2)]: value });
    else if (parts.has(name)) changed.parts.set(name, value);
    else changed.options[name] = value;
  }
  for (const [name, own] of within) {
    const part = changed.parts.has(name) ? changed.parts.get(name) : changed.options[name];
    if (!isObject(part) || typeof part['fit'] !== 'function') {
      const [option = ''] = Object.keys(own);
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${show(name)} in ${who} is ${show(part)}, which has no option ${show(option)}`,
      );
    }
    const replaced = withOptions(part as unknown as Estimator<unknown>, own);
    if (changed.parts.has(name)) changed.parts.set(name, replaced);
    else changed.options[name] = replaced;
  }
  return changed;
}
