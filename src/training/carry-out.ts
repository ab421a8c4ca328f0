import { throwIfAborted } from '../core/abort.js';
import type { JsonObject } from '../core/json.js';
import type { Predictor } from '../learn/contracts.js';
import type { Samples } from '../learn/data/samples.js';
import { FrozenEstimator } from '../learn/estimators/calibration/frozen-estimator.js';
import { callFit } from '../learn/selection/run/call-fit.js';
import { OutcomeCollector } from '../learn/selection/run/collect-outcomes.js';
import { countTasks, type Candidate, type FitJob, type FitPlan } from '../learn/selection/run/fit-job.js';
import { runTask } from '../learn/selection/run/run-task.js';
import { countProcessors } from '../runtime/machine/count-processors.js';
import { findWorkerUrl } from '../runtime/pool/find-worker-url.js';
import { Crew } from './crew.js';
import type { ThreadOptions } from './thread-options.js';
import { unpackError } from './wire/errors.js';
import { moduleUrls } from './module-urls.js';
import { packJob, reviveFitted } from './pack-job.js';
import { NotSendable } from './wire/packer.js';
import { unpackResponse } from './wire/response.js';

/** A candidate fitted on all data. */
export interface Refitted<Fitted> {
  readonly bestEstimator: Fitted;
  readonly refitTimeMs: number;
}

/** What is to be fitted on all data, once it is known; `X` is what the caller gave. */
export type RefitOf<Result> = (result: Result) => { readonly candidate: number; readonly X: Samples } | undefined;

/**
 * Does a plan's tasks in threads, and fits on all data what `refitOf` then names. The same results, bit for bit, as in
 * one thread, times aside.
 *
 * @throws {ModelMountError} `ABORTED`, `WORKER_LOST`, `INVALID_ARGUMENT` if the worker's file is not there; and what
 *   the first task fails with that fails.
 */
export async function carryOut<Result, Fitted extends Predictor>(
  plan: FitPlan<Result, Fitted>,
  options: ThreadOptions,
  refitOf: RefitOf<Result> = () => undefined,
): Promise<{ readonly result: Result; readonly refitted: Refitted<Fitted> | undefined }> {
  const { job } = plan;
  const { signal, onProgress, nWorkers = await countProcessors() } = options;
  throwIfAborted(signal, 'the first fit');
  const modules = moduleUrls(options.modules ?? []);
  const packed = await packJob(job, modules);
  if (packed instanceof NotSendable) {
    options.onWarning?.({
      code: 'mainThread',
      message: `the fits run one after the other in this thread, since ${packed.message}`,
    });
    return carryOutHere(plan, options, refitOf);
  }
  const url = await findWorkerUrl(options.workerUrl);
  throwIfAborted(signal, 'the first fit');
  const crew = new Crew({
    ...{ url, signal, listeners: packed.listeners, data: packed.data },
    nWorkers: Math.max(1, Math.min(nWorkers, countTasks(job))),
  });
  const fittedOf = (candidate: number, json: JsonObject, X: Samples): Fitted => {
    const { estimator } = job.candidates[candidate] as Candidate<Fitted>;
    // What a frozen one gives is at hand, with what is not in its JSON.
    if (estimator instanceof FrozenEstimator) return estimator.options.estimator as Fitted;
    return reviveFitted(json, X, packed.mlRegression) as Fitted;
  };
  try {
    const collector = new OutcomeCollector(job, onProgress);
    await crew.run(countTasks(job), (task, { fitted, failures, response, ...outcome }) => {
      collector.add(task, {
        ...outcome,
        fitted: fitted && fittedOf(Math.floor(task / job.splits.length), fitted, job.X),
        ...(response && { response: unpackResponse(response) }),
        failures: failures.map(({ code, error }) => ({ code, error: unpackError(error) })),
      });
    });
    const result = plan.assemble(countTasks(job) === 0 ? [] : collector.finish());
    const refit = refitOf(result);
    if (refit === undefined) return { result, refitted: undefined };
    if (packed.isForeign) return { result, refitted: fitHere(job, refit.candidate) };
    const { fitted, fitTimeMs } = await crew.fit(refit.candidate);
    return { result, refitted: { bestEstimator: fittedOf(refit.candidate, fitted, refit.X), refitTimeMs: fitTimeMs } };
  } finally {
    await crew.close();
  }
}

function fitHere<Fitted extends Predictor>(job: FitJob<Fitted>, candidate: number): Refitted<Fitted> {
  const start = performance.now();
  const { estimator } = job.candidates[candidate] as Candidate<Fitted>;
  const bestEstimator = callFit(estimator, job, job.fitParams);
  return { bestEstimator, refitTimeMs: performance.now() - start };
}

/** All in this thread, which gets to other things between two fits. */
async function carryOutHere<Result, Fitted extends Predictor>(
  plan: FitPlan<Result, Fitted>,
  { signal, onProgress }: ThreadOptions,
  refitOf: RefitOf<Result>,
): Promise<{ readonly result: Result; readonly refitted: Refitted<Fitted> | undefined }> {
  const { job } = plan;
  const collector = new OutcomeCollector(job, onProgress);
  for (let task = 0; task < countTasks(job); task++) {
    await new Promise((resolve) => setImmediate(resolve));
    throwIfAborted(signal, 'the next fit');
    collector.add(task, runTask(job, task));
  }
  const result = plan.assemble(countTasks(job) === 0 ? [] : collector.finish());
  const refit = refitOf(result);
  return { result, refitted: refit && fitHere(job, refit.candidate) };
}
