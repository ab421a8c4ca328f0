import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/core/session.js';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { fairGate } from '../../../src/runtime/batching/timing/fair-gate.js';
import { goodput, quantile, Simulation, type Outcome } from './simulation.js';

// All times are those of the fake clock: nothing here depends on the machine.
const COST = { overheadMs: 8, perRowMs: 1 };
const MAX_BATCH_SIZE = 16;
const CAPACITY = (1000 * MAX_BATCH_SIZE) / (COST.overheadMs + COST.perRowMs * MAX_BATCH_SIZE);
const DEADLINE_MS = 150;

// Thousands are refused, and nobody reads their stacks.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

/** A session that keeps no bounds: everything waits, and is run, however late. */
function unbounded(simulation: Simulation): Session {
  const batched = batchSession(simulation.session(COST), {
    clock: simulation.clock,
    maxBatchSize: MAX_BATCH_SIZE,
    maxQueueSize: Number.MAX_SAFE_INTEGER,
    queueDeadlineMs: Infinity,
  });
  return { ...batched, run: (inputs) => batched.run(inputs) };
}

describe('a batcher that is offered more than it can do', () => {
  const PHASE_MS = 4000;
  const PHASES = [0.5, 1, 2.5, 5, 0.5];

  /** The share of its capacity that it answers in time, in each phase. */
  async function phases(open: (simulation: Simulation) => Session): Promise<{ shares: number[]; late: Outcome[] }> {
    const simulation = new Simulation();
    const session = open(simulation);
    for (const load of PHASES) {
      await simulation.load(PHASE_MS, load * CAPACITY, () => {
        void simulation.send(session, {
          deadlineMs: simulation.clock.now() + DEADLINE_MS * (0.5 + simulation.random()),
        });
      });
    }
    await simulation.wait(2 * DEADLINE_MS);
    const shares = PHASES.map((_, i) => goodput(simulation.outcomes, i * PHASE_MS, (i + 1) * PHASE_MS) / CAPACITY);
    const recoveredMs = (PHASES.length - 1) * PHASE_MS + 1000;
    const isLate = ({ settledMs, deadlineMs }: Outcome): boolean => settledMs > deadlineMs;
    const answered = simulation.outcomes.filter(({ how }) => how === 'answered');
    const recovered = answered.filter((outcome) => outcome.arrivedMs >= recoveredMs && !isLate(outcome));
    const nSent = simulation.sentMs.filter((sentMs) => sentMs >= recoveredMs).length;
    return { shares: [...shares, recovered.length / nSent], late: answered.filter(isLate) };
  }

  it('still does nearly as much as it can, answers nobody late, and recovers within a second', async () => {
    const { shares, late } = await phases((simulation) =>
      batchSession(simulation.session(COST), { clock: simulation.clock, maxBatchSize: MAX_BATCH_SIZE }),
    );
    const [half, full, twoAndAHalf, five, , recovered] = shares as [number, number, number, number, number, number];
    expect(half).toBeGreaterThan(0.48);
    expect(full).toBeGreaterThan(0.85);
    expect(twoAndAHalf).toBeGreaterThan(0.85);
    expect(five).toBeGreaterThan(0.8);
    expect(recovered).toBeGreaterThan(0.98);
    expect(late).toEqual([]);
  });

  it('would do next to nothing of use without its bounds', async () => {
    const { shares } = await phases(unbounded);
    expect(shares[2]).toBeLessThan(0.15);
    expect(shares[3]).toBeLessThan(0.01);
    expect(shares[5]).toBeLessThan(0.01);
  });
});

describe('a storm of retries', () => {
  const STORM_MS = 10_000;

  /** The share of calls that fail for good, by when they were first sent: in the storm, and from 2 s after it. */
  async function errorRates(open: (simulation: Simulation) => Session): Promise<{ storm: number; after: number }> {
    const simulation = new Simulation();
    const session = open(simulation);
    const calls: { readonly sentMs: number; readonly isGood: boolean }[] = [];
    const call = async (): Promise<void> => {
      const sentMs = simulation.clock.now();
      for (let attempt = 0; attempt <= 3; attempt++) {
        const deadlineMs = simulation.clock.now() + DEADLINE_MS;
        // A client that does not wait: it gives up at its deadline, and tries again at once.
        const outcome = await Promise.race([
          simulation.send(session, { deadlineMs }),
          new Promise<undefined>((resolve) => simulation.clock.after(DEADLINE_MS, () => resolve(undefined))),
        ]);
        if (outcome?.how === 'answered') {
          calls.push({ sentMs, isGood: true });
          return;
        }
      }
      calls.push({ sentMs, isGood: false });
    };
    await simulation.load(STORM_MS, 2 * CAPACITY, () => void call());
    await simulation.load(6000, 0.5 * CAPACITY, () => void call());
    await simulation.wait(5 * DEADLINE_MS);
    const rate = (fromMs: number, toMs: number): number => {
      const sent = calls.filter(({ sentMs }) => sentMs >= fromMs && sentMs < toMs);
      return sent.filter(({ isGood }) => !isGood).length / sent.length;
    };
    return { storm: rate(0, STORM_MS), after: rate(STORM_MS + 2000, STORM_MS + 6000) };
  }

  it('is over two seconds after its cause', async () => {
    const { storm, after } = await errorRates((simulation) =>
      batchSession(simulation.session(COST), { clock: simulation.clock, maxBatchSize: MAX_BATCH_SIZE }),
    );
    expect(storm).toBeGreaterThan(0.3);
    expect(after).toBeLessThan(0.01);
  });

  it('would go on without the bounds', async () => {
    expect((await errorRates(unbounded)).after).toBeGreaterThan(0.9);
  });
});

