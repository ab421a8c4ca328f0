/** What worker threads and child processes run; a bundle builds it as a file of its own for `workerUrl`. */
import { startWorker } from '../runtime/pool/worker/start-worker.js';
import { startTraining } from '../training/worker/start-training.js';

export { startWorker };

startWorker();
startTraining();
