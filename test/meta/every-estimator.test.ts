import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { show } from '../../src/core/issue.js';
import * as estimators from '../../src/entries/estimators.js';
import * as preprocessing from '../../src/entries/preprocessing.js';
import * as selection from '../../src/entries/selection.js';
import type { Estimator, Predictor, Transformer } from '../../src/learn/contracts.js';
import type { Samples } from '../../src/learn/data/samples.js';
import { callFit } from '../../src/learn/selection/run/call-fit.js';
import { ownNames } from '../../src/training/wire/registry.js';
import { codeOf } from '../learn/fixture.js';
import { buildTraining, type Build } from '../training/build.js';
import { MultivariateLinearRegression, numbers, TRIALS, y, type Trial } from './trials.js';

const { crossValidate, crossValidateAsync, GridSearchCV, withOptions } = selection;
const { revivePredictor, Ridge } = estimators;
const { Pipeline, reviveTransformer } = preprocessing;

/** Learn from `y` alone: no part of a pipeline. */
const OF_LABELS = ['LabelBinarizer', 'LabelEncoder', 'MultiLabelBinarizer'];

type Fitted = Predictor | Transformer;

/** What a class that learns from labels becomes. */
interface OfLabels {
  transform(y: unknown): unknown;
}

type Made = Estimator<Fitted> & { readonly options?: Readonly<Record<string, unknown>> };

const exported: Record<string, unknown> = { ...preprocessing, ...estimators, ...selection };
const names = Object.keys(exported)
  .filter((name) => {
    const prototype: unknown = typeof exported[name] === 'function' ? exported[name].prototype : undefined;
    return typeof (prototype as Partial<Made> | undefined)?.fit === 'function';
  })
  .sort();
const ofRows = names.filter((name) => !OF_LABELS.includes(name));

function trialOf(name: string): Required<Pick<Trial, 'change' | 'X'>> & Trial {
  const trial = TRIALS[name];
  if (trial === undefined) throw new Error(`${name} is exported, but has no line in TRIALS`);
  return { X: numbers, ...trial };
}

function make(name: string): Made {
  const Kind = exported[name] as new (...args: unknown[]) => Made;
  return new Kind(...(TRIALS[name]?.args ?? []));
}

/** Everything that a fitted value says of some rows. */
function answersOf(fitted: Fitted, X: Samples): unknown[] {
  if (!('predict' in fitted)) return [fitted.transform(X), fitted.featureNamesOut()];
  return [fitted.predict(X), fitted.predictProba?.(X), fitted.decisionFunction?.(X), fitted.classes];
}

function throughJson(fitted: Fitted): Fitted {
  const json = JSON.parse(JSON.stringify(fitted)) as { kind: string };
  const mlRegression = [MultivariateLinearRegression];
  return 'predict' in fitted ? revivePredictor(json, { mlRegression, reviveTransformer }) : reviveTransformer(json);
}

/** It alone as a step, with a model behind it where it transforms. */
function asStep(name: string): Estimator<Predictor> {
  const part = make(name);
  // Which of the two it is, the compiler cannot know of a class that is found by its name.
  const steps: unknown[] = 'predict' in fitted(name) ? [['before', 'passthrough']] : [];
  steps.push(['part', part], ...(steps.length === 0 ? [['model', new Ridge()]] : []));
  const pipeline: unknown = new Pipeline(steps as never);
  return pipeline as Estimator<Predictor>;
}

/** What a model says of rows that went through a transformer, as it does of those it was fitted on. */
function predictAfter(estimator: Made, value: Transformer, X: Samples): Float64Array {
  const trained = estimator.fitTransform?.(X, y).transformed ?? value.transform(X);
  return new Ridge().fit(trained, y).predict(value.transform(X));
}

const fittedByName = new Map<string, Fitted>();
function fitted(name: string): Fitted {
  let value = fittedByName.get(name);
  if (value === undefined) fittedByName.set(name, (value = make(name).fit(trialOf(name).X, y)));
  return value;
}

