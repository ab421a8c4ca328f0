import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTask } from '../../full/memory/memory-task.js';
import { leaksIn, watchMemory, type MemoryLimits, type MemoryTask } from '../../full/memory/watch-memory.js';
import { buildPool, type Build } from './build.js';

// The short form of test/full/memory/memory.full.ts: too short to see a small leak, long enough to see a kilobyte a run
// or a model that stays open.

let build: Build;
let common: Pick<MemoryTask, 'library' | 'workerUrl' | 'spec'>;
beforeAll(async () => {
  build = await buildPool();
  common = await memoryTask(build);
});
afterAll(() => build.remove());

describe('20,000 runs in a thread', () => {
  const task = { kind: 'runs', nSamples: 40, perSample: 500 } as const;
  const limits: MemoryLimits = { rssSlopeBytes: 700, rssGrowth: 0.15, heapGrowth: 0.05 };

  it('leave nothing behind', async () => {
    expect(leaksIn(await watchMemory({ ...common, ...task, leak: false }), limits)).toEqual([]);
  });

  it('are seen to leak where each keeps a kilobyte', async () => {
    const leaks = leaksIn(await watchMemory({ ...common, ...task, perSample: 250, leak: true }), limits);
    expect(leaks).toEqual(expect.arrayContaining(['rssSlopeBytes', 'heapGrowth']));
  });
});

describe('a model of 4 MiB that is loaded into a thread and closed, again and again', () => {
  // The size of the process swings by some MiB with where the allocator puts them.
  const limits: MemoryLimits = { rssSlopeBytes: 3 * 2 ** 20, rssGrowth: 0.4, heapGrowth: 0.1 };

  it('leaves nothing behind', async () => {
    const report = await watchMemory({ ...common, kind: 'cycles', nSamples: 16, perSample: 1, leak: false });
    expect(leaksIn(report, limits)).toEqual([]);
  });

  it('is seen to leak where nobody closes it', async () => {
    const report = await watchMemory({ ...common, kind: 'cycles', nSamples: 4, perSample: 1, leak: true });
    expect(leaksIn(report, limits)).toEqual(expect.arrayContaining(['rssSlopeBytes', 'workers: 0 -> 4']));
  });
});
