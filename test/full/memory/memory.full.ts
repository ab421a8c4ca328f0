import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPool, type Build } from '../../runtime/pool/build.js';
import { memoryTask } from './memory-task.js';
import { leaksIn, watchMemory, type MemoryLimits, type MemoryReport, type MemoryTask } from './watch-memory.js';

let build: Build;
let common: Pick<MemoryTask, 'library' | 'workerUrl' | 'spec'>;
beforeAll(async () => {
  build = await buildPool();
  common = await memoryTask(build);
});
afterAll(() => build.remove());

async function watch(task: Pick<MemoryTask, 'kind' | 'nSamples' | 'perSample' | 'leak'>): Promise<MemoryReport> {
  const report = await watchMemory({ ...common, ...task });
  process.stdout.write(`${JSON.stringify(task)}\n${JSON.stringify(report)}\n`);
  return report;
}

describe('200,000 runs in a thread', () => {
  const task = { kind: 'runs', nSamples: 80, perSample: 2500 } as const;
  const limits: MemoryLimits = { rssSlopeBytes: 128, rssGrowth: 0.15, heapGrowth: 0.05 };

  it('leave nothing behind', async () => {
    expect(leaksIn(await watch({ ...task, leak: false }), limits)).toEqual([]);
  });

  it('are seen to leak where each keeps a kilobyte', async () => {
    const leaks = leaksIn(await watch({ ...task, leak: true }), limits);
    expect(leaks).toEqual(expect.arrayContaining(['rssSlopeBytes', 'rssGrowth', 'heapGrowth']));
  });
});

describe('200 times loading a model of 4 MiB into a thread and closing it', () => {
  const limits: MemoryLimits = { rssSlopeBytes: 2 ** 17, rssGrowth: 0.15, heapGrowth: 0.05 };

  it('leave nothing behind', async () => {
    expect(leaksIn(await watch({ kind: 'cycles', nSamples: 50, perSample: 4, leak: false }), limits)).toEqual([]);
  });

  it('are seen to leak where nobody closes it', async () => {
    const report = await watch({ kind: 'cycles', nSamples: 10, perSample: 1, leak: true });
    expect(leaksIn(report, limits)).toEqual(expect.arrayContaining(['rssSlopeBytes', 'rssGrowth', 'workers: 0 -> 10']));
  });
});
