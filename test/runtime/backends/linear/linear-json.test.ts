import { describe, expect, it } from 'vitest';
import { answer, faults, openLinear } from './open-linear.js';

const RIDGE = { kind: 'ridge', coef: [[2, -1]], intercept: [0.5] };
const LOGISTIC = { kind: 'logisticRegression', coef: [[2, -1]], intercept: [0.5], classes: ['no', 'yes'] };

describe('linear.json', () => {
  it('takes names, metadata and several outputs', async () => {
    const session = await openLinear({
      kind: 'linearRegression',
      coef: [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      intercept: [0, 10, 100],
      featureNames: ['__proto__', 'b'],
      metadata: { alpha: 1, anything: { goes: null } },
    });
    expect(answer(session, 'value', [[1, 2]])).toEqual([[1, 12, 103]]);
    expect(session.info.metadata).toEqual({
      source: 'linear.json',
      kind: 'linearRegression',
      metadata: { alpha: 1, anything: { goes: null } },
    });
    expect(session.info.featureNames).toEqual(['__proto__', 'b']);
  });

  it('takes numbers, booleans and strings as classes, and two rows for two classes', async () => {
    const session = await openLinear({
      ...LOGISTIC,
      coef: [
        [1, 1],
        [2, 2],
      ],
      intercept: [0, 0],
      classes: [false, '0'],
    });
    expect(session.info.classifiers).toEqual([{ probabilities: 'probabilities', labels: [false, '0'] }]);
  });

  it.each([
    ['no kind', { coef: [[1]], intercept: [0] }, ['missing /kind']],
    ['a misspelt kind', { ...RIDGE, kind: 'rigde' }, ['value /kind']],
    ['no coef', { kind: 'ridge', intercept: [0] }, ['missing /coef']],
    ['a flat coef', { ...RIDGE, coef: [2, -1] }, ['type /coef/0', 'type /coef/1']],
    ['an empty coef', { ...RIDGE, coef: [[]] }, ['shape /coef/0']],
    ['rows of two lengths', { ...RIDGE, coef: [[1, 2], [1]], intercept: [0, 0] }, ['shape /coef/1']],
    ['a number as text', { ...RIDGE, coef: [['2', -1]] }, ['type /coef/0/0']],
    ['null for NaN', { ...RIDGE, coef: [[null, -1]] }, ['type /coef/0/0']],
    [
      'NaN and infinity in memory',
      { ...RIDGE, coef: [[NaN, -Infinity]] },
      ['nonFinite /coef/0/0', 'nonFinite /coef/0/1'],
    ],
    ['a hole in an array', { ...RIDGE, coef: [Object.assign([1, 2], { length: 3 })] }, ['type /coef/0/2']],
    ['a number for the intercept', { ...RIDGE, intercept: 0.5 }, ['type /intercept']],
    ['too many intercepts', { ...RIDGE, intercept: [1, 2] }, ['shape /intercept']],
    ['too few names', { ...RIDGE, featureNames: ['a'] }, ['shape /featureNames']],
    ['one name twice', { ...RIDGE, featureNames: ['a', 'a'] }, ['duplicate /featureNames']],
    ['classes of a regression', { ...RIDGE, classes: ['a', 'b'] }, ['unexpected /classes']],
    ['no classes', { ...LOGISTIC, classes: undefined }, ['missing /classes']],
    ['three classes for one row', { ...LOGISTIC, classes: [1, 2, 3] }, ['shape /classes']],
    ['one class twice', { ...LOGISTIC, classes: ['a', 'a'] }, ['duplicate /classes']],
    ['null as a class', { ...LOGISTIC, classes: ['a', null] }, ['type /classes/1']],
    ['an unknown key', { ...RIDGE, 'al/pha': 1 }, ['unexpected /al~1pha']],
    [
      'all of it',
      { kind: 'lassoo', coef: [['x']], intercept: [], alpha: 1 },
      ['shape /intercept', 'type /coef/0/0', 'unexpected /alpha', 'value /kind'],
    ],
  ])('is refused with %s', async (_, document, expected) => {
    expect(await faults(document)).toEqual(expected);
  });

  it('is refused with 1e400, which JSON.parse makes an infinity', async () => {
    const document = JSON.parse('{"kind": "ridge", "coef": [[1e400]], "intercept": [0]}') as object;
    expect(await faults(document)).toEqual(['nonFinite /coef/0/0']);
  });

  it('takes members that are undefined for absent, and metadata only of what JSON can hold', async () => {
    const metadata = { when: new Date(0), loss: NaN, none: undefined };
    const session = await openLinear({ ...RIDGE, classes: undefined, alpha: undefined, metadata });
    expect(session.info.metadata['metadata']).toEqual({ when: '1970-01-01T00:00:00.000Z', loss: null });
    expect(await faults({ ...RIDGE, metadata: { nSamples: 3n } })).toEqual(['type /metadata']);
  });

  it('says what was expected and what came, and which keys there are', async () => {
    await expect(openLinear({ ...RIDGE, kind: 'rigde', coef: [[1, 'x']], alpha: 1 })).rejects.toMatchObject({
      issues: expect.arrayContaining([
        {
          path: '/kind',
          code: 'value',
          message:
            'expected "linearRegression", "ridge", "lasso", "elasticNet", "poissonRegressor", "logisticRegression", "linearSVC", "sgdRegressor", "sgdClassifier", "gradientDescentRegressor", "gradientDescentClassifier", got "rigde"',
        },
        { path: '/coef/0/1', code: 'type', message: 'expected a finite number, got "x"' },
        {
          path: '/alpha',
          code: 'unexpected',
          message: 'unknown key; known are kind, coef, intercept, classes, loss, featureNames, metadata',
        },
      ]),
    });
  });

  it('tells at most 100 faults', async () => {
    expect(await faults({ ...RIDGE, coef: [new Array(1000).fill('x')] })).toHaveLength(100);
  });

  it('loads ten million coefficients', async () => {
    const row = new Float64Array(1e6).fill(1);
    const session = await openLinear({
      kind: 'ridge',
      coef: new Array(10).fill(row),
      intercept: new Array(10).fill(0),
    });
    expect(session.signature.inputs[0]!.shape).toEqual([-1, 1e6]);
  });

  it('has its schema in the draft that the documentation names', async () => {
    const { LINEAR_SCHEMA } = await import('../../../../src/runtime/backends/linear/linear-schema.js');
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    const ajv = new Ajv2020({ allowUnionTypes: true });
    expect(ajv.validateSchema(LINEAR_SCHEMA)).toBe(true);
    expect(ajv.validate(LINEAR_SCHEMA, RIDGE)).toBe(true);
    expect(ajv.validate(LINEAR_SCHEMA, LOGISTIC)).toBe(true);
  });
});
