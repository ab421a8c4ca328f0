import { afterEach, describe, expect, it, vi } from 'vitest';
import { inTurn } from '../../../src/runtime/warm-up/in-turn.js';

afterEach(() => {
  vi.useRealTimers();
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('inTurn', () => {
  it('does one piece of work after the other, in their order, and leaves nothing behind', async () => {
    const order: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      order.push(`${name} begins`);
      await turn();
      order.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all(['a', 'b', 'c'].map((name) => inTurn(work(name))))).toEqual(['a', 'b', 'c']);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(Reflect.get(process, Symbol.for('modelmount.warmUp'))).toBeUndefined();
  });

  it('goes on after work that failed, whose error is its own', async () => {
    const failing = inTurn(() => Promise.reject(new Error('no model')));
    const next = inTurn(() => Promise.resolve('a model'));
    await expect(failing).rejects.toThrow('no model');
    expect(await next).toBe('a model');
  });

  it('does not wait for work that never ends', async () => {
    vi.useFakeTimers();
    void inTurn(() => new Promise(() => undefined));
    const work = vi.fn(() => Promise.resolve('done'));
    const next = inTurn(work);
    await vi.advanceTimersByTimeAsync(999);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await next).toBe('done');
  });
});
