import { isObject } from '../../../core/json.js';
import type { Document } from './importers/importer.js';

/** Deeper than any model is nested; ends the walk through an object that contains itself. */
const MAX_DEPTH = 8;

/** The outermost members of a value: of what its `toJSON` gives, where it has one. */
export function shallowDocument(value: object): Document {
  const json = jsonOf(value);
  return isObject(json) ? { ...json } : {};
}

/**
 * A document with the JSON of all its members: instances by their `toJSON`, typed arrays as arrays, `undefined` left out. Unlike a trip
 * through JSON text it keeps NaN and infinities, so that a message can name them.
 */
export function plainDocument(document: Document): Document {
  return mapMembers(document, MAX_DEPTH);
}

function mapMembers(members: object, depth: number): Document {
  const entries = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, toPlain(member, depth - 1)]));
}

function toPlain(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  const json = jsonOf(value);
  if (Array.isArray(json)) return json.map((element) => toPlain(element, depth - 1));
  return isObject(json) ? mapMembers(json, depth) : json;
}

function jsonOf(value: object): unknown {
  if (!('toJSON' in value) || typeof value.toJSON !== 'function') return value;
  try {
    return (value as { toJSON(): unknown }).toJSON();
  } catch {
    // ml-regression's MultivariateLinearRegression throws here once it was loaded; its members say it all.
    return value;
  }
}
