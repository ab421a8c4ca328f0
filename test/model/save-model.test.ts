import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../src/learn/estimators/linear/ridge.js';
import { evaluate } from '../../src/learn/metrics/evaluate.js';
import { MinMaxScaler } from '../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { loadModel } from '../../src/model/load-model.js';
import { loadModels } from '../../src/model/load-models.js';
import { MANIFEST_SCHEMA } from '../../src/model/package/manifest-schema.js';
import type { Manifest } from '../../src/model/package/manifest.js';
import type { ClassificationPrediction } from '../../src/model/predict/prediction.js';
import { saveModel } from '../../src/model/save-model.js';
import { errorOf } from '../helpers/code-of.js';
import { FIXTURES, readReference, rowsOf } from '../helpers/reference.js';
import { churnPipeline, LABELS, ROWS } from './churn.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function readManifest(version = '1', name = 'churn'): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(folder, name, version, 'model.json'), 'utf8')) as Manifest;
}

describe('saveModel of a fitted pipeline', () => {
  it('gives after loading the very numbers that the pipeline gave', async () => {
    const pipeline = churnPipeline();
    await saveModel(path.join(folder, 'churn'), pipeline);
    const model = await loadModel(path.join(folder, 'churn'));
    const predictions = (await model.predict(ROWS)) as ClassificationPrediction[];
    expect(predictions.map((prediction) => prediction.label)).toEqual(pipeline.predict(ROWS));
    const probabilities = predictions.map(({ probabilities: p }) => [p!['leave'], p!['stay']]);
    expect(probabilities).toEqual(pipeline.predictProba(ROWS).toRows());
    expect(model.predictSync(ROWS)).toEqual(predictions);
  });

  it('writes a manifest that follows the published schema, with features, statistics and an example', async () => {
    const pipeline = churnPipeline();
    const evaluation = evaluate(pipeline, { X: ROWS, y: LABELS });
    const saved = await saveModel(path.join(folder, 'churn'), pipeline, { evaluation, metadata: { author: 'tests' } });
    expect(saved).toEqual({ path: path.join(folder, 'churn/1'), version: '1' });
    const manifest = await readManifest();
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    expect(ajv.validate(MANIFEST_SCHEMA, manifest), JSON.stringify(ajv.errors)).toBe(true);
    expect(manifest).toMatchObject({
      manifestVersion: 1,
      name: 'churn',
      format: 'linear',
      entry: 'linear.json',
      features: [
        { name: 'tenure', type: 'number' },
        { name: 'charge', type: 'number', nullable: true },
        { name: 'plan', type: 'string', nullable: true },
      ],
      postprocessing: { kind: 'classification', labels: ['leave', 'stay'] },
      evaluation: { accuracy: 1 },
      metadata: { author: 'tests' },
    });
    expect(manifest.statistics).toHaveLength(3);
    expect(manifest.example!.rows).toEqual([{ tenure: 130 / 6, charge: 46.15, plan: 'basic' }]);
    expect(manifest.example!.predictions).toHaveLength(1);
    expect(await readdir(path.join(folder, 'churn'))).toEqual(['1']);
  });

  it('serves missing values and unknown categories as the pipeline was fitted to', async () => {
    const pipeline = churnPipeline();
    await saveModel(path.join(folder, 'churn'), pipeline);
    const model = await loadModel(path.join(folder, 'churn'));
    const rows = [{ tenure: 5 }, { tenure: 5, charge: null, plan: 'gold' }];
    const filled = rows.map((row) => ({ charge: null, plan: null, ...row }));
    const [first] = (await model.predict(rows)) as ClassificationPrediction[];
    expect(first!.probabilities!['leave']).toBe(pipeline.predictProba(filled).at(0, 0));
    const error = await errorOf(model.predict([{ charge: 1, plan: 'basic' }]));
    expect(error.issues).toEqual([{ path: '/0/tenure', code: 'missing', message: 'is missing' }]);
  });

  it('takes tensors column by column', async () => {
    await saveModel(path.join(folder, 'churn'), churnPipeline());
    const model = await loadModel(path.join(folder, 'churn'));
    expect(model.signature.inputs.map(({ name, dtype, shape }) => [name, dtype, shape])).toEqual([
      ['tenure', 'FP64', [-1, 1]],
      ['charge', 'FP64', [-1, 1]],
      ['plan', 'BYTES', [-1, 1]],
    ]);
    expect(model.signature.outputs.map(({ name, dtype }) => [name, dtype])).toEqual([
      ['label', 'BYTES'],
      ['probabilities', 'FP64'],
    ]);
  });

  it('saves a lone estimator, and a regression', async () => {
    const ridge = new Ridge({ alpha: 0.5 }).fit(
      [
        [1, 2],
        [2, 1],
        [3, 5],
      ],
      [1, 2, 4],
    );
    await saveModel(path.join(folder, 'ridge'), ridge);
    const model = await loadModel(path.join(folder, 'ridge'));
    expect(await model.predict([[1, 2], { x0: 3, x1: 5 }])).toEqual(
      Array.from(
        ridge.predict([
          [1, 2],
          [3, 5],
        ]),
        (value) => ({ value }),
      ),
    );
  });

  it('refuses what was not fitted', async () => {
    const unfitted = new Pipeline([['model', new LogisticRegression()]]);
    for (const model of [unfitted, new MinMaxScaler().fit([[1], [2]]), null, 7]) {
      expect((await errorOf(saveModel(path.join(folder, 'x'), model as never))).code).toBe('INVALID_ARGUMENT');
    }
  });
});

