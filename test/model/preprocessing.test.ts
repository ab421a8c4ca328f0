import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transformer } from '../../src/learn/contracts.js';
import { summarizeFeatures } from '../../src/learn/data/feature-summary.js';
import { toTable, type Samples } from '../../src/learn/data/samples.js';
import { FittedRidge } from '../../src/learn/estimators/linear/fitted-ridge.js';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../src/learn/math/matrix.js';
import { FittedPipeline } from '../../src/learn/preprocessing/compose/fitted-pipeline.js';
import { FittedPredictorPipeline } from '../../src/learn/preprocessing/compose/fitted-predictor-pipeline.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { FunctionTransformer } from '../../src/learn/preprocessing/functions/function-transformer.js';
import { FittedMinMaxScaler } from '../../src/learn/preprocessing/scaling/fitted-min-max-scaler.js';
import { MinMaxScaler } from '../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { TfidfVectorizer } from '../../src/learn/preprocessing/text/tfidf-vectorizer.js';
import { TRANSFORMERS } from '../../src/learn/preprocessing/revive.js';
import { loadModel } from '../../src/model/load-model.js';
import { loadModels } from '../../src/model/load-models.js';
import { Model } from '../../src/model/model.js';
import type { ClassificationPrediction, RegressionPrediction } from '../../src/model/predict/prediction.js';
import { saveModel } from '../../src/model/save-model.js';
import { errorOf } from '../helpers/code-of.js';
import { FITTED_SAMPLES, inputOf } from '../learn/preprocessing/samples.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The transformer with a linear model behind it that gives each of its columns another weight. */
function withModel(transformer: Transformer, input: Samples): FittedPredictorPipeline {
  const { nFeatures, featureNames, nFeaturesOut } = transformer;
  const coef = Float64Array.from({ length: nFeaturesOut }, (_, j) => Math.sin(j + 1) / 3);
  return new FittedPredictorPipeline({
    transformer: new FittedPipeline({ steps: [['t', transformer]], nFeatures, featureNames }),
    predictor: new FittedRidge({
      coef: new Matrix(1, nFeaturesOut, coef),
      intercept: Float64Array.of(0.1),
      featureNames: undefined,
      alpha: 1,
    }),
    name: 'model',
    features: summarizeFeatures(input),
  });
}

/** Rows of columns by position, as a client sends them. */
function rowsOf(input: Samples): unknown[][] {
  const { columns, nRows } = toTable(input);
  const cell = (value: unknown): unknown => (Number.isNaN(value) ? null : value);
  return Array.from({ length: nRows }, (_, i) => columns.map((column) => cell(column[i])));
}

/** The prediction for one row; `undefined` where a value is missing that the linear model needs. */
function predictOne(pipeline: FittedPredictorPipeline, row: unknown[]): number | undefined {
  try {
    return (pipeline.predict([row] as Samples) as Float64Array)[0];
  } catch {
    return undefined;
  }
}

describe('a model folder with preprocessing', () => {
  it.each(Object.keys(TRANSFORMERS))('serves a %s as it was fitted, bit for bit', async (kind) => {
    const input = inputOf(kind);
    const pipeline = withModel(FITTED_SAMPLES[kind]!, input);
    const rows = rowsOf(input);
    const expected = rows.map((row) => predictOne(pipeline, row));
    const good = rows.filter((_, i) => expected[i] !== undefined);
    expect(good.length).toBeGreaterThan(0);
    await saveModel(path.join(folder, 'm'), pipeline, { example: { rows: good as never } });
    const model = await loadModel<RegressionPrediction>(path.join(folder, 'm'));
    const answers = expected.filter((value) => value !== undefined);
    expect((await model.predict(good)).map(({ value }) => value)).toEqual(answers);
    for (const [i, row] of rows.entries()) {
      // One row goes a shorter way than many where the transformer allows.
      if (expected[i] === undefined) await expect(model.predict([row])).rejects.toThrow();
      else expect(await model.predict([row])).toEqual([{ value: expected[i] }]);
    }
  });
});

