import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { FitParams } from '../../selection/run/call-fit.js';

/**
 * Which step gets which options for its `fit`: `name__option` the step of that name, all others the last.
 *
 * Each step's own `fitOptions` are looked at where it is fitted.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a step that is not there, or passes its input on.
 */
export function shareParams(
  steps: readonly (readonly [name: string, step: unknown])[],
  params: object,
): ReadonlyMap<string, FitParams> {
  const known = new Map(steps);
  const last = steps.at(-1)?.[0] ?? '';
  const shares = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(params) as [string, unknown][]) {
    if (value === undefined) continue;
    const cut = key.indexOf('__');
    const [name, option] = cut === -1 ? [last, key] : [key.slice(0, cut), key.slice(cut + 2)];
    const share = shares.get(name) ?? {};
    if (!known.has(name) || known.get(name) === 'passthrough') {
      const what = known.has(name) ? 'passes its input on' : `is none; there are ${[...known.keys()].join(', ')}`;
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${show(key)} is for a step of Pipeline, but ${show(name)} ${what}`,
      );
    }
    if (Object.hasOwn(share, option)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the fit of Pipeline got both ${option} and ${last}__${option}, which are the same; leave one out`,
      );
    }
    shares.set(name, { ...share, [option]: value });
  }
  return shares;
}
