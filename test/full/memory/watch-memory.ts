import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PoolSpec } from '../../../src/runtime/pool/pool-spec.js';

/** What is done again and again, and how often. */
export interface MemoryTask {
  /** `runs`: one model is run. `cycles`: a model is loaded, run once and closed. */
  readonly kind: 'runs' | 'cycles';
  /** Whether each of them leaks on purpose: a kilobyte a run, a model that is not closed. */
  readonly leak: boolean;
  readonly nSamples: number;
  readonly perSample: number;
  /** The model: takes FP32 `x` of shape `[1, 1024]`. */
  readonly spec: PoolSpec;
  /** The module that exports `poolSession` and `Tensor`, and its worker. */
  readonly library: string;
  readonly workerUrl: string;
}

/** How much memory the process may take more. */
export interface MemoryLimits {
  /** Slope of the resident memory after the warm-up, bytes for each run or cycle. */
  readonly rssSlopeBytes: number;
  /** The same after the warm-up in all, a share of what it was. */
  readonly rssGrowth: number;
  /** Growth of the collected JavaScript heap after the warm-up, a share of what it was. */
  readonly heapGrowth: number;
}

/** What was measured. */
export interface MemoryReport {
  readonly rssMiB: readonly number[];
  readonly rssSlopeBytes: number;
  readonly rssMiBPerMinute: number;
  readonly rssGrowth: number;
  readonly heapGrowth: number;
  /** What is open and was not before: `name: before -> after`. */
  readonly leftOpen: readonly string[];
}

interface Sample {
  readonly atMs: number;
  readonly rss: number;
  readonly heap: number;
}

interface Written {
  readonly samples: readonly Sample[];
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

/** The share of the samples in which the runtime, the compiler and the collector come to their size. */
const WARM_UP = 0.3;

/** Does a task in a process of its own, and measures what that holds. */
export async function watchMemory(task: MemoryTask): Promise<MemoryReport> {
  const program = path.join(import.meta.dirname, 'program.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, JSON.stringify(task)]);
  const { samples, before, after } = JSON.parse(stdout) as Written;
  const warm = samples.slice(Math.ceil(samples.length * WARM_UP));
  const rss = fitLine(warm.map((sample) => sample.rss));
  const heap = fitLine(warm.map((sample) => sample.heap));
  const samplesPerMinute = ((warm.length - 1) * 60_000) / (warm.at(-1)!.atMs - warm[0]!.atMs);
  return {
    rssMiB: samples.map(({ rss }) => Math.round(rss / 2 ** 20)),
    rssSlopeBytes: rss.slope / task.perSample,
    rssMiBPerMinute: (rss.slope * samplesPerMinute) / 2 ** 20,
    rssGrowth: rss.growth,
    heapGrowth: heap.growth,
    leftOpen: Object.entries(after)
      .filter(([name, n]) => n > (before[name] ?? 0))
      .map(([name, n]) => `${name}: ${before[name] ?? 0} -> ${n}`),
  };
}

/** What a report says against a program; empty where it leaks nothing. */
export function leaksIn(report: MemoryReport, limits: MemoryLimits): readonly string[] {
  const over = (['rssSlopeBytes', 'rssGrowth', 'heapGrowth'] as const).filter((name) => report[name] > limits[name]);
  return [...over, ...report.leftOpen];
}

/** The line through the values over their index, by ordinary least squares, and its growth from end to end. */
function fitLine(values: readonly number[]): { readonly slope: number; readonly growth: number } {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [xy, xx] = [0, 0];
  for (const [i, value] of values.entries()) {
    xy += (i - middle) * (value - mean);
    xx += (i - middle) ** 2;
  }
  const slope = xy / xx;
  return { slope, growth: (2 * slope * middle) / (mean - slope * middle) };
}
