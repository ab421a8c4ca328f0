import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { ModelMountError } from '../../../../src/core/errors.js';
import type { Predictor } from '../../../../src/learn/contracts.js';
import type { MlRegressionClass } from '../../../../src/learn/estimators/ml-regression/ml-regression-model.js';
import { MlRegression } from '../../../../src/learn/estimators/ml-regression/ml-regression.js';
import { GaussianNB } from '../../../../src/learn/estimators/naive-bayes/gaussian-nb.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { FunctionTransformer } from '../../../../src/learn/preprocessing/functions/function-transformer.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { estimator } from '../../../../src/runtime/backends/estimator/estimator.js';
import { SERVED } from '../../../model/served-estimators.js';
import { errorOf } from '../../../helpers/code-of.js';
import { answer, documentOf, openEstimator, X } from './open-estimator.js';

type Json = Record<string, unknown>;

const rows = Array.from({ length: 48 }, (_, i) => [((i * 7) % 11) + 1, ((i * 5) % 13) + 1]);
const y = rows.map(([a = 0, b = 0], i) => Number(a + (i % 3) > b));

/** Documents of all kinds, each small. */
const DOCUMENTS = Object.entries(SERVED)
  .filter(([, { format }]) => format === 'estimator')
  .map(([name, { make }]): [string, Json] => {
    const X = name === 'IsotonicRegression' ? rows.map(([a = 0]) => [a]) : rows;
    return [name, documentOf(make().fit(X, y)) as Json];
  });

/** One value somewhere in the JSON replaced by another, or taken out. */
const change = fc.record({
  at: fc.nat({ max: 1e6 }),
  value: fc.constantFrom<unknown[]>(undefined, null, true, 0, -1, 2, 1.5, 1e300, 'x', '', 'NaN', [], [[]], {}, [1, 2]),
});

function changed(document: Json, { at, value }: { at: number; value: unknown }): Json {
  const copy = structuredClone(document);
  const places: { owner: Json; key: string }[] = [];
  const visit = (owner: Json): void => {
    for (const key of Object.keys(owner)) {
      places.push({ owner, key });
      if (typeof owner[key] === 'object' && owner[key] !== null) visit(owner[key] as Json);
    }
  };
  visit(copy);
  const place = places[at % places.length];
  if (place !== undefined) place.owner[place.key] = value;
  return copy;
}

