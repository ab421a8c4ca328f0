import type { Session } from '../../../src/core/session.js';
import { ModelMountError } from '../../../src/core/errors.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import type { BatchOptions } from '../../../src/runtime/batching/batch-options.js';
import { batchSession, type BatchedSession } from '../../../src/runtime/batching/batch-session.js';
import { createFakeSession, type FakeSession } from '../../../src/testing/fake-session.js';
import { FakeClock, settled } from './fake-clock.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** A batched fake session whose runs last until a test ends them, on a fake clock. */
export interface Scripted {
  readonly clock: FakeClock;
  readonly inner: FakeSession;
  readonly batched: BatchedSession;
  /** The first column of each run of the inner session. */
  readonly batches: () => number[][];
  /** Ends the oldest run under way after it took `elapsedMs`, then lets a turn of the event loop pass. */
  readonly endRun: (elapsedMs?: number, error?: Error) => Promise<void>;
  /** A turn of the event loop. */
  readonly turn: () => Promise<void>;
}

/** Rows whose two columns are the given value and 0: the fake answers each with its value. */
export function rows(...values: readonly number[]): Map<string, Tensor> {
  return new Map([
    [
      'X',
      Tensor.of(
        'FP64',
        [values.length, 2],
        values.flatMap((value) => [value, 0]),
      ),
    ],
  ]);
}

/** What the fake answered: one number a row. */
export const valuesOf = (outputs: Tensors): number[] => outputs.get('Y')?.toFlat() as number[];

/** The code with which it fails, or the rows that it is answered with. */
export const outcome = (run: Promise<Tensors>): Promise<string | number[]> =>
  run.then(valuesOf, (error: unknown) => (ModelMountError.is(error) ? error.code : String(error)));

export function scripted(
  options: BatchOptions = {},
  wrap: (inner: FakeSession) => Session = (inner) => inner,
): Scripted {
  const clock = new FakeClock();
  const ends: ((error?: Error) => void)[] = [];
  const inner = createFakeSession({
    signature: {
      inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 2] }],
      outputs: [{ name: 'Y', dtype: 'FP64', shape: [-1] }],
    },
    answer: (inputs) =>
      new Promise((resolve, reject) => {
        ends.push((error) => {
          if (error === undefined) resolve(new Map([['Y', firstColumn(inputs)]]));
          else reject(error);
        });
      }),
  });
  const turn = async (): Promise<void> => {
    clock.turn();
    await settled();
  };
  return {
    clock,
    inner,
    batched: batchSession(wrap(inner), { clock, ...options }),
    batches: () => inner.runs.map((inputs) => firstColumn(inputs).toFlat() as number[]),
    endRun: async (elapsedMs = 0, error) => {
      const end = ends.shift();
      if (end === undefined) throw new Error('no run is under way');
      clock.advance(elapsedMs);
      end(error);
      await settled();
      await turn();
    },
    turn,
  };
}

/** Teaches a batcher what runs cost: `overheadMs + perRowMs · rows`, from eight runs of different lengths. */
export async function teach(subject: Scripted, overheadMs: number, perRowMs: number): Promise<void> {
  for (const nRows of [1, 2, 4, 1, 2, 4, 1, 2]) {
    const run = subject.batched.run(rows(...Array.from({ length: nRows }, () => 0)));
    await subject.turn();
    await subject.endRun(overheadMs + perRowMs * nRows);
    await run;
  }
}

function firstColumn(inputs: Tensors): Tensor {
  const { data, shape } = inputs.get('X')!;
  return new Tensor(
    'FP64',
    [shape[0]!],
    (data as Float64Array).filter((_, i) => i % 2 === 0),
  );
}
