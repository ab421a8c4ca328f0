import { errorFromIssues } from '../../../core/errors.js';
import { pointer } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';

/** Deeper than any model is nested: what reads the parts of a document calls itself for each level. */
const MAX_DEPTH = 256;

/** What is known of a document before it is read. */
export interface DocumentFacts {
  /** Whether a model of the package `ml-regression` is in it. */
  readonly hasMlRegression: boolean;
}

/**
 * Looks through a document, without calling itself.
 *
 * @throws {ModelMountError} `INVALID_MODEL` with the place of what is nested too deep.
 */
export function checkDocument(document: unknown, label: string): DocumentFacts {
  let hasMlRegression = false;
  const waiting: Nested[] = [{ value: document, depth: 0, key: '', parent: undefined }];
  for (let nested = waiting.pop(); nested !== undefined; nested = waiting.pop()) {
    const { value, depth } = nested;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) {
      const message = `is nested more than ${MAX_DEPTH} deep`;
      throw errorFromIssues('INVALID_MODEL', `"${label}"`, [{ path: pathOf(nested), code: 'value', message }]);
    }
    if (isObject(value) && value['kind'] === 'mlRegression') hasMlRegression = true;
    const add = (child: unknown, key: string | number): void => {
      if (typeof child === 'object') waiting.push({ value: child, depth: depth + 1, key, parent: nested });
    };
    if (Array.isArray(value)) value.forEach(add);
    else for (const [key, child] of Object.entries(value)) add(child, key);
  }
  return { hasMlRegression };
}

interface Nested {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string | number;
  readonly parent: Nested | undefined;
}

function pathOf(nested: Nested): string {
  const keys: (string | number)[] = [];
  for (let at = nested; at.parent !== undefined; at = at.parent) keys.push(at.key);
  keys.reverse();
  // The beginning tells where to look; all of it would fill a screen.
  return pointer(...keys.slice(0, 16));
}