describe.each(DOCUMENTS)('a damaged document of a %s', (_, document) => {
  it('is refused with INVALID_MODEL, or answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const damaged = changes.reduce(changed, document);
        const given = new TextEncoder().encode(JSON.stringify(damaged));
        try {
          const session = await estimator().load({
            ...{ label: 'damaged', entry: 'estimator.json', value: undefined },
            files: () => Promise.resolve(['estimator.json']),
            read: () => Promise.resolve(given),
          });
          const [spec] = session.signature.inputs;
          const width = spec!.shape[1]!;
          session.runSync!(X([Array.from({ length: width }, (_row, j) => j)]));
        } catch (error) {
          if (!ModelMountError.is(error)) throw error;
          expect(['INVALID_MODEL', 'INVALID_INPUT', 'NON_FINITE_OUTPUT']).toContain(error.code);
          if (error.code !== 'INVALID_MODEL' || damaged['kind'] !== document['kind']) return;
          expect(error.issues.map(({ path }) => path)).toEqual([expect.stringMatching(/^\//)]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is refused with INVALID_MODEL and the place, where a member is missing', async () => {
    for (const member of Object.keys(document).filter((key) => key !== 'featureNames' && key !== 'kind')) {
      const { [member]: _taken, ...rest } = document;
      const error = await openEstimator(rest).then(
        () => undefined,
        (fault: unknown) => fault as ModelMountError,
      );
      // What may be left out has a default.
      if (error === undefined) continue;
      expect(error.code).toBe('INVALID_MODEL');
      expect(error.issues).toHaveLength(1);
      expect(error.message).toMatch(/^"value" \(estimator\.json\): /);
    }
    const error = await errorOf(openEstimator({ ...document, stray: 1 }));
    expect([error.code, error.message]).toEqual(['INVALID_MODEL', expect.stringContaining('unknown field "stray"')]);
  });
});

describe('a document that cannot be read', () => {
  const gaussian = documentOf(new GaussianNB().fit(rows, y)) as Json;
  const calibrated = DOCUMENTS.find(([name]) => name === 'CalibratedClassifierCV')![1];

  it('names the place, however deep it is', async () => {
    const threshold = {
      kind: 'thresholdClassifier',
      threshold: 0.5,
      posLabel: 1,
      responseMethod: 'predictProba',
      estimator: { ...gaussian, priors: [1] },
    };
    expect((await errorOf(openEstimator(threshold))).issues).toEqual([
      { path: '/estimator/priors', code: 'value', message: 'must have 2 elements, got 1' },
    ]);
    const calibratedClassifiers = structuredClone(calibrated['calibratedClassifiers']) as {
      estimator: Json;
      calibrator: unknown;
    }[];
    calibratedClassifiers[1] = { ...calibratedClassifiers[1]!, estimator: { ...gaussian, kind: 'gausianNB' } };
    const error = await errorOf(openEstimator({ ...calibrated, calibratedClassifiers }));
    expect(error.message).toMatch(
      /^"value" \(estimator\.json\): \/calibratedClassifiers\/1\/estimator: the JSON of a fitted model has/,
    );
    expect(error.issues[0]!.path).toBe('/calibratedClassifiers/1/estimator');
    const scale = { kind: 'pipeline', steps: [{ name: 'scale', transformer: { kind: 'nothing' } }] };
    const pipeline = { kind: 'predictorPipeline', name: 'model', transformer: scale, predictor: gaussian };
    expect((await errorOf(openEstimator({ ...threshold, estimator: pipeline }))).issues[0]!.path).toBe(
      '/estimator/transformer/steps/0/transformer',
    );
  });

  it('is refused if it is nested without end', async () => {
    let nested: unknown = gaussian;
    for (let i = 0; i < 100_000; i++) nested = { kind: 'predictorPipeline', name: 'model', predictor: nested };
    const error = await errorOf(openEstimator(nested as object));
    expect(error.code).toBe('INVALID_MODEL');
    const text = `${'{"kind":"predictorPipeline","name":"m","predictor":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const deep = await errorOf(
      estimator().load({
        ...{ label: 'deep', entry: 'estimator.json', value: undefined },
        files: () => Promise.resolve([]),
        read: () => Promise.resolve(new TextEncoder().encode(text)),
      }),
    );
    expect([deep.code, deep.message]).toEqual([
      'INVALID_MODEL',
      `"deep": ${'/predictor'.repeat(16)}: is nested more than 256 deep`,
    ]);
    const endless: Json = { kind: 'predictorPipeline' };
    endless['predictor'] = endless;
    expect((await errorOf(openEstimator(endless))).code).toBe('INVALID_MODEL');
  });

  it('is refused where it asks for more memory than it has text', async () => {
    const { kind, classes } = gaussian;
    for (const nFeatures of [2 ** 21, 2 ** 40, 1e308]) {
      const error = await errorOf(openEstimator({ ...gaussian, kind, classes, nFeatures }));
      expect(error.code).toBe('INVALID_MODEL');
    }
  });

  it('is refused where no row could be answered', async () => {
    const moments = { ...(gaussian['moments'] as Json), variances: [0, 0, 0, 0] };
    const all = { ...(gaussian['all'] as Json), variances: [0, 0] };
    const error = await errorOf(openEstimator({ ...gaussian, moments, all }));
    expect([error.code, error.message]).toEqual([
      'INVALID_MODEL',
      expect.stringContaining('same value in all samples'),
    ]);
  });
});

describe('what is not in the JSON of a model', () => {
  const double = (value: number): number => 2 * value;
  const pipelineOf = (step: FunctionTransformer): Predictor =>
    new Pipeline([
      ['step', step],
      ['model', new GaussianNB()],
    ]).fit(rows, y);

  it('is found among the functions of the package', async () => {
    const pipeline = pipelineOf(new FunctionTransformer({ func: 'log1p' }));
    const session = await openEstimator(documentOf(pipeline));
    expect(answer(session, 'label', rows).map(Number)).toEqual(pipeline.predict(rows));
  });

  it('is taken from the options, and asked for where it is not there', async () => {
    const functions = { double };
    const pipeline = pipelineOf(new FunctionTransformer({ func: 'double', functions }));
    const document = documentOf(pipeline);
    const session = await estimator({ functions }).load(await openArtifact(document));
    expect(answer(session, 'label', rows).map(Number)).toEqual(pipeline.predict(rows));
    const error = await errorOf(openEstimator(document));
    expect([error.code, error.issues[0]!.path]).toEqual(['INVALID_MODEL', '/transformer/steps/0/transformer/func']);
    expect(error.message).toMatch(/functions/);
  });

  it('is taken from the package ml-regression', async () => {
    const { PolynomialRegression } = createRequire(import.meta.url)('ml-regression') as {
      PolynomialRegression: MlRegressionClass;
    };
    const column = rows.map(([a = 0]) => [a]);
    const pipeline = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new MlRegression({ model: PolynomialRegression, args: [2] })],
    ]).fit(column, y);
    const document = documentOf(pipeline);
    const session = await openEstimator(document);
    expect(answer(session, 'value', column)).toEqual(Array.from(pipeline.predict(column)));
    const error = await errorOf(estimator({ mlRegression: [] }).load(await openArtifact(document)));
    expect([error.code, error.issues[0]!.path]).toEqual(['INVALID_MODEL', '/predictor']);
    expect(error.message).toMatch(/"polynomialRegression" is read by a class of ml-regression: give it/);
  });
});
