import { readFile } from 'node:fs/promises';
import os from 'node:os';

/** What is asked of the machine; replaced in tests. */
export interface Machine {
  /** How many processors the scheduler may give to this process. */
  readonly availableParallelism: () => number;
  /** The text of a file by its absolute path; `undefined` if it cannot be read. */
  readonly readText: (path: string) => Promise<string | undefined>;
}

const THIS_MACHINE: Machine = {
  availableParallelism: () => os.availableParallelism(),
  readText: (path) => readFile(path, 'utf8').catch(() => undefined),
};

const ROOT = '/sys/fs/cgroup';

/**
 * How many processors' worth of time this process may use: a number ≥ 1 of those that it is allowed on, or less where
 * a container's limit says so (`0.5` is half of one).
 *
 * A container's limit is a share of time, which neither the number of processors nor the affinity shows. It is in the
 * process's control group (version 2: `cpu.max`; version 1: `cpu.cfs_quota_us`) or in one that holds that group; the
 * tightest one counts.
 */
export async function countProcessors(machine: Machine = THIS_MACHINE): Promise<number> {
  const groups = (await machine.readText('/proc/self/cgroup')) ?? '';
  const limits: (number | undefined)[] = [];
  for (const line of groups.split('\n')) {
    // `hierarchy:controllers:path`; the one of version 2 has no controllers.
    const [, hierarchy, controllers, path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined || controllers === undefined) continue;
    const isVersion2 = hierarchy === '0' && controllers === '';
    if (!isVersion2 && !controllers.split(',').includes('cpu')) continue;
    const mounts = isVersion2 ? [ROOT, `${ROOT}/unified`] : [`${ROOT}/${controllers}`, `${ROOT}/cpu`];
    for (const mount of new Set(mounts)) {
      for (const folder of ancestors(path)) {
        limits.push(await (isVersion2 ? limitOf2 : limitOf1)(machine, mount + folder));
      }
    }
  }
  return Math.min(machine.availableParallelism(), ...limits.filter((limit) => limit !== undefined));
}

/** `/a/b`, `/a` and the root: a container sees its own group as the root, whatever path it is told. */
function ancestors(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    parts
      .slice(0, parts.length - up)
      .map((part) => `/${part}`)
      .join(''),
  );
}

async function limitOf2({ readText }: Machine, folder: string): Promise<number | undefined> {
  const [quota, period] = ((await readText(`${folder}/cpu.max`)) ?? '').split(/\s+/);
  return share(quota, period);
}

async function limitOf1({ readText }: Machine, folder: string): Promise<number | undefined> {
  const quota = await readText(`${folder}/cpu.cfs_quota_us`);
  return quota === undefined ? undefined : share(quota, await readText(`${folder}/cpu.cfs_period_us`));
}

// No limit is `max` in version 2 and −1 in version 1.
function share(quota: string | undefined, period: string | undefined): number | undefined {
  const limit = Number.parseInt(quota ?? '', 10) / Number.parseInt(period ?? '', 10);
  return limit > 0 && limit < Infinity ? limit : undefined;
}
