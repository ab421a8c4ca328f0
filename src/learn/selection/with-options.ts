import { ModelMountError } from '../../core/errors.js';
import { isObject } from '../../core/json.js';
import { show } from '../../core/issue.js';
import type { Estimator } from '../contracts.js';

/** Options by name; `name__option` is an option of the part of that name. */
export type OptionChanges = Readonly<Record<string, unknown>>;

/**
 * The same estimator with other options.
 *
 * An estimator that holds others takes `name__option`, at any depth: `model__C` of a pipeline with a step `model`,
 * `estimator__C` of what has an option `estimator`.
 *
 * @param estimator - One with a `withOptions` of its own, or made from its `options` by its constructor.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option that it does not have or a value that it does not
 *   allow, and if there is no way to make its like.
 *
 * @example
 * ```ts
 * const estimator = withOptions(new LogisticRegression({ C: 1 }), { C: 2 });
 * estimator.options; // { C: 2 }
 * ```
 */
export function withOptions<E extends Estimator<unknown>>(estimator: E, changes: OptionChanges): E {
  if (!isObject(estimator)) {
    throw new ModelMountError('INVALID_ARGUMENT', `withOptions takes an estimator, got ${show(estimator)}`);
  }
  if (!isObject(changes)) {
    throw new ModelMountError('INVALID_ARGUMENT', `the changes must be an object of options, got ${show(changes)}`);
  }
  if (Object.keys(changes).length === 0) return estimator;
  if (estimator.withOptions !== undefined) return estimator.withOptions(changes) as E;
  const { options } = estimator;
  if (options === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${estimator.constructor.name} cannot be made with other options: it needs "options", which its constructor takes, or "withOptions"`,
    );
  }
  const changed: Record<string, unknown> = { ...options };
  const nested = new Map<string, Record<string, unknown>>();
  for (const [name, value] of Object.entries(changes)) {
    const cut = name.indexOf('__');
    if (cut === -1) changed[name] = value;
    else {
      const part = name.slice(0, cut);
      nested.set(part, { ...nested.get(part), [name.slice(cut + 2)]: value });
    }
  }
  for (const [part, own] of nested) changed[part] = withOptions(partOf(estimator, part, changed[part]), own);
  return new (estimator.constructor as new (options: object) => E)(changed);
}

function partOf(whole: Estimator<unknown>, name: string, part: unknown): Estimator<unknown> {
  if (isObject(part) && typeof part['fit'] === 'function') return part as unknown as Estimator<unknown>;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${whole.constructor.name} has no part ${show(name)} whose options could be changed`,
  );
}
