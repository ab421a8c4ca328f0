import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { interleave, type MakeBatcher } from './interleavings.js';

const N_SCHEDULES = 100_000;
const FIRST_SEED = Number(process.env['BATCH_SEED'] ?? 20_260_711);

/** The first fault in `nSchedules`, with the seed that shows it again. */
async function firstFault(makeBatcher: MakeBatcher, nSchedules: number): Promise<string | undefined> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + nSchedules; seed++) {
    const fault = await interleave(seed, makeBatcher);
    if (fault !== undefined) return `BATCH_SEED=${seed}: ${fault}`;
  }
  return undefined;
}

describe('a batcher, in any order of events', () => {
  // Some ten errors a schedule, and nobody reads their stacks.
  const { stackTraceLimit } = Error;
  beforeAll(() => {
    Error.stackTraceLimit = 0;
  });
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it(`gives everyone their own answer, once, and leaves nothing behind, in ${N_SCHEDULES} schedules`, async () => {
    expect(await firstFault(batchSession, N_SCHEDULES)).toBeUndefined();
  }, 600_000);

  // Each breaks one promise; if the schedules could not tell, the test above would show nothing.
  it.each<[string, MakeBatcher, RegExp]>([
    [
      'hands out the rows of a batch in another order',
      (inner, options) =>
        batchSession(
          {
            ...inner,
            run: async (...call) => {
              const answer = await inner.run(...call);
              const { data, shape } = answer.get('Y')!;
              const rows = Array.from({ length: shape[0]! }, (_, i) => [
                ...(data as Float64Array).slice(2 * i, 2 * i + 2),
              ]);
              return new Map([['Y', new Tensor('FP64', shape, Float64Array.from(rows.reverse().flat()))]]);
            },
          },
          options,
        ),
      /has the answer/,
    ],
    [
      'reads its input when the turn is over',
      (inner, options) => {
        const batched = batchSession(inner, options);
        return own(batched, { run: (...call) => Promise.resolve().then(() => batched.run(...call)) });
      },
      /row of nobody|has the answer|another width/,
    ],
    [
      'does not hear the signal',
      (inner, options) => {
        const batched = batchSession(inner, options);
        return own(batched, {
          run: (inputs, { signal: _, ...rest } = {}) => batched.run(inputs, rest),
        });
      },
      /started after its abort/,
    ],
    [
      'does not look at the deadline',
      (inner, options) => {
        const batched = batchSession(inner, options);
        return own(batched, {
          run: (inputs, { deadlineMs: _, ...rest } = {}) => batched.run(inputs, rest),
        });
      },
      /started after its deadline|not told/,
    ],
    [
      'gives everyone in a batch the error of one',
      (inner, options) =>
        batchSession(
          {
            ...inner,
            run: (...call) =>
              inner.run(...call).catch((error: unknown) => {
                throw Object.assign(error as Error, { code: 'INVALID_MODEL' });
              }),
          },
          options,
        ),
      /failed with INVALID_MODEL/,
    ],
    [
      'closes before it has finished',
      (inner, options) => {
        const batched = batchSession(inner, options);
        return own(batched, { close: () => Promise.all([inner.close(), batched.close()]).then(() => undefined) });
      },
      /run after close|closed while|closed twice|settled 0 times/,
    ],
    [
      'counts nobody who was answered',
      (inner, options) => {
        const batched = batchSession(inner, options);
        return own(batched, {
          stats: () => ({ ...batched.stats(), outcomes: { ...batched.stats().outcomes, answered: 0 } }),
        });
      },
      /outcomes of/,
    ],
  ])('the schedules catch a batcher that %s', async (_, makeBatcher, fault) => {
    expect(await firstFault(makeBatcher, 200)).toMatch(fault);
  });
});

/** A batcher with some of its members replaced. */
function own(batched: ReturnType<MakeBatcher>, members: Partial<ReturnType<MakeBatcher>>): ReturnType<MakeBatcher> {
  const { signature, info } = batched;
  return {
    signature,
    info,
    run: (...call) => batched.run(...call),
    stats: () => batched.stats(),
    close: () => batched.close(),
    ...members,
  };
}
