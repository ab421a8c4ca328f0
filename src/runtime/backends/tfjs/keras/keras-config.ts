import { isDeepStrictEqual } from 'node:util';
import { show } from '../../../../core/issue.js';
import { isObject } from '../../../../core/json.js';

type Json = Readonly<Record<string, unknown>>;

/** Settings that TensorFlow.js refuses or, worse, ignores: its answers would not be the model's. */
const UNSUPPORTED: Readonly<Record<string, (value: unknown, className: string) => boolean>> = {
  groups: (value) => value !== 1,
  keepdims: (value) => value === true,
  negative_slope: (value, className) => value !== 0 && className !== 'LeakyReLU',
  reset_after: (value) => value === true,
  rms_scaling: (value) => value === true,
  stateful: (value) => value === true,
  threshold: (value) => value !== 0,
};

const INTEGERS = ['int8', 'int16', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'];

/** Why TensorFlow.js would not compute what the layer's settings ask for; `undefined` if it would. */
export function unsupportedSetting(className: string, config: Json, isKeras3: boolean): string | undefined {
  for (const [key, value] of Object.entries(config)) {
    const isUnsupported = Object.hasOwn(UNSUPPORTED, key) ? UNSUPPORTED[key] : undefined;
    if (value !== null && isUnsupported?.(value, className)) {
      return `has ${key} = ${show(value)}, which TensorFlow.js does not have`;
    }
    if (!key.endsWith('activation')) continue;
    const activation = activationName(value);
    if (isObject(activation)) return `has a layer as its ${key}, which TensorFlow.js does not have`;
    // Keras 3 redefined it as relu6(x + 3) / 6; TensorFlow.js computes the older 0.2x + 0.5.
    if (isKeras3 && activation === 'hard_sigmoid') return `has the ${key} hard_sigmoid of Keras 3`;
  }
  if (className === 'Bidirectional' && !isMirrored(config['layer'], config['backward_layer'])) {
    return 'has a backward layer of its own, which TensorFlow.js does not have';
  }
  return undefined;
}

/** The name of an activation function, which Keras may wrap in an object. */
export function activationName(value: unknown): unknown {
  const name = isObject(value) && value['class_name'] === 'function' ? value['config'] : value;
  return name === 'silu' ? 'swish' : name;
}

/** The dtype that TensorFlow.js computes a layer in, from a name or from Keras 3's policy object. */
export function dtypeName(value: unknown): unknown {
  const policy = isObject(value) && isObject(value['config']) ? value['config']['name'] : value;
  if (typeof policy !== 'string') return 'float32';
  if (INTEGERS.includes(policy)) return 'int32';
  return /float/.test(policy) ? 'float32' : policy;
}

/** Whether `backward` is what a bidirectional layer makes of `forward` by itself. */
function isMirrored(forward: unknown, backward: unknown): boolean {
  if (backward === undefined || backward === null) return true;
  return isDeepStrictEqual(withoutDirection(forward), withoutDirection(backward));
}

function withoutDirection(layer: unknown): unknown {
  if (!isObject(layer) || !isObject(layer['config'])) return layer;
  const { name, go_backwards: direction, ...settings } = layer['config'];
  return { className: layer['class_name'], settings: withoutIds(settings) };
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'shared_object_id');
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutIds(item)]));
}
