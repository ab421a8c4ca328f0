import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { openArtifact } from '../../../../../src/runtime/artifact/open-artifact.js';
import { tfjs } from '../../../../../src/runtime/backends/tfjs/tfjs.js';
import { editedModel, type Editable } from '../edited-model.js';
import { referenceModel } from '../reference-models.js';

const backend = tfjs();

async function refusal(name: string, edit: (layers: Editable[], json: Editable) => unknown): Promise<unknown> {
  const { artifact } = editedModel(name, (json) => {
    edit(json.modelTopology.model_config?.config.layers, json);
  });
  return backend.load(await artifact).then(
    () => 'was loaded',
    (reason: unknown) => reason,
  );
}

function layer(layers: Editable[], name: string): Editable {
  return layers.find(({ config }) => config.name === name);
}

describe('tfjs refuses a layers model', () => {
  it.each([
    ['Lambda', 'a Lambda layer'],
    ['Custom>Mine', 'a registered class of Python'],
    ['__proto__', 'a class that is a property of every object'],
    ['toString', 'a class that is a method of every object'],
  ])('with %s: %s', async (className) => {
    expect(
      await refusal('keras-digits-layers', (layers) => (layer(layers, 'relu').class_name = className)),
    ).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining(`layer "relu" (${className})`) as string,
    });
  });

  it.each<[string, string, string, (config: Editable) => void]>([
    ['keras-text-v3/h5', 'gru', 'reset_after = true', (config) => (config.reset_after = true)],
    ['keras-text-v3/h5', 'gru', 'stateful = true', (config) => (config.stateful = true)],
    ['keras-text-v3/h5', 'gru', 'hard_sigmoid of Keras 3', (config) => (config.recurrent_activation = 'hard_sigmoid')],
    [
      'keras-text-v3/h5',
      'both_ways',
      'a backward layer of its own',
      (config) => (config.backward_layer.config.activation = 'relu'),
    ],
    ['keras-image-v3/h5', 'average', 'keepdims = true', (config) => (config.keepdims = true)],
    ['keras-image-v3/h5', 'up', 'groups = 2', (config) => (config.groups = 2)],
    [
      'keras-digits-layers',
      'relu',
      'a layer as its activation',
      (config) => (config.activation = { class_name: 'ReLU', config: {} }),
    ],
  ])('of %s whose layer %s has %s', async (name, layerName, message, edit) => {
    expect(
      await refusal(name, (layers) => {
        edit(layer(layers, layerName).config);
      }),
    ).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining(message) as string,
    });
  });

  it('with a LayerNormalization that Keras 3 computes otherwise, inside a nested model', async () => {
    const found = await refusal('keras-nested-v3/h5', (layers) => {
      layer(layer(layers, 'encoder').config.layers, 'scale').config.rms_scaling = true;
    });
    expect(found).toMatchObject({ code: 'UNSUPPORTED_MODEL', message: expect.stringContaining('"scale"') as string });
  });

  it.each<[string, (call: Editable) => void, string]>([
    ['a mask', ({ args, kwargs }) => (kwargs.mask = args[0]), 'called with a mask'],
    ['training', ({ kwargs }) => (kwargs.training = true), 'called with the argument training'],
    ['a constant', ({ args }) => args.push(2), 'called with a constant'],
  ])('of Keras 3 with a layer called with %s', async (_, edit, message) => {
    expect(
      await refusal('keras-text-v3/h5', (layers) => {
        edit(layer(layers, 'gru').inbound_nodes[0]);
      }),
    ).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining(message) as string,
    });
  });

  it.each<[string, (layers: Editable[]) => void]>([
    ['does not exist', (layers) => (layer(layers, 'relu').inbound_nodes[0][0][0] = 'nowhere')],
    ['is called too seldom', (layers) => (layer(layers, 'relu').inbound_nodes[0][0][1] = 1)],
    ['has no name', (layers) => (layer(layers, 'relu').inbound_nodes[0][0][0] = null)],
    ['is not told', (layers) => (layer(layers, 'relu').inbound_nodes[0] = [])],
    ['is no list', (layers) => (layer(layers, 'relu').inbound_nodes[0] = {})],
    ['is the layer itself', (layers) => (layer(layers, 'relu').inbound_nodes[0][0][0] = 'relu')],
  ])('whose layer takes its input from one that %s, instead of waiting for ever', async (_, edit) => {
    expect(await refusal('keras-digits-layers', edit)).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('layer "relu" takes its input from a layer that does not exist') as string,
    });
  });

  it.each<[string, (json: Editable) => void, RegExp]>([
    [
      'a weight is missing',
      (json) => (json.weightsManifest[0].weights[0].name = 'conv/other'),
      /no layer takes the weight "conv\/other"/,
    ],
    [
      'a weight has another shape',
      (json) => json.weightsManifest[0].weights[0].shape.reverse(),
      /need \[3, 3, 1, 8\] for the weight "conv\/kernel", but it has \[8, 1, 3, 3\]/,
    ],
    [
      'a layer has more units',
      (json) => (json.modelTopology.model_config.config.layers.at(-1).config.units = 11),
      /"digit\/kernel"/,
    ],
    ['a weight has another dtype', (json) => (json.weightsManifest[0].weights[0].dtype = 'int32'), /dtype/],
  ])('where %s: topology and weights do not belong together', async (_, edit, message) => {
    const found = await refusal('keras-digits-layers', (_layers, json) => {
      edit(json);
    });
    expect(found).toMatchObject({ code: 'INVALID_MODEL', message: expect.stringMatching(message) as string });
  });

  it('of Keras 3 where a weight of a .keras file is missing', async () => {
    const found = await refusal('keras-digits-v3/functional-keras', (_layers, json) => {
      const weight = json.weightsManifest[0].weights.find(({ name }: Editable) => name === 'layers/dense/vars/1');
      weight.name = 'optimizer/vars/99';
    });
    expect(found).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('"digit/bias" is missing') as string,
    });
  });

  it('of Keras 3 whose weights lie in parts of a layer whose order is not known', async () => {
    const found = await refusal('keras-digits-v3/functional-keras', (_layers, json) => {
      for (const weight of json.weightsManifest[0].weights) {
        weight.name = weight.name.replace('dense/vars', 'dense/query_dense/vars');
      }
    });
    expect(found).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining('cannot be told apart') as string,
    });
  });

  it('with two layers whose weights have one name', async () => {
    const found = await refusal('keras-nested-v3/h5', (layers) => {
      const refine = layer(layers, 'refine');
      refine.config.layers.find(({ config }: Editable) => config.name === 'refine_1').config.name = 'inner_1';
    });
    expect(found).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining('"inner_1/kernel"') as string,
    });
  });

  it('that TensorFlow.js cannot build, in its words', async () => {
    const found = await refusal('keras-digits-layers', (layers) => (layer(layers, 'conv').config.padding = 'odd'));
    expect(found).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('cannot build its layers') as string,
    });
  });

  it('with a layer that TensorFlow.js has in part only, in its words', async () => {
    const found = await refusal('keras-digits-layers', (layers) => {
      Object.assign(layer(layers, 'relu'), { class_name: 'ELU' });
      layer(layers, 'relu').config.alpha = 0.5;
    });
    expect(found).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining('Non-default alpha value (0.5)') as string,
    });
  });

  it('without a single leaked tensor', async () => {
    const engine = tf as unknown as { memory(): { numTensors: number } };
    await (await backend.load(await openArtifact(referenceModel('keras-digits-layers').folder))).close();
    const before = engine.memory().numTensors;
    await refusal('keras-digits-layers', (_layers, json) => json.weightsManifest[0].weights[0].shape.reverse());
    await refusal('keras-digits-layers', (_layers, json) => (json.weightsManifest[0].weights[0].dtype = 'int32'));
    await refusal('keras-digits-layers', (layers) => (layer(layers, 'conv_2').config.padding = 'odd'));
    await refusal('keras-digits-graph', (_layers, json) => (json.modelTopology.node[0].op = 7));
    expect(engine.memory().numTensors).toBe(before);
  });
});
