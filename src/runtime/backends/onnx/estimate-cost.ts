import type { Artifact } from '../../../core/artifact.js';
import type { ModelCost } from '../../../core/backend.js';
import { BOUNDED_OPERATORS, LIGHT_OPERATORS } from './file/operator-cost.js';
import type { OnnxFile } from './file/onnx-file.js';
import { readOnnxFile } from './file/read-onnx-file.js';
import { bytesField, readMessage } from './file/wire.js';
import { findModelFile } from './find-model-file.js';

/** Above this a model is heavy, unread: its loading holds up a thread for milliseconds a megabyte, a forest's for 30. */
const MOST_BYTES = 2 ** 23;

/** Above either of these it is not light: each operator takes about a microsecond, and longer to be loaded. */
const MOST_LIGHT_BYTES = 2 ** 20;
const MOST_LIGHT_NODES = 200;

/** What the model's file tells of its cost: by its size, and by its operators, each of which is in a closed list. */
export async function estimateCost(artifact: Artifact): Promise<ModelCost> {
  try {
    const name = await findModelFile(artifact);
    const bytes = await artifact.sizeOf?.(name);
    if (bytes === undefined || bytes > MOST_BYTES) return 'heavy';
    return costOfFile(readOnnxFile(await artifact.read(name), artifact.label));
  } catch {
    // Loading fails at the same place, before it costs anything, and says why.
    return 'light';
  }
}

function costOfFile({ bytes, graph }: OnnxFile): ModelCost {
  const costs = graph.nodes.map(costOfNode);
  if (costs.includes('heavy')) return 'heavy';
  const isSmall = bytes.length <= MOST_LIGHT_BYTES && costs.length <= MOST_LIGHT_NODES;
  const isWhole = ![...graph.initializers.values()].some(isExternal);
  return isSmall && isWhole && !costs.includes('unknown') ? 'light' : 'unknown';
}

function costOfNode({ domain, opType }: OnnxFile['graph']['nodes'][number]): ModelCost {
  const name = domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`;
  if (LIGHT_OPERATORS.has(name)) return 'light';
  return BOUNDED_OPERATORS.has(name) ? 'unknown' : 'heavy';
}

/** Whether a tensor's numbers are in another file (field 13 of a tensor says where). */
function isExternal(tensor: Uint8Array): boolean {
  let isElsewhere = false;
  readMessage(tensor, { 13: bytesField(() => (isElsewhere = true)) });
  return isElsewhere;
}