let build: Build;
beforeAll(async () => {
  build = await buildTraining();
});
afterAll(() => build.remove());

it('knows every class that can be fitted, and no other', () => {
  expect(Object.keys(TRIALS).sort()).toEqual(names);
});

describe.each(names)('%s', (name) => {
  it('makes its like with other options', () => {
    const estimator = make(name);
    const { change } = trialOf(name);
    expect('options' in estimator || 'withOptions' in estimator).toBe(true);
    expect(withOptions(estimator, {})).toBe(estimator);
    const before = { ...estimator.options };
    const changed = withOptions(estimator, change);
    expect(changed.constructor).toBe(estimator.constructor);
    expect(changed === estimator).toBe(Object.keys(change).length === 0);
    expect({ ...estimator.options }).toEqual(before);
    const own = Object.entries(change).filter(([option]) => !option.includes('__') && !('steps' in estimator));
    expect(changed.options ?? {}).toMatchObject(Object.fromEntries(own));
  });

  it('refuses an option that it does not have', () => {
    const act = (): unknown => withOptions(make(name), { stray: 1 });
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    expect(act).toThrow(/stray/);
  });

  it('refuses what is none of its options', () => {
    const Kind = exported[name] as new (...args: unknown[]) => unknown;
    const [given] = TRIALS[name]?.args ?? [{}];
    // Where a list of parts comes first, the options are the second argument; a pipeline has no others.
    const before = Array.isArray(given) && name !== 'Pipeline' ? [given] : [];
    const wrong = [null, 3, true, 'abc', [], () => 0, { ...(Array.isArray(given) ? {} : (given as object)), stray: 1 }];
    const came = wrong.map((options) => codeOf(() => new Kind(...before, options)));
    expect(came).toEqual(wrong.map(() => 'INVALID_ARGUMENT'));
  });

  it('is known to threads by its name', () => {
    expect(ownNames().get(name)).toBe(exported[name]);
  });
});

describe.each(OF_LABELS)('%s', (name) => {
  it('refuses labels that are none', () => {
    const labels = name === 'MultiLabelBinarizer' ? y.map((label) => [label]) : y;
    type OfWrong = { fit(y: unknown): OfLabels & { inverseTransform(codes: unknown): unknown } };
    const estimator = make(name) as unknown as OfWrong;
    const value = estimator.fit(labels);
    for (const wrong of [undefined, null, 3, true, 'abc', {}, () => 0, [null], [() => 0]]) {
      const said = show(wrong);
      expect(
        codeOf(() => estimator.fit(wrong)),
        said,
      ).toBe('INVALID_ARGUMENT');
      expect(['INVALID_ARGUMENT', 'INVALID_INPUT'], said).toContain(codeOf(() => value.transform(wrong)));
      expect(['INVALID_ARGUMENT', 'INVALID_INPUT'], said).toContain(codeOf(() => value.inverseTransform(wrong)));
    }
  });

  it('is the same after its JSON', () => {
    const labels = name === 'MultiLabelBinarizer' ? y.map((label) => [label]) : y;
    const value = (make(name) as unknown as { fit(y: unknown): OfLabels }).fit(labels);
    const Kind = value.constructor as unknown as { fromJSON(json: unknown): OfLabels };
    const revived = Kind.fromJSON(JSON.parse(JSON.stringify(value)));
    expect(revived.transform(labels)).toEqual(value.transform(labels));
    expect(revived).toBeInstanceOf(value.constructor);
  });
});