describe('deadlines', () => {
  it('of a thousand requests between 5 and 200 ms are kept on a model of 50 ms', async () => {
    const simulation = new Simulation();
    const batched = batchSession(simulation.session({ overheadMs: 50, perRowMs: 0 }), {
      clock: simulation.clock,
      maxBatchSize: 4,
    });
    const deadlines = new Map<number, number>();
    let id = 0;
    await simulation.load(10_000, 100, () => {
      const deadlineMs = simulation.clock.now() + 5 + Math.floor(195 * simulation.random());
      deadlines.set(id++, deadlineMs);
      void simulation.send(batched, { deadlineMs });
    });
    await simulation.wait(300);
    const { outcomes, starts } = simulation;
    expect(outcomes.length).toBeGreaterThan(900);
    expect(new Set(outcomes.map(({ how }) => how))).toEqual(new Set(['answered', 'DEADLINE_EXCEEDED', 'OVERLOADED']));
    // To the tick of the simulation.
    expect(Math.max(...outcomes.map(({ settledMs, deadlineMs }) => settledMs - deadlineMs))).toBeLessThanOrEqual(1);
    expect(starts.filter((start) => start.atMs >= deadlines.get(start.id)!)).toEqual([]);
    expect(outcomes.filter(({ how }) => how === 'answered').length).toBeGreaterThan(400);
    expect(batched.stats()).toMatchObject({ queued: 0, queuedRows: 0, running: 0, turns: 0 });
    expect(simulation.clock.nTimers).toBe(0);
  });
});

describe('two models behind one gate', () => {
  const options = { maxBatchSize: 8 };
  const cost = { overheadMs: 8, perRowMs: 0.5 };
  const capacity = (1000 * options.maxBatchSize) / (cost.overheadMs + cost.perRowMs * options.maxBatchSize);

  /** How long the quiet model's requests take, milliseconds, while the other is offered `load` times the capacity. */
  async function quietLatencies(load: number): Promise<number[]> {
    const simulation = new Simulation();
    const gate = fairGate({ maxTurns: 1, clock: simulation.clock });
    const open = (): Session =>
      batchSession(simulation.session(cost), { ...options, clock: simulation.clock, gate: gate.join() });
    const [flooded, quiet] = [open(), open()];
    const latencies: number[] = [];
    await simulation.load(4000, 20 + load * capacity, () => {
      if (simulation.random() * (20 + load * capacity) > 20) void simulation.send(flooded);
      else
        void simulation.send(quiet).then(({ how, arrivedMs, settledMs }) => {
          expect(how).toBe('answered');
          latencies.push(settledMs - arrivedMs);
        });
    });
    return latencies;
  }

  it('a flood of one makes the other at most three times as slow', async () => {
    const [idle, flooded] = [await quietLatencies(0), await quietLatencies(50)];
    expect(flooded.length).toBeGreaterThan(50);
    expect(quantile(flooded, 0.99)).toBeLessThanOrEqual(3 * quantile(idle, 0.99));
  });

  it('each has at least a third of its share, and here nearly all of it, however much the other asks for', async () => {
    const simulation = new Simulation();
    const gate = fairGate({ maxTurns: 1, clock: simulation.clock });
    const open = (): Session =>
      batchSession(simulation.session(cost), { ...options, clock: simulation.clock, gate: gate.join() });
    const [flooded, busy] = [open(), open()];
    let nBusy = 0;
    // Callers who ask again when they are answered: always more than the half that is theirs.
    const ask = async (): Promise<void> => {
      while (simulation.clock.now() < 4000) if ((await simulation.send(busy)).how === 'answered') nBusy += 1;
    };
    for (let i = 0; i < 3 * options.maxBatchSize; i++) void ask();
    await simulation.load(4000, 50 * capacity, () => void simulation.send(flooded));
    expect(nBusy / 4 / (capacity / 2)).toBeGreaterThan(0.9);
  });
});
