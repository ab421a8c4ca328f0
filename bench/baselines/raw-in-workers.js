import { modelHost } from '../harness/model-host.js';
import { createWorkerPool } from './worker-pool.js';

/** `session.run` in worker threads written by hand. */
export async function open(config) {
  return modelHost(await createWorkerPool(config), config.shape);
}
