import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { FitParams } from '../../selection/run/call-fit.js';

/** What the `fit` of something made of parts hands to the `fit` of these. */
export interface PartFitOptions {
  /** An option of the `fit` of the part of that name: `scale__sampleWeight`. */
  readonly [partOption: `${string}__${string}`]: unknown;
}

/** Whose parts they are, what one of them is called, and which takes the options without a name. */
export interface Sharing {
  readonly who: string;
  readonly part: 'step' | 'entry';
  /** @default none: each option needs the name of its part */
  readonly last?: string;
}

/**
 * Which part gets which options for its `fit`: `name__option` the part of that name, all others `last`.
 *
 * Each part's own `fitOptions` are looked at where it is fitted.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a part that is not there, or has nothing to fit.
 */
export function shareParams(
  parts: readonly (readonly [name: string, part: unknown])[],
  params: object,
  { who, part, last }: Sharing,
): ReadonlyMap<string, FitParams> {
  const known = new Map(parts);
  const shares = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(params) as [string, unknown][]) {
    if (value === undefined) continue;
    const cut = key.indexOf('__');
    const [name, option] = cut === -1 ? [last, key] : [key.slice(0, cut), key.slice(cut + 2)];
    if (name === undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the fit of ${who} takes X, y and options of its entries, as name__option; got ${show(key)}`,
      );
    }
    const share = shares.get(name) ?? {};
    if (!known.has(name) || typeof known.get(name) === 'string') {
      const action = known.get(name);
      const others = `is none; there are ${[...known.keys()].join(', ')}`;
      const what = action === undefined ? others : action === 'drop' ? 'drops its input' : 'passes its input on';
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${show(key)} is for ${part === 'step' ? 'a step' : 'an entry'} of ${who}, but ${show(name)} ${what}`,
      );
    }
    if (Object.hasOwn(share, option)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the fit of ${who} got both ${option} and ${name}__${option}, which are the same; leave one out`,
      );
    }
    shares.set(name, { ...share, [option]: value });
  }
  return shares;
}

/** What the `fit` of each part takes, as `name__option`. */
export function partFitOptions(parts: readonly (readonly [name: string, part: Fittable | string])[]): string[] {
  return parts.flatMap(([name, part]) =>
    typeof part === 'string' ? [] : (part.fitOptions ?? []).map((option) => `${name}__${option}`),
  );
}

interface Fittable {
  readonly fitOptions?: readonly string[] | undefined;
}
