import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { answer, openLinear, X } from './open-linear.js';

const logistic = (coef: readonly (readonly number[])[], intercept: readonly number[]) =>
  openLinear({
    kind: 'logisticRegression',
    coef,
    intercept,
    classes: Array.from({ length: Math.max(2, coef.length) }, (_, k) => k),
  });

const number = fc.double({ min: -50, max: 50, noNaN: true });
const rowsOf = (width: number, minLength = 1) =>
  fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength, maxLength: 6 });

describe('linear session', () => {
  it('tells each NaN and infinity among the inputs, with the pointer to its element', async () => {
    const session = await openLinear({ kind: 'ridge', coef: [[1, 1]], intercept: [0] });
    const data = Float64Array.of(1, 2, NaN, 4, 5, -Infinity);
    const inputs = new Map([['X', new Tensor('FP64', [3, 2], data)]]);
    await expect(session.run(inputs)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [
        { path: '/X/1/0', code: 'nonFinite', message: 'expected a finite number, got NaN' },
        { path: '/X/2/1', code: 'nonFinite', message: 'expected a finite number, got -Infinity' },
      ],
    });
  });

  it('tells at most 100 bad elements', async () => {
    const session = await openLinear({ kind: 'ridge', coef: [[1]], intercept: [0] });
    const inputs = new Map([['X', new Tensor('FP64', [1000, 1], new Float64Array(1000).fill(NaN))]]);
    const error = await session.run(inputs).catch((error: unknown) => error);
    expect((error as { issues: unknown[] }).issues).toHaveLength(100);
  });

  it('fails with NON_FINITE_OUTPUT where a sum overflows, with the pointer to the row', async () => {
    const regression = await openLinear({ kind: 'ridge', coef: [[1e200, 1e200]], intercept: [0] });
    await expect(
      regression.run(
        X([
          [1, 1],
          [1e200, 1e200],
        ]),
      ),
    ).rejects.toMatchObject({
      code: 'NON_FINITE_OUTPUT',
      issues: [{ path: '/value/1', code: 'nonFinite', message: 'expected a finite number, got Infinity' }],
    });
    const classifier = await logistic([[1e200], [-1e200], [0]], [0, 0, 0]);
    await expect(classifier.run(X([[1], [1], [1e200]]))).rejects.toMatchObject({
      code: 'NON_FINITE_OUTPUT',
      message: expect.stringContaining('beyond what the linear model can compute with: /probabilities/2/0: expected'),
    });
  });

  it('answers no rows with no rows', async () => {
    const session = await logistic(
      [
        [1, 1],
        [0, 1],
        [1, 0],
      ],
      [0, 0, 0],
    );
    const outputs = session.runSync!(new Map([['X', new Tensor('FP64', [0, 2], new Float64Array(0))]]));
    expect(outputs.get('probabilities')!.shape).toEqual([0, 3]);
  });

  it('gives binary probabilities of 0 and 1 at scores where exp overflows', async () => {
    const session = await logistic([[1]], [0]);
    expect(answer(session, 'probabilities', [[1000], [-1000], [0]])).toEqual([
      [0, 1],
      [1, 0],
      [0.5, 0.5],
    ]);
    // exp(-740) is subnormal: 1 / (1 + exp(740)) would give 0.
    expect((answer(session, 'probabilities', [[-740]]) as number[][])[0]![1]).toBe(Math.exp(-740));
  });

  it('gives multinomial probabilities at scores where exp overflows', async () => {
    const session = await logistic([[1], [0], [-1]], [0, 0, 0]);
    expect(answer(session, 'probabilities', [[1000], [-1000]])).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('gives probabilities that sum to 1', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(2, 3), rowsOf(2), async (coef, rows) => {
        const session = await logistic(
          coef,
          coef.map(() => 0.5),
        );
        for (const row of answer(session, 'probabilities', rows) as number[][]) {
          expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-14);
          expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same multinomial probabilities when a constant is added to all scores', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(2, 3), rowsOf(2), number, async (coef, rows, constant) => {
        const plain = answer(
          await logistic(
            coef,
            coef.map(() => 0),
          ),
          'probabilities',
          rows,
        ) as number[][];
        const moved = answer(
          await logistic(
            coef,
            coef.map(() => constant),
          ),
          'probabilities',
          rows,
        ) as number[][];
        // The scores, up to 5000, keep 13 digits after the constant is added: as many are left of an exponential.
        plain.flat().forEach((p, i) => {
          expect(Math.abs(p - moved.flat()[i]!)).toBeLessThan(1e-11);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('agrees between one row of coefficients and two opposite halves of it', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(2), async (rows) => {
        const binary = answer(await logistic([[1, -2]], [0.5]), 'probabilities', rows) as number[][];
        const halves = [
          [-0.5, 1],
          [0.5, -1],
        ];
        const softmax = answer(await logistic(halves, [-0.25, 0.25]), 'probabilities', rows) as number[][];
        binary.flat().forEach((p, i) => {
          expect(Math.abs(p - softmax.flat()[i]!)).toBeLessThan(1e-13);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('is linear: the answer to a sum of rows is the sum of the answers', async () => {
    const session = await openLinear({ kind: 'linearRegression', coef: [[3, -2, 0.5]], intercept: [0] });
    fc.assert(
      fc.property(rowsOf(3, 2), ([a, b]) => {
        const sum = a!.map((x, j) => x + b![j]!);
        const [ya, yb, ySum] = answer(session, 'value', [a!, b!, sum]) as number[];
        expect(Math.abs(ya! + yb! - ySum!)).toBeLessThan(1e-10);
      }),
    );
  });

  it('adds from the first feature to the last, then the intercept, and rounds no other way', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(3, 2), rowsOf(3), async (coef, rows) => {
        const dot = (row: readonly number[], weights: readonly number[], intercept: number): number =>
          row.reduce((sum, x, j) => sum + x * weights[j]!, 0) + intercept;
        const intercept = coef.map((_, k) => k - 0.1);
        const values = await openLinear({ kind: 'ridge', coef, intercept });
        expect(answer(values, 'value', rows)).toEqual(
          rows.map((row) => coef.map((weights, k) => dot(row, weights, intercept[k]!))),
        );
        const binary = await logistic([coef[0]!], [0.25]);
        // scipy's expit in both tails; the second class's probability, the first has the rest.
        const expit = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
        expect(answer(binary, 'probabilities', rows)).toEqual(
          rows.map((row) => {
            const p = expit(dot(row, coef[0]!, 0.25));
            return [1 - p, p];
          }),
        );
      }),
      { numRuns: 50 },
    );
  });
});
