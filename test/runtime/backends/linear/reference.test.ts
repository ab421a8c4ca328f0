import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../src/core/session.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { openLinear } from './open-linear.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../../../fixtures/${name}/`, import.meta.url));

interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

/** Written by test/reference/models/ with scikit-learn, whose version stands in the file. */
interface Reference {
  readonly inputs: { readonly X: ReferenceTensor };
  readonly outputs: Readonly<Record<string, ReferenceTensor>>;
  readonly tolerance: number;
}

async function answerReference(name: string): Promise<{ reference: Reference; session: Session; answer: Tensor }> {
  const reference = JSON.parse(await readFile(`${fixture(name)}reference.json`, 'utf8')) as Reference;
  const session = await openLinear(fixture(name));
  const X = Tensor.of('FP64', reference.inputs.X.shape, reference.inputs.X.data);
  const outputs = await session.run(new Map([['X', X]]));
  return { reference, session, answer: [...outputs.values()][0]! };
}

describe('the linear backend answers as scikit-learn', () => {
  // The bounds are about twice what was measured: numpy adds the products of a row in another order.
  it.each([
    { name: 'linear-diabetes', output: 'prediction', bound: 1e-13 },
    { name: 'ridge-diabetes', output: 'prediction', bound: 1e-13 },
    { name: 'logistic-breast-cancer', output: 'probabilities', bound: 5e-16 },
    { name: 'logistic-wine-multinomial', output: 'probabilities', bound: 5e-16 },
  ])('on every row of $name to within $bound', async ({ name, output, bound }) => {
    const { reference, answer } = await answerReference(name);
    const expected = reference.outputs[output]!;
    expect(answer.shape).toEqual(expected.shape);
    const differences = answer.toFlat().map((value, i) => Math.abs((value as number) - (expected.data[i] as number)));
    expect(bound).toBeLessThanOrEqual(reference.tolerance);
    expect(Math.max(...differences)).toBeLessThanOrEqual(bound);
  });

  it.each(['logistic-breast-cancer', 'logistic-wine-multinomial'])(
    'and on %s its most probable class is the label',
    async (name) => {
      const { reference, session, answer } = await answerReference(name);
      const { labels } = session.info.classifiers[0]!;
      const chosen = (answer.toNested() as number[][]).map((row) => labels[row.indexOf(Math.max(...row))]);
      expect(chosen).toEqual(reference.outputs['label']!.data);
      expect(new Set(chosen).size).toBe(labels.length);
    },
  );

  it('tells the classes of a classifier and the names of the features', async () => {
    const { info } = await openLinear(fixture('logistic-wine-multinomial'));
    expect(info.classifiers).toEqual([{ probabilities: 'probabilities', labels: ['barbera', 'barolo', 'grignolino'] }]);
    expect(info.metadata).toMatchObject({ source: 'scikit-learn', kind: 'logisticRegression' });
    expect(info.featureNames).toHaveLength(13);
  });
});
