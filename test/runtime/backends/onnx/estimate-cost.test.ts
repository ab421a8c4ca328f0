import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../../src/core/artifact.js';
import type { ModelCost } from '../../../../src/core/backend.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { onnx } from '../../../../src/runtime/backends/onnx/onnx.js';
import { slowModel } from '../../pool/slow-model.js';
import { ELEMENT, graphAttribute, graph, identityModel, initializer, model, node, tensor } from './build-model.js';
import { FIXTURES, special } from './fixtures.js';

const estimate = (artifact: Artifact): Promise<ModelCost | undefined> => onnx().estimateCost!(artifact);
const estimateBytes = async (bytes: Uint8Array): Promise<ModelCost | undefined> => estimate(await openArtifact(bytes));

/** `y = op(x)`. */
const single = (op: string, domain?: string): Uint8Array =>
  identityModel({ nodes: [node({ op, inputs: ['x'], outputs: ['y'], ...(domain !== undefined && { domain }) })] });

const weights = (bytes: number): Uint8Array =>
  identityModel({
    initializers: [
      initializer({ name: 'w', elementType: ELEMENT.FLOAT, dims: [bytes / 4], raw: new Uint8Array(bytes) }),
    ],
  });

describe('the cost of an ONNX model, by its file', () => {
  it.each([
    'iris-logistic',
    'iris-pipeline-double',
    'breast-cancer-xgboost',
    'breast-cancer-lightgbm',
    'breast-cancer-forest',
    'diabetes-boosting',
    'wine-mixed-pipeline',
  ])('is light for %s', async (name) => {
    expect(await estimate(await openArtifact(path.join(FIXTURES, name)))).toBe('light');
  });

  it('is for a trial to tell where a network convolves, or has its weights elsewhere', async () => {
    expect(await estimate(await openArtifact(path.join(FIXTURES, 'digits-cnn-torch')))).toBe('unknown');
    expect(await estimate(await openArtifact(special('external-data-ok')))).toBe('unknown');
  });

  it.each(['Loop', 'If', 'Scan', 'Range', 'Tile', 'Expand', 'Resize', 'NonZero', 'OfTheFuture'])(
    'is heavy with the operator %s, whose cost no trial tells',
    async (op) => {
      expect(await estimateBytes(single(op))).toBe('heavy');
    },
  );

  it('is heavy with an operator of an unknown domain, whatever it is called', async () => {
    expect(await estimateBytes(single('Identity'))).toBe('light');
    expect(await estimateBytes(single('Identity', 'ai.onnx'))).toBe('light');
    expect(await estimateBytes(single('Identity', 'my.own'))).toBe('heavy');
    expect(await estimateBytes(single('Scaler', 'ai.onnx.ml'))).toBe('light');
    expect(await estimateBytes(single('Scaler'))).toBe('heavy');
  });

  it('is heavy for a loop, whatever is in it', async () => {
    expect(await estimateBytes(slowModel())).toBe('heavy');
    const body = graph({ nodes: [], inputs: [], outputs: [] });
    const nodes = [
      node({ op: 'If', inputs: ['x'], outputs: ['y'], attributes: [graphAttribute('then_branch', body)] }),
    ];
    expect(await estimateBytes(identityModel({ nodes }))).toBe('heavy');
  });

  it('grows with the size of the file', async () => {
    expect(await estimateBytes(weights(2 ** 19))).toBe('light');
    expect(await estimateBytes(weights(2 ** 21))).toBe('unknown');
    expect(await estimateBytes(weights(2 ** 23))).toBe('heavy');
  });

  it('grows with the number of operators', async () => {
    const chain = (length: number): Uint8Array =>
      model({
        nodes: Array.from({ length }, (_, i) =>
          node({ op: 'Neg', inputs: [i === 0 ? 'x' : `t${i}`], outputs: [i === length - 1 ? 'y' : `t${i + 1}`] }),
        ),
        inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
        outputs: [tensor('y', ELEMENT.FLOAT, ['N', 2])],
      });
    expect(await estimateBytes(chain(200))).toBe('light');
    expect(await estimateBytes(chain(201))).toBe('unknown');
  });

  it('does not read a large file, nor one of unknown size', async () => {
    const artifact = await openArtifact(identityModel());
    const read = (): Promise<never> => Promise.reject(new Error('it was read'));
    expect(await estimate({ ...artifact, read, sizeOf: () => Promise.resolve(2 ** 30) })).toBe('heavy');
    const unsized: Artifact = { ...artifact, read };
    delete unsized.sizeOf;
    expect(await estimate(unsized)).toBe('heavy');
  });

  it('is light where loading will fail at once, for its own reason', async () => {
    expect(await estimateBytes(new Uint8Array(100).fill(255))).toBe('light');
    const missing = { ...(await openArtifact(identityModel())), entry: 'other.onnx' };
    expect(await estimate(missing)).toBe('light');
    await expect(onnx().load(missing)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });
});
