import { isObject } from '../../../../core/json.js';

/** Where a tensor comes from: layer, which call of it, which of that call's results. */
type TensorReference = readonly [layer: string, call: number, result: number];

/** The layers of one model, as far as their calls go. */
export interface LayerCalls {
  readonly class_name: string;
  readonly config: { readonly layers?: readonly unknown[] };
  readonly name?: unknown;
  readonly inbound_nodes?: readonly unknown[];
}

/**
 * The calls of a layer in Keras 2's notation, from Keras 3's lists of arguments.
 *
 * @param nested - Names of the layers that are models themselves.
 * @param refuse - Makes the error for a call that TensorFlow.js cannot repeat.
 */
export function layerCalls(
  calls: readonly unknown[],
  { nested, refuse }: { nested: ReadonlySet<unknown>; refuse: (reason: string) => Error },
): unknown[] {
  return calls.map((call) => {
    if (!isObject(call)) return call;
    const references: TensorReference[] = [];
    collectTensors(call['args'], references, refuse);
    for (const [name, value] of Object.entries(isObject(call['kwargs']) ? call['kwargs'] : {})) {
      // null and false are what a layer does anyway.
      if (value === null || value === false) continue;
      throw refuse(
        name === 'mask'
          ? 'is called with a mask (mask_zero or Masking), which cannot be carried over from Keras 3'
          : `is called with the argument ${name}, which cannot be carried over from Keras 3`,
      );
    }
    return references.map((reference) => [...shifted(reference, nested), {}]);
  });
}

/** References as a list of lists: Keras 3 writes a single one without the outer list, and several as an object too. */
export function tensorReferences(value: unknown, nested: ReadonlySet<unknown>): unknown[] {
  if (isObject(value)) return tensorReferences(Object.values(value), nested);
  if (!Array.isArray(value)) return [];
  return isReference(value)
    ? [shifted(value, nested)]
    : value.flatMap((item: unknown) => tensorReferences(item, nested));
}

/**
 * The name of a layer whose input is never computed, because its source does not exist or waits for the layer
 * itself. TensorFlow.js would look for it for ever.
 */
export function findUnreachable(layers: readonly LayerCalls[]): unknown {
  // Input layers and models come with one call, their own.
  const callsMade = new Map(layers.map((layer) => [layer.name, isNested(layer) || isInput(layer) ? 1 : 0]));
  let waiting = layers.flatMap(({ name, inbound_nodes: calls = [] }) => calls.map((call) => ({ name, call })));
  for (;;) {
    const stillWaiting = waiting.filter(({ name, call }) => {
      const sources: readonly unknown[] = Array.isArray(call) ? call : [];
      const isMade = (source: unknown): boolean => isReference(source) && (callsMade.get(source[0]) ?? 0) > source[1];
      if (sources.length === 0 || !sources.every(isMade)) return true;
      callsMade.set(name, (callsMade.get(name) ?? 0) + 1);
      return false;
    });
    if (stillWaiting.length === 0 || stillWaiting.length === waiting.length) return stillWaiting[0]?.name;
    waiting = stillWaiting;
  }
}

/** Whether a layer is a model itself. */
function isNested({ config }: LayerCalls): boolean {
  return config.layers !== undefined;
}

function isInput({ class_name: className }: LayerCalls): boolean {
  return className === 'InputLayer';
}

/** Making a model counts as its first call, except in Keras 3. */
function shifted([layer, call, result]: TensorReference, nested: ReadonlySet<unknown>): TensorReference {
  return [layer, nested.has(layer) ? call + 1 : call, result];
}

function collectTensors(value: unknown, found: TensorReference[], refuse: (reason: string) => Error): void {
  if (Array.isArray(value)) {
    for (const item of value) collectTensors(item, found, refuse);
  } else if (isObject(value) && isObject(value['config']) && isReference(value['config']['keras_history'])) {
    found.push(value['config']['keras_history']);
  } else if (value !== undefined && value !== null) {
    throw refuse('is called with a constant, which TensorFlow.js cannot do');
  }
}

function isReference(value: unknown): value is TensorReference {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}
