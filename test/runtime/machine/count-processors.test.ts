import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { countProcessors } from '../../../src/runtime/machine/count-processors.js';
import { threadsPerWorker } from '../../../src/runtime/machine/threads-per-worker.js';

/** A machine of eight processors with these files. */
function count(files: Readonly<Record<string, string>>, availableParallelism = 8): Promise<number> {
  return countProcessors({
    availableParallelism: () => availableParallelism,
    readText: (path) => Promise.resolve(files[path]),
  });
}

// The texts as the kernel writes them: Documentation/admin-guide/cgroup-v2.rst and scheduler/sched-bwc.rst.

describe('countProcessors', () => {
  it('is what the scheduler allows where nothing else is set', async () => {
    expect(await count({})).toBe(8);
    expect(await count({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' })).toBe(8);
  });

  it('is no more than the scheduler allows', async () => {
    expect(await count({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '800000 100000\n' }, 2)).toBe(2);
  });

  it('reads the limit of version 2, in fractions too', async () => {
    const group = { '/proc/self/cgroup': '0::/\n' };
    expect(await count({ ...group, '/sys/fs/cgroup/cpu.max': '250000 100000\n' })).toBe(2.5);
    expect(await count({ ...group, '/sys/fs/cgroup/cpu.max': '50000 100000\n' })).toBe(0.5);
  });

  it('takes the tightest limit of the group and of those that hold it', async () => {
    const group = { '/proc/self/cgroup': '0::/kubepods.slice/pod1/app\n' };
    const at = (folder: string, text: string): Record<string, string> => ({
      [`/sys/fs/cgroup${folder}/cpu.max`]: text,
    });
    const pod = at('/kubepods.slice/pod1', '300000 100000');
    expect(await count({ ...group, ...pod, ...at('/kubepods.slice/pod1/app', 'max 100000') })).toBe(3);
    expect(await count({ ...group, ...pod, ...at('/kubepods.slice/pod1/app', '200000 100000') })).toBe(2);
    expect(await count({ ...group, ...pod, ...at('', '100000 100000') })).toBe(1);
  });

  it('reads the limit of version 1, by the path of the host or at the root that a container sees', async () => {
    const group = { '/proc/self/cgroup': '12:memory:/docker/abc\n5:cpu,cpuacct:/docker/abc\n1:name=systemd:/x\n' };
    for (const folder of ['cpu,cpuacct/docker/abc', 'cpu,cpuacct', 'cpu/docker/abc', 'cpu']) {
      const files = {
        [`/sys/fs/cgroup/${folder}/cpu.cfs_quota_us`]: '150000\n',
        [`/sys/fs/cgroup/${folder}/cpu.cfs_period_us`]: '100000\n',
      };
      expect(await count({ ...group, ...files }), folder).toBe(1.5);
    }
  });

  it('knows −1 of version 1 for no limit', async () => {
    const files = {
      '/proc/self/cgroup': '1:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    };
    expect(await count(files)).toBe(8);
  });

  it.each(['', 'x y\n', '0 100000\n', '100000\n', '100000 0\n'])(
    'passes over a limit that is none: %j',
    async (text) => {
      expect(await count({ '/proc/self/cgroup': 'odd line\n0::/\n', '/sys/fs/cgroup/cpu.max': text })).toBe(8);
    },
  );

  it('asks this machine by default', async () => {
    const processors = await countProcessors();
    expect(processors).toBeGreaterThan(0);
    expect(processors).toBeLessThanOrEqual(os.availableParallelism());
  });
});

describe('threadsPerWorker', () => {
  it('shares the processors among the workers, and leaves none without', async () => {
    const processors = await countProcessors();
    expect(await threadsPerWorker(1)).toBe(Math.max(1, Math.floor(processors)));
    expect(await threadsPerWorker(1000)).toBe(1);
  });
});
