import { parentPort, workerData } from 'node:worker_threads';
import { isObject } from '../../core/json.js';
import { TRAINING_KEY, type TrainingData } from '../wire/messages.js';

/** Fits for the thread that started this one. Does nothing in one that was started for something else. */
export function startTraining(): void {
  if (!isObject(workerData) || !(TRAINING_KEY in workerData) || parentPort === null) return;
  const port = parentPort;
  const data = (workerData as unknown as TrainingData)[TRAINING_KEY];
  // A thread that runs models has no use for what trains them.
  void import('./serve-training.js').then(({ serveTraining }) => serveTraining(port, data));
}
