import type { Artifact } from '../../../core/artifact.js';
import type { ModelCost } from '../../../core/backend.js';
import { isObject } from '../../../core/json.js';
import { findFile } from './find-document.js';

/** Up to this a row takes little time even where every number of the model is looked at for it. */
const MOST_LIGHT_BYTES = 2 ** 17;
/** So many elements are about as many bytes, as JSON. */
const MOST_LIGHT_ELEMENTS = 2 ** 13;

/**
 * What the size of a fitted model tells of its cost. One of neighbours keeps its training data and may look at all of it
 * for each row; of others the size says nothing, and a trial does.
 */
export async function estimateCost(artifact: Artifact): Promise<ModelCost> {
  try {
    if (isObject(artifact.value)) return isSmall(artifact.value) ? 'light' : 'unknown';
    const file = await findFile(artifact);
    if (file === undefined) return 'light';
    const bytes = await artifact.sizeOf?.(file);
    return bytes !== undefined && bytes <= MOST_LIGHT_BYTES ? 'light' : 'unknown';
  } catch {
    // Loading fails at the same place, before it costs anything, and says why.
    return 'light';
  }
}

/** Whether a value holds few elements. Looks at no more than that. */
function isSmall(value: object): boolean {
  const waiting: unknown[] = [value];
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen + waiting.length > MOST_LIGHT_ELEMENTS) return false;
    const next = waiting.pop();
    if (ArrayBuffer.isView(next)) seen += next.byteLength / 8;
    else if (typeof next === 'object' && next !== null) {
      if (Array.isArray(next) && next.length > MOST_LIGHT_ELEMENTS) return false;
      for (const child of Object.values(next)) waiting.push(child);
    }
  }
  return true;
}
