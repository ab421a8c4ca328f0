import type { MessagePort } from 'node:worker_threads';
import type { JsonObject } from '../../core/json.js';
import type { Predictor } from '../../learn/contracts.js';
import type { MlRegressionClass } from '../../learn/estimators/ml-regression/ml-regression-model.js';
import { callFit } from '../../learn/selection/run/call-fit.js';
import type { Candidate, FitJob, FitOutcome } from '../../learn/selection/run/fit-job.js';
import { runTask } from '../../learn/selection/run/run-task.js';
import { packError } from '../wire/errors.js';
import { packResponse } from '../wire/response.js';
import type {
  FromTrainer,
  PackedOutcome,
  PackedWarning,
  ToTrainer,
  TrainingData,
  TRAINING_KEY,
} from '../wire/messages.js';
import { revivePredictor } from '../../learn/estimators/revive.js';
import { reviveTransformer } from '../../learn/preprocessing/revive.js';
import { importMlRegression } from '../wire/ml-regression.js';
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
    const classes = data.needsMlRegression ? await importMlRegression() : new Map<string, MlRegressionClass>();
    const names = new Map<string, unknown>([...(await importNames(data.modules)), ...classes, ...ownNames()]);
    const revive = (json: JsonObject): Predictor =>
      revivePredictor(json, { mlRegression: [...classes.values()], reviveTransformer });
    const warn = (listener: number, warning: unknown): void => {
      warnings.push(warning instanceof Error ? { listener, error: packError(warning) } : { listener, value: warning });
    };
    const job = unpack(data.job, { names, revive, warn }) as FitJob;
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

function packOutcome({ fitted, failures, response, ...outcome }: FitOutcome): PackedOutcome {
  return {
    ...outcome,
    ...(response && { response: packResponse(response) }),
    fitted: fitted?.toJSON(),
    failures: failures.map(({ code, error }) => ({ code, error: packError(error) })),
  };
}