describe('a model of texts', () => {
  const texts = ['good wine', 'bad food', 'good food and good wine', 'bad bad wine', 'ÉTÉ à la plage'];
  const labels = ['yes', 'no', 'yes', 'no', 'yes'];
  const pipeline = new Pipeline([
    ['text', new TfidfVectorizer({ stripAccents: 'unicode', ngramRange: [1, 2] })],
    ['model', new LogisticRegression({ C: 5 })],
  ]).fit(
    texts.map((review) => ({ review })),
    labels,
  );

  it('answers texts as the pipeline does', async () => {
    await saveModel(path.join(folder, 'reviews'), pipeline);
    const model = await loadModel<ClassificationPrediction>(path.join(folder, 'reviews'));
    expect(model.inspect().features).toEqual([{ name: 'review', type: 'string' }]);
    const rows = [...texts, '', 'never seen'].map((review) => ({ review }));
    const predictions = await model.predict(rows);
    expect(predictions.map(({ label }) => label)).toEqual(pipeline.predict(rows));
    expect(predictions.map(({ probabilities: p }) => [p!['no'], p!['yes']])).toEqual(
      pipeline.predictProba(rows).toRows(),
    );
    const error = await errorOf(model.predict([{ review: null }, { review: 3 }, {}]));
    expect([error.code, error.issues.map((issue) => issue.path)]).toEqual([
      'INVALID_INPUT',
      ['/0/review', '/1/review', '/2/review'],
    ]);
  });
});

/** A transformer of someone else's: 1 more than each number. */
class PlusOne implements Transformer {
  readonly kind = 'plusOne';
  readonly nFeatures = 1;
  readonly nFeaturesOut = 1;
  readonly featureNames = undefined;
  transform(X: Samples): Matrix {
    const { columns, nRows } = toTable(X);
    return new Matrix(
      nRows,
      1,
      Float64Array.from(columns[0] as Float64Array, (value) => value + 1),
    );
  }
  featureNamesOut(): string[] {
    return ['x0'];
  }
  toJSON(): { kind: string } {
    return { kind: this.kind };
  }
}

describe('preprocessing of one’s own', () => {
  const functions = { half: (value: number) => value / 2 };
  const transformers = { plusOne: () => new PlusOne() };
  const pipeline = new Pipeline([
    ['half', new FunctionTransformer({ func: 'half', functions })],
    ['plus', { fit: () => new PlusOne() }],
    ['scale', new MinMaxScaler()],
    ['model', new Ridge({ alpha: 0.1 })],
  ]).fit([[1], [2], [4]], [1, 2, 3]);

  it('is served with what it was made of', async () => {
    const own = { functions, transformers };
    await saveModel(path.join(folder, 'own'), pipeline, own);
    const model = await loadModel<RegressionPrediction>(path.join(folder, 'own'), own);
    expect(await model.predict([[3]])).toEqual([{ value: pipeline.predict([[3]])[0] }]);
    const { own: again } = await loadModels(folder, own);
    expect(await again!.predict([[3]])).toEqual(await model.predict([[3]]));
  });

  it('is refused without, by a message that says how to pass it', async () => {
    const save = await errorOf(saveModel(path.join(folder, 'own'), pipeline, { transformers }));
    expect([save.code, save.message]).toEqual([
      'INVALID_MANIFEST',
      expect.stringContaining('/func names the function "half", which is not built in'),
    ]);
    expect(save.message).toContain('pass it as the option functions: { half: … }');
    await saveModel(path.join(folder, 'own'), pipeline, { functions, transformers });
    const load = await errorOf(loadModel(path.join(folder, 'own'), { functions }));
    expect([load.code, load.message]).toEqual(['INVALID_MANIFEST', expect.stringContaining('got "plusOne"')]);
    expect(load.message).toContain('a kind of your own is passed with the option transformers');
  });

  it('is handed to a model that is made by hand', async () => {
    await saveModel(path.join(folder, 'own'), pipeline, { functions, transformers });
    const scaler = FittedMinMaxScaler.fromJSON(JSON.parse(JSON.stringify(new MinMaxScaler().fit([[0], [2]]))));
    const bare = await loadModel(path.join(folder, 'own'), { functions, transformers });
    const session = { signature: bare.inspect().fileSignature, info: bare.info } as never;
    const description = { preprocessing: { kind: 'tabular', transformer: scaler.toJSON() } } as const;
    expect(() => new Model({ name: 'm', session, description })).toThrow(/but not the transformer; use loadModel/);
    const model = new Model({ name: 'm', session, description, transformer: scaler });
    expect(model.inspect().features).toEqual([{ name: 'x0', type: 'number' }]);
  });
});
