import { countProcessors } from './count-processors.js';

/** How many threads one run may use, where so many workers run at once: their share of the processors, at least 1. */
export async function threadsPerWorker(workers: number): Promise<number> {
  return Math.max(1, Math.floor((await countProcessors()) / workers));
}
