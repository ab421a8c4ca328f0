import { show } from '../../../../core/issue.js';
import { isObject } from '../../../../core/json.js';
import { activationName, dtypeName, unsupportedSetting } from './keras-config.js';
import { findUnreachable, layerCalls, tensorReferences } from './keras-calls.js';
import type { ModelJson } from '../model-json.js';
import { modelFailure } from '../runtime/tf-error.js';

type Json = Record<string, unknown>;

/** A layer in Keras 2's notation: what `tf.models.modelFromJSON` takes. */
export interface KerasLayer {
  readonly class_name: string;
  readonly config: Readonly<Json> & { readonly layers?: readonly KerasLayer[] };
  readonly name?: unknown;
  readonly inbound_nodes?: readonly unknown[];
}

interface Context {
  readonly label: string;
  readonly isKeras3: boolean;
  readonly knownClasses: object;
  /** Names of the models among the layers beside this one; none where the file is Keras 2's. */
  readonly nested: ReadonlySet<unknown>;
}

/**
 * The topology of a layers model as TensorFlow.js 4 reads it, whether Keras 2 or 3 wrote it. What only training
 * needs (initializers, regularizers, constraints) is left out.
 *
 * @param knownClasses - By name: the classes that TensorFlow.js has, and those that the host registered with it.
 * @throws {ModelMountError} `UNSUPPORTED_MODEL` naming the layer, `INVALID_MODEL`.
 */
export function kerasTopology({ label, topology }: ModelJson, knownClasses: object): KerasLayer {
  const version = topology['keras_version'];
  // TensorFlow.js itself writes "tfjs-layers 4.22.0" here, in the notation of Keras 2.
  const isKeras3 = typeof version === 'string' && /^(?:[3-9]|\d\d+)\./.test(version);
  return rewriteLayer(topology['model_config'] ?? topology, { label, isKeras3, knownClasses, nested: new Set() });
}

function rewriteLayer(layer: unknown, context: Context): KerasLayer {
  const { label, isKeras3, knownClasses, nested } = context;
  const { class_name: className, config, inbound_nodes: calls, name } = isObject(layer) ? layer : {};
  // Keras before 2.2 wrote a sequential model as the bare list of its layers.
  const settings = Array.isArray(config) ? { layers: config } : config;
  if (typeof className !== 'string' || !isObject(settings)) {
    throw modelFailure('INVALID_MODEL', label, { message: 'a layer in modelTopology has no class_name and config' });
  }
  const layerName = name ?? settings['name'];
  const refuse = (reason: string): Error =>
    modelFailure('UNSUPPORTED_MODEL', label, {
      message: `layer ${show(layerName)} (${className}) ${reason}; convert to a graph model (tensorflowjs_converter --output_format=tfjs_graph_model) or to ONNX instead`,
      details: { layer: layerName, className },
    });
  if (!Object.hasOwn(knownClasses, className)) throw refuse('is of a class that TensorFlow.js does not have');
  const reason = unsupportedSetting(className, settings, isKeras3);
  if (reason !== undefined) throw refuse(reason);
  return {
    class_name: className,
    config: rewriteConfig(className, settings, context),
    ...(layerName === undefined ? {} : { name: layerName }),
    ...(Array.isArray(calls) ? { inbound_nodes: layerCalls(calls, { nested, refuse }) } : {}),
  };
}

function rewriteConfig(className: string, config: Json, outer: Context): Json {
  const nested = new Set(outer.isKeras3 && Array.isArray(config['layers']) ? namesOfModels(config['layers']) : []);
  const context = { ...outer, nested };
  const result: Json = {};
  for (const [key, value] of Object.entries(config)) {
    if (key.endsWith('_regularizer') || key.endsWith('_constraint') || key === 'backward_layer') continue;
    if (key.endsWith('_initializer')) result[key] = { class_name: 'Zeros', config: {} };
    else if (key.endsWith('activation')) result[key] = activationName(value);
    else if (key === 'dtype') result[key] = dtypeName(value);
    else if (key === 'batch_shape') result['batch_input_shape'] = value;
    else if (key === 'negative_slope') result['alpha'] = value;
    else if (key === 'input_layers' || key === 'output_layers') result[key] = tensorReferences(value, nested);
    else if (key === 'layer' || key === 'cell') result[key] = rewriteLayer(value, context);
    else if ((key === 'layers' || key === 'cells') && Array.isArray(value)) {
      result[key] = value.map((layer) => rewriteLayer(layer, context));
    } else result[key] = value;
  }
  if (className === 'Bidirectional') nameBothWays(result);
  else if (className !== 'Sequential') checkCalls(outer.label, result);
  return result;
}

function namesOfModels(layers: readonly unknown[]): unknown[] {
  return layers.flatMap((layer) => {
    const config = isObject(layer) && isObject(layer['config']) ? layer['config'] : {};
    return Array.isArray(config['layers']) ? [config['name']] : [];
  });
}

function checkCalls(label: string, { layers }: Json): void {
  const name = Array.isArray(layers) ? findUnreachable(layers as KerasLayer[]) : undefined;
  if (name === undefined) return;
  throw modelFailure('INVALID_MODEL', label, {
    message: `layer ${show(name)} takes its input from a layer that does not exist or that comes after it`,
  });
}

/** Keras 3 writes the inner layer as `forward_x`; TensorFlow.js adds the `forward_` itself. */
function nameBothWays({ layer }: Json): void {
  const settings = (layer as KerasLayer).config as Json;
  if (typeof settings['name'] === 'string') settings['name'] = settings['name'].replace(/^forward_/, '');
}