describe.each(ofRows)('%s', (name) => {
  it('refuses rows that are none', () => {
    const value = fitted(name);
    const { X } = trialOf(name);
    const acts: Record<string, (X: never) => unknown> = {
      fit: (rows) => make(name).fit(rows, y),
      ...('predict' in value
        ? {
            predict: (rows) => value.predict(rows),
            ...(value.predictProba && { predictProba: (rows) => value.predictProba?.(rows) }),
            ...(value.decisionFunction && { decisionFunction: (rows) => value.decisionFunction?.(rows) }),
          }
        : { transform: (rows) => value.transform(rows) }),
    };
    // Some look at less of the rows: how many there are, or nothing where they are fitted already.
    if (name === 'FrozenEstimator') delete acts['fit'];
    const cells = name.startsWith('Dummy') ? [] : [[null], [3], [[() => 0]], [...(X as unknown[]), null]];
    const wrong = [undefined, null, 3, true, 'abc', {}, () => 0, ...cells];
    for (const [act, call] of Object.entries(acts)) {
      const came = wrong.map((rows) => codeOf(() => call(rows as never)));
      const expected = act === 'fit' ? ['INVALID_ARGUMENT'] : ['INVALID_ARGUMENT', 'INVALID_INPUT'];
      const failures = came.map((code, k) =>
        expected.includes(String(code)) ? '' : `${act}(${show(wrong[k])}): ${String(code)}`,
      );
      expect(failures.join('')).toBe('');
    }
  });

  it('says whether it predicts classes or numbers', () => {
    const { estimatorType } = make(name);
    const value = fitted(name);
    if (!('predict' in value)) expect(estimatorType).toBeUndefined();
    else expect(estimatorType).toBe(value.classes === undefined ? 'regressor' : 'classifier');
  });

  it('names what its fit takes beside the data', () => {
    const estimator = make(name);
    const { X } = trialOf(name);
    expect(() => callFit(estimator, { X, y }, { stray: 1 })).toThrow(/got stray/);
    // Asked itself, it looks at a third argument exactly where it says that it takes one.
    const given = estimator as { fit(X: Samples, y: number[], options: object): unknown };
    const looks = codeOf(() => given.fit(X, y, { stray: 1 })) === 'INVALID_ARGUMENT';
    expect(looks).toBe(estimator.fitOptions !== undefined && name !== 'FrozenEstimator');
    const sampleWeight = y.map((_, i) => 1 + (i % 2));
    if (estimator.fitOptions?.includes('sampleWeight')) {
      expect(answersOf(callFit(estimator, { X, y }, { sampleWeight }), X)).toBeDefined();
    }
  });

  it('is the same bit for bit after its JSON', () => {
    const { X } = trialOf(name);
    const value = fitted(name);
    expect(answersOf(throughJson(value), X)).toEqual(answersOf(value, X));
  });

  it('is a step of a pipeline', () => {
    const { X } = trialOf(name);
    const value = fitted(name);
    const whole = asStep(name).fit(X, y);
    expect(whole.predict(X)).toEqual('predict' in value ? value.predict(X) : predictAfter(make(name), value, X));
  });

  it('can be searched for its options, alone and as a step', () => {
    const { X, change } = trialOf(name);
    const asParams = (prefix: string): Record<string, unknown[]> =>
      Object.fromEntries(Object.entries(change).map(([option, value]) => [`${prefix}${option}`, [value]]));
    const search = new GridSearchCV({
      estimator: asStep(name),
      paramGrid: [{}, asParams('part__')],
      cv: 2,
      scoring: 'neg_mean_squared_error',
    });
    expect(search.fit(X, y).cvResults.params).toHaveLength(2);
  });

  it('gives in threads what it gives in one', async () => {
    const { X } = trialOf(name);
    const warnings: string[] = [];
    const estimator = asStep(name);
    const options = { cv: 2, scoring: 'neg_mean_squared_error' } as const;
    const there = await crossValidateAsync(
      estimator,
      { X, y },
      {
        ...{ ...options, nWorkers: 2, workerUrl: build.workerUrl },
        onWarning: ({ message }) => void warnings.push(message),
      },
    );
    expect(there.testScores).toEqual(crossValidate(estimator, { X, y }, options).testScores);
    expect(warnings).toEqual([]);
  });
});