describe('saveModel of model files', () => {
  it.each([
    ['iris-logistic', 'onnx', 'model.onnx'],
    ['digits-cnn-torch-external', 'onnx', 'model.onnx'],
    ['keras-digits-layers', 'tfjs', 'tfjs/model.json'],
    ['linear-diabetes/coefficients.json', 'linear', 'coefficients.json'],
  ])('keeps every file that the model is made of: %s', async (name, format, entry) => {
    const reference = readReference(name.split('/')[0]!);
    const rows = rowsOf(Object.values(reference.inputs)[0]!).slice(0, 2) as never[];
    await saveModel(path.join(folder, 'copy'), path.join(FIXTURES, name), { example: { rows } });
    const original = await loadModel(path.join(FIXTURES, name));
    const copy = await loadModel(path.join(folder, 'copy'));
    expect(await copy.predict(rows)).toEqual(await original.predict(rows));
    expect(await readManifest('1', 'copy')).toMatchObject({ format, entry });
    await Promise.all([original.close(), copy.close()]);
  });

  it('saves the bytes of an ONNX file and coefficients in memory', async () => {
    const bytes = new Uint8Array(await readFile(path.join(FIXTURES, 'iris-logistic/model.onnx')));
    await saveModel(path.join(folder, 'iris'), bytes);
    await saveModel(path.join(folder, 'line'), { coef_: [2], intercept_: 1 });
    const models = await loadModels(folder);
    expect(Object.keys(models)).toEqual(['iris', 'line']);
    expect(await models['line']!.predict([[3]])).toEqual([{ value: 7 }]);
    expect(await models['iris']!.predict([[5.1, 3.5, 1.4, 0.2]])).toMatchObject([{ label: 0 }]);
  });

  it('leaves nothing behind when the description does not fit the model', async () => {
    const file = path.join(FIXTURES, 'iris-logistic');
    const labels = ['only', 'two'];
    const error = await errorOf(
      saveModel(path.join(folder, 'iris'), file, { postprocessing: { kind: 'classification', labels } }),
    );
    expect(error.code).toBe('INVALID_MANIFEST');
    expect(await readdir(path.join(folder, 'iris'))).toEqual([]);
  });

  it('refuses misspelt options and wrong descriptions, every fault with its place', async () => {
    const save = (options: object) =>
      errorOf(saveModel(path.join(folder, 'x'), { coef_: [2], intercept_: 1 }, options));
    expect((await save({ postProcessing: {} })).message).toContain('unknown option "postProcessing" of saveModel');
    const error = await save({
      features: [{ name: 'a', type: 'float' }],
      preprocessing: { kind: 'image', layout: 'CHW' },
    });
    expect(error.issues.map((issue) => issue.path)).toEqual(['/features/0/type', '/preprocessing/layout']);
    expect(
      (
        await save({
          features: [
            { name: 'a', type: 'number' },
            { name: 'a', type: 'number' },
          ],
        })
      ).issues[0]!.code,
    ).toBe('duplicate');
  });
});

describe('versions', () => {
  it('count up, are never overwritten, and the newest is loaded', async () => {
    const target = path.join(folder, 'line');
    for (const intercept of [1, 2]) await saveModel(target, { coef_: [0], intercept_: intercept });
    await saveModel(target, { coef_: [0], intercept_: 10 }, { version: 10 });
    expect((await errorOf(saveModel(target, { coef_: [0], intercept_: 3 }, { version: 2 }))).code).toBe(
      'INVALID_ARGUMENT',
    );
    const newest = await loadModel(target);
    expect([newest.version, newest.predictSync([[1]])]).toEqual(['10', [{ value: 10 }]]);
    const second = await loadModel(target, { version: 2 });
    expect([second.version, second.predictSync([[1]])]).toEqual(['2', [{ value: 2 }]]);
    const direct = await loadModel(path.join(target, '1'));
    expect([direct.name, direct.version]).toEqual(['line', '1']);
    const error = await errorOf(loadModel(target, { version: 3 }));
    expect([error.code, error.message]).toEqual([
      'MODEL_NOT_FOUND',
      'model "line" has no version "3"; its folder has versions 1, 2, 10',
    ]);
  });

  it('may be folders of bare models, as other servers keep them', async () => {
    await cp(path.join(FIXTURES, 'iris-logistic'), path.join(folder, 'iris/7'), { recursive: true });
    const model = await loadModel(path.join(folder, 'iris'));
    expect([model.name, model.version]).toEqual(['iris', '7']);
    await model.close();
  });
});
