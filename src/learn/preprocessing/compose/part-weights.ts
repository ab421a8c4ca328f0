import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { JsonFields } from '../common/json-fields.js';

/** What the outputs of parts are multiplied by, by their names; 1 where a name is not there. */
export type PartWeights = Readonly<Record<string, number>>;

/** How the option `transformerWeights` is checked. */
export const PART_WEIGHTS_RULE = {
  expected: 'an object of finite numbers by the name of an entry',
  accepts: (value: unknown): boolean => isObject(value) && Object.values(value).every(Number.isFinite),
};

/** @throws {ModelMountError} `INVALID_ARGUMENT` if a weight is for a part that is not there. */
export function checkWeightNames(weights: PartWeights | undefined, names: readonly string[], who: string): void {
  const stray = Object.keys(weights ?? {}).find((name) => !names.includes(name));
  if (stray === undefined) return;
  throw new ModelMountError('INVALID_ARGUMENT', `transformerWeights of ${who} has ${show(stray)}, which is no entry`);
}

export function weightOf(weights: PartWeights | undefined, name: string): number {
  return weights !== undefined && Object.hasOwn(weights, name) ? (weights[name] as number) : 1;
}

/** The weight of a part as JSON leaves it out where it is 1. */
export function weightToJson(weight: number): number | undefined {
  return weight === 1 ? undefined : weight;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` with the place, if it is not a finite number. */
export function readWeight(part: JsonFields): number {
  const weight = part.raw('weight') ?? 1;
  if (typeof weight === 'number' && Number.isFinite(weight)) return weight;
  return part.fail('weight', `must be a finite number, got ${show(weight)}`);
}
