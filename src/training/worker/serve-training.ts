import type { MessagePort } from 'node:worker_threads';
import { callFit } from '../../learn/selection/run/call-fit.js';
import type { Candidate, FitJob, FitOutcome } from '../../learn/selection/run/fit-job.js';
import { runTask } from '../../learn/selection/run/run-task.js';
import { packError } from '../wire/errors.js';
import type {
  FromTrainer,
  PackedOutcome,
  PackedWarning,
  ToTrainer,
  TrainingData,
  TRAINING_KEY,
} from '../wire/messages.js';
import { importNames, ownNames } from '../wire/registry.js';
import { unpack } from '../wire/unpack.js';

/** Does what it is asked until the thread is ended. */
export async function serveTraining(port: MessagePort, data: TrainingData[typeof TRAINING_KEY]): Promise<void> {
  let warnings: PackedWarning[] = [];
  const answer = (message: FromTrainer): void => {
    warnings = [];
    port.postMessage(message);
  };
  try {
    const names = new Map([...(await importNames(data.modules)), ...ownNames()]);
    const warn = (listener: number, warning: unknown): void => {
      warnings.push(warning instanceof Error ? { listener, error: packError(warning) } : { listener, value: warning });
    };
    const job = unpack(data.job, { names, warn }) as FitJob;
    port.on('message', (message: ToTrainer) => {
      if ('task' in message) answer({ kind: 'outcome', outcome: packOutcome(runTask(job, message.task)), warnings });
      else fitOnAll(job, message.candidate);
    });
    answer({ kind: 'ready' });
  } catch (error) {
    answer({ kind: 'failed', error: packError(error), warnings });
  }

  function fitOnAll({ candidates, X, y, fitParams }: FitJob, candidate: number): void {
    const start = performance.now();
    try {
      const fitted = callFit((candidates[candidate] as Candidate).estimator, { X, y }, fitParams);
      answer({ kind: 'fitted', fitted: fitted.toJSON(), fitTimeMs: performance.now() - start, warnings });
    } catch (error) {
      answer({ kind: 'failed', error: packError(error), warnings });
    }
  }
}

function packOutcome({ fitted, failures, ...outcome }: FitOutcome): PackedOutcome {
  return {
    ...outcome,
    fitted: fitted?.toJSON(),
    failures: failures.map(({ code, error }) => ({ code, error: packError(error) })),
  };
}
