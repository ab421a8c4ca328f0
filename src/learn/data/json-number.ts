import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';

/** A float64 as JSON can hold it: what JSON has no number for is a string. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** The JSON form of a float64, from which `fromJsonNumber` gives the same bits back. */
export function toJsonNumber(value: number): JsonNumber {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : (String(value) as JsonNumber);
}

/**
 * The float64 that `toJsonNumber` wrote.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for anything that it does not write; `where` names the place.
 */
export function fromJsonNumber(value: unknown, where: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity' || value === '-0') return Number(value);
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} must be a number (or "NaN", "Infinity", "-Infinity", "-0"), got ${show(value)}`,
  );
}

/** `toJsonNumber` of each element. */
export function toJsonNumbers(values: ArrayLike<number>): JsonNumber[] {
  return Array.from(values, toJsonNumber);
}

/** `fromJsonNumber` of each element of an array. */
export function fromJsonNumbers(values: unknown, where: string): Float64Array {
  if (!Array.isArray(values))
    throw new ModelMountError('INVALID_ARGUMENT', `${where} must be an array, got ${show(values)}`);
  return Float64Array.from(values, (value: unknown, i) => fromJsonNumber(value, `${where}/${i}`));
}
