import { show } from '../../../core/issue.js';
import type { Signature, TensorSpec } from '../../../core/signature.js';
import { kerasTopology } from './keras/keras-topology.js';
import { matchWeights } from './keras/keras-weights.js';
import type { ModelJson } from './model-json.js';
import type { StoredWeights } from './read-weights.js';
import { describeTfError, modelFailure } from './runtime/tf-error.js';
import type { TfLayersModel, TfLike, TfSymbol, TfTensor } from './runtime/tf-like.js';
import type { TfModel } from './tf-model.js';
import type { TfRuntime } from './runtime/tf-runtime.js';
import { dtypeFromTf } from './runtime/tf-tensor.js';

/**
 * Builds a Keras model: first its layers, then each of their variables filled with the weight that belongs there.
 *
 * @throws {ModelMountError} `INVALID_MODEL`, `UNSUPPORTED_MODEL`.
 */
export async function loadLayersModel(runtime: TfRuntime, json: ModelJson, stored: StoredWeights): Promise<TfModel> {
  const { label } = json;
  const { tf } = runtime;
  const topology = kerasTopology(json, tf.serialization.SerializationMap.getMap().classNameMap);
  const model = await buildModel(runtime, label, topology);
  try {
    const names = matchWeights(model, { label, specs: stored.specs, topology });
    runtime.use(() => {
      fillWeights(tf, { model, names, stored });
    });
    const signature = signatureOf(label, model);
    return {
      signature,
      execute: (inputs, outputs) => Promise.resolve(predict(tf, { model, signature, inputs, outputs })),
      dispose: () => void model.dispose(),
    };
  } catch (cause) {
    model.dispose();
    throw modelFailure('INVALID_MODEL', label, { message: describeTfError(cause), cause });
  }
}

async function buildModel({ tf, use }: TfRuntime, label: string, topology: object): Promise<TfLayersModel> {
  const before = new Set(variablesOf(tf));
  // All layers are built before modelFromJSON first waits, so that the new variables are this model's.
  const building = use(() => tf.models.modelFromJSON({ modelTopology: topology } as never));
  const made = variablesOf(tf).filter((variable) => !before.has(variable));
  try {
    return await building;
  } catch (cause) {
    for (const variable of made) variable.dispose();
    const isMissing = cause instanceof Error && cause.constructor.name === 'NotImplementedError';
    const message = `TensorFlow.js cannot build its layers: ${describeTfError(cause)}`;
    throw modelFailure(isMissing ? 'UNSUPPORTED_MODEL' : 'INVALID_MODEL', label, { message, cause });
  }
}

function variablesOf(tf: TfLike): TfTensor[] {
  return Object.values(tf.engine().registeredVariables) as TfTensor[];
}

function fillWeights(
  tf: TfLike,
  { model, names, stored }: { model: TfLayersModel; names: readonly string[]; stored: StoredWeights },
): void {
  const tensors = tf.io.decodeWeights(stored.data, stored.specs as never);
  try {
    model.setWeights(names.map((name) => tensors[name]) as never);
  } finally {
    for (const tensor of Object.values(tensors)) tensor.dispose();
  }
}

function signatureOf(label: string, model: TfLayersModel): Signature {
  const specs = (symbols: readonly TfSymbol[]): TensorSpec[] => {
    const names = uniqueNames(symbols);
    return symbols.map(({ dtype, shape }, i) => {
      const name = names[i] as string;
      const ours = dtypeFromTf(dtype);
      if (ours === undefined) {
        const message = `${show(name)} has the dtype ${dtype}, which cannot be handed to or from TensorFlow.js`;
        throw modelFailure('UNSUPPORTED_MODEL', label, { message });
      }
      return { name, dtype: ours, shape: shape.map((length) => length ?? -1) };
    });
  };
  const inputs = specs(model.inputs).map((spec) => ({
    ...spec,
    // A Keras model takes as many samples of one input as of another.
    axes: spec.shape.map((length, axis) => (axis === 0 && length === -1 ? 'batch' : '')),
  }));
  return { inputs, outputs: specs(model.outputs) };
}

/** By layer, as in Python. A symbol's own name is no good: it differs each time that a model is loaded. */
function uniqueNames(symbols: readonly TfSymbol[]): string[] {
  const names: string[] = [];
  for (const { sourceLayer } of symbols) {
    let name = sourceLayer.name;
    for (let i = 1; names.includes(name); i++) name = `${sourceLayer.name}_${i}`;
    names.push(name);
  }
  return names;
}

interface Prediction {
  readonly model: TfLayersModel;
  readonly signature: Signature;
  readonly inputs: ReadonlyMap<string, TfTensor>;
  readonly outputs: readonly string[];
}

function predict(tf: TfLike, { model, signature, inputs, outputs }: Prediction): TfTensor[] {
  const tensors = signature.inputs.map(({ name }) => inputs.get(name) as TfTensor);
  const nRows = tensors[0]?.shape[0] ?? 0;
  const wanted = outputs.map((name) => signature.outputs.findIndex((spec) => spec.name === name));
  return tf.tidy(() => {
    const answer = nRows === 0 ? noRows(tf, model) : model.predict(tensors as never, { batchSize: nRows });
    const all = Array.isArray(answer) ? (answer as TfTensor[]) : [answer as TfTensor];
    // A model may answer with its input as it is, which is the caller's to dispose.
    return wanted.map((i) => (all[i] as TfTensor).clone()) as never;
  }) as TfTensor[];
}

/** TensorFlow.js cannot predict for no rows; the answer is known all the same. */
function noRows(tf: TfLike, { outputs }: TfLayersModel): TfTensor[] {
  return outputs.map(({ dtype, shape }) => {
    const [, ...rest] = shape;
    if (rest.includes(null)) throw new Error('no rows were given, and the shape of the answer depends on the rows');
    return tf.tensor([] as never, [0, ...(rest as number[])], dtype as never);
  });
}
