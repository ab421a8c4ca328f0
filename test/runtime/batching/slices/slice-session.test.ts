import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../../../src/core/errors.js';
import type { Session } from '../../../../src/core/session.js';
import { concatRows } from '../../../../src/core/tensor/tensor-rows.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { linear } from '../../../../src/runtime/backends/linear/linear.js';
import { batchSession } from '../../../../src/runtime/batching/batch-session.js';
import { sliceSession } from '../../../../src/runtime/batching/slices/slice-session.js';
import { sessionChecks } from '../../../../src/testing/check-session.js';
import { createFakeSession, type FakeSession } from '../../../../src/testing/fake-session.js';
import { X, openLinear } from '../../backends/linear/open-linear.js';
import { FIXTURES, loadOnnx, readReference, referenceInputs } from '../../backends/onnx/fixtures.js';
import { FakeClock, settled } from '../fake-clock.js';
import { outcome, rows, valuesOf } from '../scripted.js';

const SIGNATURE = {
  inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 2] }],
  outputs: [{ name: 'Y', dtype: 'FP64', shape: [-1] }],
} as const;

interface Subject {
  readonly clock: FakeClock;
  readonly inner: FakeSession;
  readonly sliced: Session;
  /** How many rows each slice had, and in which turn of the event loop it ran. */
  readonly slices: { readonly nRows: number; readonly turn: number }[];
  /** Lets turns pass until the run has ended. */
  readonly finish: <T>(run: Promise<T>) => Promise<T>;
}

/** A sliced session that holds up the thread for `rowMs` a row. */
function subject(rowMs: number, fail: (inputs: ReadonlyMap<string, Tensor>) => void = () => undefined): Subject {
  const clock = new FakeClock();
  const slices: Subject['slices'] = [];
  let turn = 0;
  const inner = createFakeSession({
    signature: SIGNATURE,
    answer: (inputs) => {
      const nRows = inputs.get('X')!.shape[0]!;
      slices.push({ nRows, turn });
      clock.block(nRows * rowMs);
      fail(inputs);
      const first = (inputs.get('X')!.data as Float64Array).filter((_, i) => i % 2 === 0);
      return new Map([['Y', new Tensor('FP64', [nRows], first)]]);
    },
  });
  const finish = async <T>(run: Promise<T>): Promise<T> => {
    const state = { isOver: false };
    const over = (): void => void (state.isOver = true);
    void run.then(over, over);
    while (!state.isOver) {
      await settled();
      turn += 1;
      clock.turn();
    }
    return run;
  };
  return { clock, inner, sliced: sliceSession(inner, { clock }), slices, finish };
}

