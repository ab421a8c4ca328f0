import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { linear } from '../../../../src/runtime/backends/linear/linear.js';
import { sessionChecks } from '../../../../src/testing/check-session.js';
import { answer, openLinear, X } from './open-linear.js';

const RIDGE = { kind: 'ridge', coef: [[2, -1]], intercept: [0.5], featureNames: ['a', 'b'] };
const BINARY = { kind: 'logisticRegression', coef: [[2, -1]], intercept: [0], classes: ['no', 'yes'] };

describe.each([
  { name: 'a regression', document: RIDGE, outputs: new Map([['value', Tensor.of('FP64', [2], [0.5, 4.5])]]) },
  {
    name: 'a regression of two targets',
    document: {
      ...RIDGE,
      coef: [
        [1, 2],
        [3, 4],
      ],
      intercept: [0, 1],
    },
  },
  {
    name: 'a logistic regression of two classes',
    document: BINARY,
    // expit(0) and expit(4): 1 / (1 + math.exp(-4)) in Python
    outputs: new Map([
      ['probabilities', Tensor.of('FP64', [2, 2], [0.5, 0.5, 1 - 0.9820137900379085, 0.9820137900379085])],
    ]),
  },
  {
    name: 'a multinomial logistic regression',
    document: {
      ...BINARY,
      coef: [
        [1, 2],
        [3, 4],
        [0, 0],
      ],
      intercept: [0, 1, 2],
      classes: [1, 2, 3],
    },
  },
  {
    name: 'an ml-logistic-regression',
    document: {
      name: 'LogisticRegression',
      numberClasses: 2,
      classifiers: [{ weights: [[1, 2]] }, { weights: [[-1, 1]] }],
    },
  },
])('a session of $name keeps the session contract', ({ name, document, ...known }) => {
  const backend = linear();
  const checks = sessionChecks({
    name,
    backend,
    open: async () => backend.load(await openArtifact(document)),
    inputs: () =>
      X([
        [1, 2],
        [3, 2],
      ]),
    tolerance: 0,
    ...known,
  });
  for (const check of checks) it(check.name, check.run);
});

describe('linear', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'modelmount-linear-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, content: unknown): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const accepts = async (source: string | object) => linear().accepts(await openArtifact(source));

  it('loads a value, a file, and a folder with one coefficients file', async () => {
    const file = await write('linear.json', RIDGE);
    await write('reference.json', { inputs: {}, outputs: {} });
    await write('package.json', { name: 'not a model' });
    for (const source of [RIDGE, file, folder]) {
      expect(await accepts(source)).toBe(true);
      expect(answer(await openLinear(source), 'value', [[3, 4]])).toEqual([2.5]);
    }
  });

  it('does not take the manifest of a model folder or a TensorFlow.js model for its own', async () => {
    await write('model.json', { manifestVersion: 1, coef: [[1]] });
    expect(await accepts(folder)).toBe(false);
    expect(await accepts(await write('model.json', { modelTopology: {}, weightsManifest: [], weights: [] }))).toBe(
      false,
    );
  });

  it('accepts nothing else, and throws for nothing', async () => {
    for (const content of ['', '{', '[1]', 'null', '"coef"', '{"rows": []}']) {
      expect(await accepts(await write('other.json', content))).toBe(false);
    }
    expect(await accepts(await write('model.onnx', 'coef'))).toBe(false);
    for (const value of [{}, [], new Map(), { toJSON: () => 'text' }]) expect(await accepts(value)).toBe(false);
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    expect(await accepts(endless)).toBe(false);
  });

  it('claims a linear.json that is damaged, and says what is wrong with it', async () => {
    const file = await write('linear.json', '{"kind": "ridge", "coef": [[NaN]]');
    expect(await accepts(file)).toBe(true);
    await expect(openLinear(file)).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringMatching(/"linear.json" is not JSON; it has NaN or Infinity, which Python writes/),
    });
  });

  it('says what is wrong with a damaged linear.json in a folder, and passes over other damaged files', async () => {
    await write('notes.json', '{');
    expect(await accepts(folder)).toBe(false);
    await write('linear.json', '{');
    expect(await accepts(folder)).toBe(true);
    await expect(openLinear(folder)).rejects.toMatchObject({ message: '"linear.json" is not JSON' });
  });

  it('refuses a folder with several coefficients files, and one with none', async () => {
    await write('a.json', RIDGE);
    await write('b.json', BINARY);
    await expect(openLinear(folder)).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('2 files with coefficients'),
    });
    await expect(openLinear({ rows: [] })).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('expected one JSON of linear.json, scikit-learn, ml-regression'),
    });
  });

  it('refuses options, which it does not have', () => {
    expect(() => linear({ precision: 'double' } as never)).toThrow(/unknown option "precision" of linear; it has none/);
  });

  it('does not load once the signal has fired', async () => {
    const artifact = await openArtifact(RIDGE);
    await expect(linear().load(artifact, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('is not changed by a later change of the value that it was loaded from', async () => {
    const document = { kind: 'ridge', coef: [[2, -1]], intercept: [0.5], metadata: { note: 'a' } };
    const session = await openLinear(document);
    document.coef[0]![0] = 100;
    document.intercept[0] = 100;
    document.metadata.note = 'b';
    expect(answer(session, 'value', [[3, 4]])).toEqual([2.5]);
    expect(session.info.metadata['metadata']).toEqual({ note: 'a' });
  });

  it('makes a backend of the same name from its reference', () => {
    expect(linear().reference).toEqual({ module: 'modelmount/linear', options: {} });
  });
});
