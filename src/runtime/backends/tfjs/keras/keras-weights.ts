import type { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { showShape } from '../../../../core/tensor/shape.js';
import type { KerasLayer } from './keras-topology.js';
import type { WeightSpec } from '../read-weights.js';
import { modelFailure } from '../runtime/tf-error.js';
import type { TfLayer, TfLayersModel, TfVariable } from '../runtime/tf-like.js';

/** A model's variables and the stored weights that are to fill them. */
interface Matching {
  readonly label: string;
  readonly specs: ReadonlyMap<string, WeightSpec>;
  readonly found: Map<TfVariable, string>;
}

/**
 * Which stored weight belongs to each variable of a model, in the order of `model.weights`.
 *
 * Keras writes them in two ways: by name (`conv/kernel`, with the model's name before it in Keras 3's sequential
 * models and a cell's name inside recurrent layers), or in `.keras` files by class and position
 * (`layers/conv2d_1/vars/0`).
 *
 * @throws {ModelMountError} `INVALID_MODEL` unless every weight has one variable of its shape and the reverse.
 */
export function matchWeights(
  model: TfLayersModel,
  { label, specs, topology }: { label: string; specs: readonly WeightSpec[]; topology: KerasLayer },
): string[] {
  // What the optimizer remembered of the training.
  const wanted = specs.filter(({ name, group }) => group !== 'optimizer' && !name.startsWith('optimizer/'));
  const matching: Matching = { label, specs: new Map(wanted.map((spec) => [spec.name, spec])), found: new Map() };
  if (wanted.some(({ name }) => /(?:^|\/)vars\/\d+$/.test(name))) {
    matchByPosition(matching, { layers: topology.config.layers ?? [], tfLayers: model.layers, folder: 'layers/' });
  } else {
    matchByName(matching, model.weights);
  }
  const used = new Set(matching.found.values());
  const stray = wanted.find(({ name }) => !used.has(name));
  if (stray !== undefined) throw mismatch(label, `no layer takes the weight ${show(stray.name)}`);
  return model.weights.map((variable) => {
    const name = matching.found.get(variable);
    if (name === undefined) throw mismatch(label, `the weight ${show(variable.originalName)} is missing`);
    return name;
  });
}

function matchByName(matching: Matching, variables: readonly TfVariable[]): void {
  const byName = new Map<string, TfVariable>();
  for (const variable of variables) {
    if (byName.has(variable.originalName)) {
      throw modelFailure('UNSUPPORTED_MODEL', matching.label, {
        message: `two layers have a weight named ${show(variable.originalName)}; give every layer its own name and convert again`,
      });
    }
    byName.set(variable.originalName, variable);
  }
  for (const name of matching.specs.keys()) {
    const variable = possibleNames(name).flatMap((possible) => byName.get(possible) ?? [])[0];
    if (variable !== undefined) assign(matching, variable, name);
  }
}

/** The names that TensorFlow.js may have for a stored weight, the likeliest first. */
function possibleNames(stored: string): string[] {
  const parts = stored.split('/');
  const last = parts.at(-1) as string;
  return parts.flatMap((_, start) => {
    const path = parts.slice(start);
    const owner = path.slice(0, -1);
    return [
      path.join('/'),
      // Without the cell inside a recurrent layer, or the layer inside a wrapper.
      [...owner.slice(0, -1), last].join('/'),
      [...owner, `depthwise_${last}`].join('/'),
    ];
  });
}

interface Position {
  readonly layers: readonly KerasLayer[];
  readonly tfLayers: readonly TfLayer[];
  readonly folder: string;
}

function matchByPosition(matching: Matching, { layers, tfLayers, folder }: Position): void {
  const counts = new Map<string, number>();
  for (const { class_name: className, config } of layers) {
    const kind = snakeCase(className);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    const path = `${folder}${kind}${count === 0 ? '' : `_${count}`}/`;
    const tfLayer = tfLayers.find(({ name }) => name === config['name']);
    if (tfLayer === undefined) continue;
    if (config.layers !== undefined) {
      matchByPosition(matching, { layers: config.layers, tfLayers: tfLayer.layers ?? [], folder: `${path}layers/` });
      continue;
    }
    const names = [...matching.specs.keys()]
      .filter((name) => name.startsWith(path))
      .map((name) => name.slice(path.length));
    for (const [i, name] of inLayerOrder(names, matching.label, path).entries()) {
      const variable = tfLayer.weights[i];
      if (variable !== undefined) assign(matching, variable, path + name);
    }
  }
}

/** Parts of a layer whose weights TensorFlow.js lists in this order. */
const PARTS = ['vars/', 'cell/vars/', 'layer/vars/', 'layer/cell/vars/', 'forward_layer/', 'backward_layer/'];

function inLayerOrder(names: readonly string[], label: string, path: string): string[] {
  const rank = (name: string): number => {
    const part = PARTS.findIndex((prefix) => name.startsWith(prefix));
    const rest = name.slice(PARTS[part]?.length).replace(/^(?:cell\/)?vars\//, '');
    if (part === -1 || !/^\d+$/.test(rest)) {
      // Weights in an order that is not known would give wrong answers in silence.
      throw modelFailure('UNSUPPORTED_MODEL', label, {
        message: `the weights in ${show(path + name)} cannot be told apart; save the Keras model as .h5 and convert that`,
      });
    }
    return part * 1e6 + Number(rest);
  };
  return [...names].sort((a, b) => rank(a) - rank(b));
}

/** Keras's own rule for the names of folders in a `.keras` file. */
function snakeCase(className: string): string {
  return className
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function assign({ label, specs, found }: Matching, variable: TfVariable, name: string): void {
  const shape = specs.get(name)?.shape ?? [];
  const wanted = variable.shape as readonly number[];
  if (found.has(variable)) {
    throw mismatch(
      label,
      `${show(found.get(variable))} and ${show(name)} are both weights of ${show(variable.originalName)}`,
    );
  }
  if (shape.length !== wanted.length || shape.some((length, axis) => length !== wanted[axis])) {
    throw mismatch(
      label,
      `the layers need ${showShape(wanted)} for the weight ${show(name)}, but it has ${showShape(shape)}`,
    );
  }
  found.set(variable, name);
}

function mismatch(label: string, message: string): ModelMountError {
  return modelFailure('INVALID_MODEL', label, {
    message: `topology and weights do not belong together: ${message}; convert the model again`,
  });
}
