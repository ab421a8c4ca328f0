import { describe, expect, it } from 'vitest';
import { CrashBreaker } from '../../../src/runtime/pool/crash-breaker.js';

describe('CrashBreaker', () => {
  it('lets what had worked be replaced at once, however often it is lost', () => {
    const breaker = new CrashBreaker(5000);
    for (let i = 0; i < 20; i++) expect(breaker.lost(false)).toBe(0);
    expect(breaker.state).toBe('closed');
  });

  it('doubles the pause with each replacement that completes nothing, and opens at the fifth', () => {
    const breaker = new CrashBreaker(5000);
    expect(Array.from({ length: 5 }, () => breaker.lost(true))).toEqual([100, 200, 400, 800, 5000]);
    expect(breaker.state).toBe('open');
  });

  it('settles once when it opens: what is lost meanwhile changes nothing', () => {
    const breaker = opened(5000);
    expect([breaker.lost(false), breaker.lost(true)]).toEqual([undefined, undefined]);
  });

  it('tries one after the pause, and opens for twice as long if that is lost, up to a minute', () => {
    const breaker = opened(5000);
    const pauses = Array.from({ length: 5 }, () => {
      breaker.retry();
      expect(breaker.state).toBe('trying');
      return breaker.lost(true);
    });
    expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('closes at the first completed run, and forgets', () => {
    const breaker = opened(5000);
    breaker.retry();
    expect(breaker.worked()).toBe(true);
    expect(breaker.worked()).toBe(false);
    expect(breaker.lost(true)).toBe(100);
  });
});

function opened(cooldownMs: number): CrashBreaker {
  const breaker = new CrashBreaker(cooldownMs);
  for (let i = 0; i < 5; i++) breaker.lost(true);
  return breaker;
}
