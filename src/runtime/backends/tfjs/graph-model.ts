import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import { graphSignature, type GraphSignature } from './graph-signature.js';
import type { ModelJson } from './model-json.js';
import type { StoredWeights } from './read-weights.js';
import { describeTfError, modelFailure } from './runtime/tf-error.js';
import type { TfGraphModel, TfLike, TfTensor } from './runtime/tf-like.js';
import type { TfModel } from './tf-model.js';
import type { TfRuntime } from './runtime/tf-runtime.js';

/**
 * Builds a converted SavedModel.
 *
 * @throws {ModelMountError} `INVALID_MODEL`, `UNSUPPORTED_MODEL`.
 */
export function loadGraphModel({ tf, use }: TfRuntime, json: ModelJson, stored: StoredWeights): TfModel {
  const { label } = json;
  checkNodes(json, new Set(stored.specs.map(({ name }) => name)));
  const model = use(() => buildModel(tf, json, stored));
  try {
    checkOperations(label, model);
    const signature = graphSignature(json, model);
    return {
      signature: { inputs: signature.inputs, outputs: signature.outputs },
      execute: executor(tf, model, signature),
      dispose: () => {
        model.dispose();
      },
    };
  } catch (cause) {
    model.dispose();
    throw modelFailure('INVALID_MODEL', label, { message: describeTfError(cause), cause });
  }
}

function buildModel(tf: TfLike, { label, json }: ModelJson, { specs, data }: StoredWeights): TfGraphModel {
  const { weightsManifest: _, ...rest } = json;
  const artifacts = { ...rest, weightSpecs: specs, weightData: data };
  const models: TfGraphModel[] = [];
  try {
    // Weights of a graph that cannot be built are given back.
    tf.tidy(() => {
      const model = tf.loadGraphModelSync({ load: () => artifacts } as never);
      for (const weight of weightsOf(model)) tf.keep(weight as never);
      models.push(model);
      return undefined as never;
    });
  } catch (cause) {
    const message = `TensorFlow.js cannot build its graph: ${describeTfError(cause)}`;
    throw modelFailure('INVALID_MODEL', label, { message, cause });
  }
  return models[0] as TfGraphModel;
}

function weightsOf(model: TfGraphModel): TfTensor[] {
  return Object.values(model.weights).flat();
}

/** What TensorFlow.js takes on trust: that constants have weights, and that whole numbers are whole. */
function checkNodes({ label, topology }: ModelJson, weights: ReadonlySet<string>): void {
  const { library } = topology;
  const functions = isObject(library) && Array.isArray(library['function']) ? (library['function'] as unknown[]) : [];
  const nodes = [topology['node'], ...functions.map((item) => (isObject(item) ? item['nodeDef'] : undefined))]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .filter(isObject);
  for (const { name, op, attr } of nodes) {
    if (op === 'Const' && !(typeof name === 'string' && weights.has(name))) {
      throw modelFailure('INVALID_MODEL', label, {
        message: `topology and weights do not belong together: the weight ${show(name)} is missing; convert the model again`,
      });
    }
    for (const [key, value] of Object.entries(isObject(attr) ? attr : {})) {
      const stray = integersOf(value).find((integer) => !/^-?\d{1,19}$/.test(String(integer)));
      if (stray === undefined) continue;
      const message = `node ${show(name)}: ${show(key)} must be whole numbers, got ${show(stray)}`;
      throw modelFailure('INVALID_MODEL', label, { message });
    }
  }
}

/** The integers of an attribute, one or a list, as JSON has them: numbers or decimal text. */
function integersOf(attribute: unknown): unknown[] {
  if (!isObject(attribute)) return [];
  const { i: single, list } = attribute;
  const many = isObject(list) ? list['i'] : undefined;
  return [...(single === undefined ? [] : [single]), ...(Array.isArray(many) ? (many as unknown[]) : [])];
}

/** Refuses operations that TensorFlow.js does not have, where it lets us see; else the first run fails. */
function checkOperations(label: string, model: TfGraphModel): void {
  const { executor } = model as {
    executor?: { graph?: { nodes?: Record<string, { op?: string; category?: string }> } };
  };
  for (const [name, { op, category }] of Object.entries(executor?.graph?.nodes ?? {})) {
    if (category !== undefined) continue;
    throw modelFailure('UNSUPPORTED_MODEL', label, {
      message: `the operation ${show(op)} (node ${show(name)}) is not one that TensorFlow.js has; convert to ONNX instead`,
    });
  }
}

function executor(tf: TfLike, model: TfGraphModel, { tensorNames }: GraphSignature): TfModel['execute'] {
  const weights = new Set(weightsOf(model));
  let isAsync = false;
  return async (inputs, outputs) => {
    const feeds = Object.fromEntries(
      [...inputs].map(([name, tensor]) => [tensorNames.inputs.get(name), tensor]),
    ) as never;
    const names = outputs.map((name) => tensorNames.outputs.get(name) as string);
    const own = (answer: unknown): TfTensor[] => {
      const tensors = (Array.isArray(answer) ? answer : [answer]) as TfTensor[];
      // An output may be a weight or an input as it is: the caller must not dispose those.
      const isForeign = (tensor: TfTensor): boolean => weights.has(tensor) || [...inputs.values()].includes(tensor);
      return tensors.map((tensor) => (isForeign(tensor) ? tensor.clone() : tensor));
    };
    if (!isAsync) {
      try {
        return tf.tidy(() => own(model.execute(feeds, names)) as never) as TfTensor[];
      } catch (error) {
        // Loops, branches and shapes that depend on values; TensorFlow.js says so before it computes anything.
        if (!(error instanceof Error && error.message.includes('executeAsync'))) throw error;
        isAsync = true;
      }
    }
    return own(await model.executeAsync(feeds, names));
  };
}
