import type { Artifact } from '../../../core/artifact.js';
import type { ModelCost } from '../../../core/backend.js';
import { isObject } from '../../../core/json.js';
import { findFile } from './find-document.js';

/** What a model that looks at its training data for each row may hold at most, to be light: some thousand numbers. */
const MOST_NEIGHBOR_BYTES = 2 ** 15;
/** What others may: each number is used once for a row. */
const MOST_BYTES = 2 ** 20;
/** A number of JSON has about as many bytes, with its comma. */
const BYTES_PER_ELEMENT = 16;

/** Kinds of models of neighbours begin so, in another model too. */
const NEIGHBORS = 'kNeighbors';

/** What the size of a fitted model tells of its cost. What it does not tell, a trial does. */
export async function estimateCost(artifact: Artifact): Promise<ModelCost> {
  try {
    if (isObject(artifact.value)) return costOfValue(artifact.value);
    const file = await findFile(artifact);
    if (file === undefined) return 'light';
    const bytes = (await artifact.sizeOf?.(file)) ?? Infinity;
    if (bytes <= MOST_NEIGHBOR_BYTES) return 'light';
    if (bytes > MOST_BYTES) return 'unknown';
    const text = new TextDecoder().decode(await artifact.read(file));
    return text.includes(`"${NEIGHBORS}`) ? 'unknown' : 'light';
  } catch {
    // Loading fails at the same place, before it costs anything, and says why.
    return 'light';
  }
}

/** As for a file of that content. Looks at no more elements than a light model has. */
function costOfValue(value: object): ModelCost {
  const waiting: unknown[] = [value];
  let bytes = 0;
  let hasNeighbors = false;
  while (waiting.length > 0) {
    const next = waiting.pop();
    bytes += BYTES_PER_ELEMENT;
    if (typeof next === 'string') hasNeighbors ||= next.startsWith(NEIGHBORS);
    else if (ArrayBuffer.isView(next)) bytes += (next.byteLength / 8) * BYTES_PER_ELEMENT;
    else if (Array.isArray(next) && next.length > MOST_BYTES / BYTES_PER_ELEMENT) return 'unknown';
    else if (typeof next === 'object' && next !== null) for (const child of Object.values(next)) waiting.push(child);
    if (bytes > MOST_BYTES) return 'unknown';
  }
  return hasNeighbors && bytes > MOST_NEIGHBOR_BYTES ? 'unknown' : 'light';
}
