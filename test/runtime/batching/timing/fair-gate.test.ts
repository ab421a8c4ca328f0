import { describe, expect, it } from 'vitest';
import { batchSession } from '../../../../src/runtime/batching/batch-session.js';
import { fairGate, type GateMember } from '../../../../src/runtime/batching/timing/fair-gate.js';
import { createFakeSession } from '../../../../src/testing/fake-session.js';
import { FakeClock } from '../fake-clock.js';
import { outcome, rows } from '../scripted.js';

interface Turn {
  readonly name: string;
  readonly end: () => void;
}

/** Members that always want more, whose turns last as long as given; the time that each had after `untilMs`. */
function shares(
  members: Record<string, { weight?: number; turnMs: number; nAsking?: number }>,
  untilMs: number,
): object {
  const clock = new FakeClock();
  const gate = fairGate({ maxTurns: 1, clock });
  const current: Turn[] = [];
  const usedMs: Record<string, number> = {};
  const joined = Object.entries(members).map(([name, { weight, nAsking = 1 }]) => {
    const member = gate.join(weight);
    const ask = (): void => member.ask((end) => current.push({ name, end }));
    for (let i = 0; i < nAsking; i++) ask();
    return [name, ask] as const;
  });
  const asks = Object.fromEntries(joined);
  while (clock.now() < untilMs) {
    expect(current).toHaveLength(1);
    const [{ name, end }] = current.splice(0) as [Turn];
    asks[name]!();
    const { turnMs } = members[name]!;
    clock.advance(turnMs);
    usedMs[name] = (usedMs[name] ?? 0) + turnMs;
    end();
  }
  return usedMs;
}

describe('a fair gate', () => {
  it('gives equals the same time, however many turns one asks for', () => {
    expect(shares({ flooded: { turnMs: 10, nAsking: 50 }, quiet: { turnMs: 10 } }, 1000)).toEqual({
      flooded: 500,
      quiet: 500,
    });
  });

  it('shares time, not turns', () => {
    const used = shares({ slow: { turnMs: 100 }, fast: { turnMs: 1 } }, 10_000) as { slow: number; fast: number };
    expect(Math.abs(used.slow - used.fast)).toBeLessThanOrEqual(100);
  });

  it('shares by weight', () => {
    expect(shares({ heavy: { weight: 3, turnMs: 10 }, light: { turnMs: 10 } }, 4000)).toEqual({
      heavy: 3000,
      light: 1000,
    });
  });

  it('goes in turn where turns take no measurable time', () => {
    const clock = new FakeClock();
    const gate = fairGate({ maxTurns: 1, clock });
    const order: string[] = [];
    const ends: (() => void)[] = [];
    for (const name of ['a', 'b']) {
      const member = gate.join();
      for (let i = 0; i < 3; i++) {
        member.ask((end) => {
          order.push(name);
          ends.push(end);
        });
      }
    }
    while (ends.length > 0) ends.shift()!();
    expect(order.join('')).toBe('ababab');
    expect(gate.stats()).toEqual({ running: 0, waiting: 0 });
  });

  it('saves up nothing for who did not ask', () => {
    const clock = new FakeClock();
    const gate = fairGate({ maxTurns: 1, clock });
    const turns: Turn[] = [];
    const ask = (member: GateMember, name: string): void => member.ask((end) => turns.push({ name, end }));
    const [busy, idle] = [gate.join(), gate.join()];
    const order: string[] = [];
    const pass = (): void => {
      const { name, end } = turns.shift()!;
      order.push(name);
      clock.advance(10);
      end();
    };
    for (let i = 0; i < 20; i++) ask(busy, 'busy');
    for (let i = 0; i < 10; i++) pass();
    for (let i = 0; i < 10; i++) ask(idle, 'idle');
    order.length = 0;
    for (let i = 0; i < 10; i++) pass();
    expect(order.filter((name) => name === 'idle')).toHaveLength(5);
  });

  it('lets at most maxTurns through at once, and counts a turn that is ended twice once', () => {
    const gate = fairGate({ maxTurns: 2 });
    const ends: (() => void)[] = [];
    const member = gate.join();
    for (let i = 0; i < 5; i++) member.ask((end) => ends.push(end));
    expect(gate.stats()).toEqual({ running: 2, waiting: 3 });
    ends[0]!();
    ends[0]!();
    expect(gate.stats()).toEqual({ running: 2, waiting: 2 });
    for (const end of ends) end();
    for (const end of ends) end();
    expect(gate.stats()).toEqual({ running: 0, waiting: 0 });
  });

  it.each([[0], [1.5], [Number.NaN]])('refuses maxTurns %d', (maxTurns) => {
    expect(() => fairGate({ maxTurns })).toThrow('maxTurns must be a whole number ≥ 1');
  });

  it.each([[0], [-1], [Infinity]])('refuses the weight %d', (weight) => {
    expect(() => fairGate({ maxTurns: 1 }).join(weight)).toThrow('weight must be finite and > 0');
  });
});

describe('batchers that share a gate', () => {
  it('a model flooded fifty times over does not hold up another by more than a batch', async () => {
    const gate = fairGate({ maxTurns: 1 });
    const order: string[] = [];
    const open = (name: string): ReturnType<typeof batchSession> => {
      const inner = createFakeSession();
      const run: typeof inner.run = (...call) => {
        order.push(name);
        return inner.run(...call);
      };
      return batchSession({ ...inner, run }, { gate: gate.join(), maxBatchSize: 4 });
    };
    const [flooded, quiet] = [open('flooded'), open('quiet')];
    const many = Array.from({ length: 200 }, (_, i) => outcome(flooded.run(rows(i))));
    const few = Array.from({ length: 4 }, (_, i) => outcome(quiet.run(rows(i))));
    expect(await Promise.all(few)).toEqual([[0], [1], [2], [3]]);
    expect(order.indexOf('quiet')).toBeLessThanOrEqual(2);
    expect(await Promise.all(many)).toEqual(Array.from({ length: 200 }, (_, i) => [i]));
    await Promise.all([flooded.close(), quiet.close()]);
    expect(gate.stats()).toEqual({ running: 0, waiting: 0 });
  });

  it('gives the turn back when everything that wanted it was aborted', async () => {
    const gate = fairGate({ maxTurns: 1 });
    let release = (): void => undefined;
    gate.join().ask((end) => (release = end));
    const batched = batchSession(createFakeSession(), { gate: gate.join() });
    const controller = new AbortController();
    const aborted = outcome(batched.run(rows(1), { signal: controller.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(gate.stats()).toEqual({ running: 1, waiting: 1 });
    controller.abort();
    expect(await aborted).toBe('ABORTED');
    const closing = batched.close();
    release();
    await closing;
    expect(gate.stats()).toEqual({ running: 0, waiting: 0 });
    expect(batched.stats()).toMatchObject({ queued: 0, turns: 0, innerRuns: 0 });
  });
});
