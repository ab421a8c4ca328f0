import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load-model.js';
import type { Model } from '../../src/model/model.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { createHandler } from '../../src/serve/handler.js';
import { FIXTURES, readReference } from '../helpers/reference.js';
import { call, poster, SETOSA } from './call.js';

let iris: Model;
let wine: Model;
let handler: Handler;
beforeAll(async () => {
  [iris, wine] = await Promise.all([
    loadModel(path.join(FIXTURES, 'iris-logistic')),
    loadModel(path.join(FIXTURES, 'wine-mixed-pipeline')),
  ]);
  handler = createHandler({ models: { iris, wine }, bodyLimitBytes: 100_000 });
});
afterAll(() => Promise.all([iris.close(), wine.close()]));

const post = poster(() => handler);

describe('the rows routes', () => {
  it('answer one prediction per row', async () => {
    const { status, type, body } = await post('/models/iris/predict', {
      rows: [SETOSA, { x0: 6.7, x1: 3, x2: 5.2, x3: 2.3 }],
    });
    expect([status, type]).toEqual([200, 'application/json']);
    expect(body).toMatchObject({ model: 'iris', predictions: [{ label: 0 }, { label: 2 }] });
    expect(await post('/models/iris/predict', { rows: [] })).toMatchObject({ status: 200, body: { predictions: [] } });
  });

  it('serve /predict only where there is one model', async () => {
    const one = createHandler({ models: { iris } });
    const init = { body: JSON.stringify({ rows: [SETOSA] }), headers: { 'content-type': 'application/json' } };
    expect(await call(one, 'POST', '/predict', init)).toMatchObject({ status: 200, body: { model: 'iris' } });
    const { status, body } = await post('/predict', { rows: [SETOSA] });
    expect([status, (body as { detail: string }).detail]).toEqual([
      404,
      expect.stringContaining('/models/{name}/predict with iris, wine'),
    ]);
  });

  it('answer every fault at once as problem details, with pointers into the body', async () => {
    const row = readReference('wine-mixed-pipeline').rows!.find((each) => !Object.values(each).includes(null))!;
    const rows = [{ ...row, alcohol: 'strong' }, row, { ...row, hue: undefined, 'a/b': 1 }];
    const { status, type, body } = await post('/models/wine/predict', { rows });
    expect([status, type]).toEqual([400, 'application/problem+json']);
    expect(body).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'INVALID_INPUT',
      errors: [
        { pointer: '/rows/0/alcohol', code: 'type', message: 'expected number, got "strong"' },
        { pointer: '/rows/2/hue', code: 'missing', message: 'is missing' },
        { pointer: '/rows/2/a~1b', code: 'unexpected' },
      ],
    });
  });

  it.each([
    ['null', [['', 'type']]],
    ['[]', [['', 'type']]],
    ['7', [['', 'type']]],
    ['{}', [['/rows', 'missing']]],
    ['{"rows":{}}', [['/rows', 'type']]],
    ['{"rows":[],"row":1}', [['/row', 'unexpected']]],
    ['{"rows":[null]}', [['/rows/0', 'type']]],
    ['{"rows":[[1,2,3]]}', [['/rows/0', 'shape']]],
    ['{"rows":[[1,2,3,"4"]]}', [['/rows/0/3', 'type']]],
    ['{"rows":[{"__proto__":1,"x0":1,"x1":1,"x2":1,"x3":1}]}', [['/rows/0/__proto__', 'unexpected']]],
  ])('refuse %s', async (text, expected) => {
    const { status, body } = await post('/models/iris/predict', text);
    const { errors } = body as { errors: { pointer: string; code: string }[] };
    expect([status, errors.map(({ pointer, code }) => [pointer, code])]).toEqual([400, expected]);
  });
});