const many = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('slices of a long run', () => {
  it('hold up the thread for at most maxSliceMs each, with a turn of the event loop between', async () => {
    const { sliced, slices, finish } = subject(0.008);
    const values = many(100_000);
    expect(valuesOf(await finish(sliced.run(rows(...values))))).toEqual(values);
    expect(Math.max(...slices.map(({ nRows }) => nRows))).toBe(512);
    expect(slices.length).toBeLessThan(100_000 / 512 + 10);
    expect(new Set(slices.map(({ turn }) => turn)).size).toBe(slices.length);
  });

  it('are not made of what is short enough, once that is known', async () => {
    const { sliced, slices, inner, finish } = subject(0.008);
    await finish(sliced.run(rows(...many(2000))));
    slices.length = 0;
    await finish(sliced.run(rows(...many(512))));
    expect(slices.map(({ nRows }) => nRows)).toEqual([512]);
    expect(inner.runs.at(-1)!.get('X')!.shape).toEqual([512, 2]);
  });

  it('of several runs take turns: never two in one turn of the event loop', async () => {
    const { sliced, slices, finish } = subject(1);
    const runs = [1000, 2000, 3000].map((from) => outcome(sliced.run(rows(...many(30).map((i) => from + i)))));
    const answers = await finish(Promise.all(runs));
    expect(answers).toEqual([1000, 2000, 3000].map((from) => many(30).map((i) => from + i)));
    expect(new Set(slices.map(({ turn }) => turn)).size).toBe(slices.length);
  });

  it('are made of what the caller gave, not of what it writes there later', async () => {
    const { sliced, finish } = subject(1);
    const data = Float64Array.of(1, 0, 2, 0, 3, 0);
    const run = sliced.run(new Map([['X', new Tensor('FP64', [3, 2], data)]]));
    data.fill(9);
    expect(valuesOf(await finish(run))).toEqual([1, 2, 3]);
  });

  it('stop when the signal fires or the deadline passes', async () => {
    const { clock, sliced, slices, finish } = subject(1);
    const controller = new AbortController();
    const aborted = outcome(sliced.run(rows(...many(100)), { signal: controller.signal }));
    await settled();
    controller.abort();
    expect(await finish(aborted)).toBe('ABORTED');
    expect(slices).toHaveLength(1);
    slices.length = 0;
    expect(await finish(outcome(sliced.run(rows(...many(100)), { deadlineMs: clock.now() + 12 })))).toBe(
      'DEADLINE_EXCEEDED',
    );
    expect(slices.length).toBeLessThanOrEqual(4);
    expect(await finish(outcome(sliced.run(rows(1, 2, 3, 4, 5, 6))))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('fail as one of them fails, and leave the session usable', async () => {
    const { sliced, finish } = subject(1, (inputs) => {
      if (inputs.get('X')!.toFlat().includes(7)) throw new ModelMountError('RUN_FAILED', 'seven');
    });
    expect(await finish(outcome(sliced.run(rows(...many(30)))))).toBe('RUN_FAILED');
    expect(await finish(outcome(sliced.run(rows(1, 2, 3, 4, 5, 6))))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('name the element of a bad input as the caller counts', async () => {
    const { sliced, finish } = subject(1, (inputs) => {
      const place = inputs.get('X')!.toFlat().indexOf(9);
      const issues = [{ path: `/X/${place}`, code: 'value' as const, message: 'is nine' }];
      if (place !== -1) throw new ModelMountError('INVALID_INPUT', 'nine', { issues });
    });
    await expect(finish(sliced.run(rows(...many(30))))).rejects.toMatchObject({ issues: [{ path: '/X/18' }] });
    const wrong = new Map([['X', new Tensor('FP64', [3, 1], new Float64Array(3))]]);
    await expect(sliced.run(wrong)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: '/X', message: 'expected shape [?, 2], got [3, 1]' }],
    });
  });

  it('are given up for a model that does not answer row for row', async () => {
    const inner = createFakeSession({
      signature: SIGNATURE,
      answer: (inputs) =>
        new Map([['Y', Tensor.of('FP64', [2], [0, Math.max(...(inputs.get('X')?.toFlat() as number[]))])]]),
    });
    const sliced = sliceSession(inner);
    expect(await outcome(sliced.run(rows(1, 3, 2)))).toEqual([0, 3]);
    expect(await outcome(sliced.run(rows(1, 3, 2)))).toEqual([0, 3]);
    expect(inner.runs.map((inputs) => inputs.get('X')!.shape[0])).toEqual([1, 3, 3]);
  });

  it('join strings, and outputs of several axes', async () => {
    const inner = createFakeSession({
      signature: {
        inputs: [{ name: 'words', dtype: 'BYTES', shape: [-1] }],
        outputs: [
          { name: 'words', dtype: 'BYTES', shape: [-1, 1] },
          { name: 'sizes', dtype: 'INT64', shape: [-1, 1, 2] },
        ],
      },
      answer: (inputs) => {
        const words = inputs.get('words')!.toFlat() as string[];
        return new Map([
          ['words', Tensor.of('BYTES', [words.length, 1], words)],
          [
            'sizes',
            Tensor.of(
              'INT64',
              [words.length, 1, 2],
              words.flatMap((word) => [word.length, 7]),
            ),
          ],
        ]);
      },
    });
    const words = new Map([['words', Tensor.of('BYTES', [3], ['a', 'bb', 'ccc'])]]);
    const outputs = await sliceSession(inner).run(words);
    expect(inner.runs.length).toBeGreaterThan(1);
    expect(outputs.get('words')?.toNested()).toEqual([['a'], ['bb'], ['ccc']]);
    expect(outputs.get('sizes')?.toNested()).toEqual([[[1n, 7n]], [[2n, 7n]], [[3n, 7n]]]);
  });
});

describe('sliceSession', () => {
  it('returns a session as it is whose rows cannot be told', () => {
    for (const batch of [4, 0]) {
      const inner = createFakeSession({
        signature: { ...SIGNATURE, inputs: [{ name: 'X', dtype: 'FP64', shape: [batch, 2] }] },
        answer: () => new Map(),
      });
      expect(sliceSession(inner)).toBe(inner);
    }
  });

  it('closes after the runs under way, takes no more, and runs synchronously what the session does', async () => {
    const inner = createFakeSession({ isSynchronous: true });
    const sliced = sliceSession(inner);
    expect(valuesOf(sliced.runSync!(rows(1, 2)))).toEqual([1, 2]);
    const run = outcome(sliced.run(rows(...many(40))));
    const closing = sliced.close();
    expect(await outcome(sliced.run(rows(1)))).toBe('SESSION_CLOSED');
    expect(() => sliced.runSync!(rows(1))).toThrow('closed');
    expect(inner.isClosed).toBe(false);
    expect(await run).toEqual(many(40));
    await closing;
    expect(inner.isClosed).toBe(true);
  });

  it.each([
    [{ maxSliceMs: 0 }, 'maxSliceMs must be finite and > 0, got 0'],
    [{ maxSliceMs: Infinity }, 'maxSliceMs must be finite and > 0, got Infinity'],
    [{ maxSliceMs: '5' as never }, 'maxSliceMs must be finite and > 0, got "5"'],
    [{ sliceMs: 5 } as never, 'unknown option "sliceMs" of sliceSession'],
  ])('refuses %j', (options, message) => {
    expect(() => sliceSession(createFakeSession(), options)).toThrow(message);
  });

  describe.each([
    { name: 'fake', backend: { name: 'fake', flags: { isSynchronous: false, packages: [] }, reference: undefined } },
    { name: 'linear', backend: linear() },
  ])('of a $name session keeps the session contract', ({ name, backend }) => {
    const open = async (): Promise<Session> =>
      sliceSession(
        name === 'fake' ? createFakeSession() : await openLinear({ kind: 'ridge', coef: [[2, -1]], intercept: [0.5] }),
      );
    const inputs = (): ReadonlyMap<string, Tensor> =>
      X([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
    it.each(sessionChecks({ name, backend, open, inputs }))('$name', ({ run }) => run());
  });
});

describe('a real model', () => {
  it('answers 20000 rows in slices bit for bit as at once, while other callbacks run', async () => {
    const folder = path.join(FIXTURES, 'breast-cancer-xgboost');
    // With more threads, ONNX Runtime adds up the trees of few rows in another order than those of many.
    const options = { sessionOptions: { intraOpNumThreads: 1 } };
    const session = await loadOnnx(path.join(folder, 'model.onnx'), options);
    const [[name, few] = ['', undefined]] = referenceInputs(readReference(path.join(folder, 'reference.json')));
    const copies = Math.ceil(20_000 / few!.shape[0]!);
    const inputs = new Map([[name, concatRows(Array.from({ length: copies }, () => few!))]]);
    const whole = await session.run(inputs);

    const slices: number[] = [];
    const counted: Session = {
      signature: session.signature,
      info: session.info,
      run: (part, options) => {
        slices.push(nTurns);
        return session.run(part, options);
      },
      close: () => session.close(),
    };
    let nTurns = 0;
    let isOver = false;
    const count = (): void => {
      nTurns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    // Small enough for several slices on any machine.
    const sliced = sliceSession(counted, { maxSliceMs: 0.5 });
    const joined = await sliced.run(inputs);
    isOver = true;

    expect([...joined.keys()]).toEqual([...whole.keys()]);
    for (const [output, { dtype, shape, data }] of whole) {
      const actual = joined.get(output)!;
      expect([actual.dtype, actual.shape]).toEqual([dtype, shape]);
      expect(Buffer.compare(bytes(actual.data as Float32Array), bytes(data as Float32Array))).toBe(0);
    }
    expect(slices.length).toBeGreaterThan(5);
    // Something else ran between any two of them.
    expect(new Set(slices).size).toBe(slices.length);
    await sliced.close();
  });

  it('lets short calls through between the slices of a long one, with a batcher inside', async () => {
    const inner = createFakeSession();
    const sliced = sliceSession(batchSession(inner));
    const order: string[] = [];
    const long = sliced.run(rows(...many(2000))).then(() => order.push('long'));
    const short = [1, 2, 3].map((value) => sliced.run(rows(value)).then(() => order.push('short')));
    await Promise.all([long, ...short]);
    expect(order).toEqual(['short', 'short', 'short', 'long']);
    await sliced.close();
    expect(inner.isClosed).toBe(true);
  });
});

function bytes({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
