import { throwIfAborted } from '../core/abort.js';
import type { JsonObject } from '../core/json.js';
import type { Predictor } from '../learn/contracts.js';
import { summarizeFeatures } from '../learn/data/feature-summary.js';
import type { Samples } from '../learn/data/samples.js';
import { revivePredictor } from '../learn/estimators/revive.js';
import { FittedPredictorPipeline } from '../learn/preprocessing/compose/fitted-predictor-pipeline.js';
import { reviveTransformer } from '../learn/preprocessing/revive.js';
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
import { NotSendable, Packer } from './wire/packer.js';

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
    ...{ url, signal, listeners: packed.listeners, data: { job: packed.job, modules } },
    nWorkers: Math.max(1, Math.min(nWorkers, countTasks(job))),
  });
  try {
    const collector = new OutcomeCollector(job, onProgress);
    await crew.run(countTasks(job), (task, { fitted, failures, ...outcome }) => {
      collector.add(task, {
        ...outcome,
        fitted: fitted && (revive(fitted, job.X) as Fitted),
        failures: failures.map(({ code, error }) => ({ code, error: unpackError(error) })),
      });
    });
    const result = plan.assemble(countTasks(job) === 0 ? [] : collector.finish());
    const refit = refitOf(result);
    if (refit === undefined) return { result, refitted: undefined };
    if (packed.isForeign) return { result, refitted: fitHere(job, refit.candidate) };
    const { fitted, fitTimeMs } = await crew.fit(refit.candidate);
    return { result, refitted: { bestEstimator: revive(fitted, refit.X) as Fitted, refitTimeMs: fitTimeMs } };
  } finally {
    await crew.close();
  }
}

interface PackedJob {
  readonly job: unknown;
  readonly listeners: readonly ((warning: unknown) => void)[];
  readonly isForeign: boolean;
}

async function packJob(job: FitJob, modules: readonly string[]): Promise<PackedJob | NotSendable> {
  // Only who fits in threads needs every class there is.
  const { ownNames, importNames } = await import('./wire/registry.js');
  const packer = new Packer(ownNames(), await importNames(modules));
  const { onWarning: _, candidates, ...others } = job;
  try {
    const estimators = candidates.map(({ estimator }) => ({
      estimator: packer.pack(estimator, 'the estimator'),
      params: {},
    }));
    const isForeign = packer.isForeign;
    if (isForeign && job.isFittedKept) {
      return new NotSendable('returnEstimator needs fitted values that can be made again from their JSON');
    }
    const packed = packer.pack({ ...others, fitParams: job.fitParams }, '') as object;
    return { job: { ...packed, candidates: estimators }, listeners: packer.listeners, isForeign };
  } catch (error) {
    if (error instanceof NotSendable) return error;
    throw error;
  }
}

/** The fitted value of another thread; what the columns were like is not in its JSON. */
function revive(json: JsonObject, X: Samples): Predictor {
  const revived = revivePredictor(json, { reviveTransformer });
  if (!(revived instanceof FittedPredictorPipeline)) return revived;
  const { steps, transformer, predictor } = revived as FittedPredictorPipeline;
  const name = steps.at(-1)?.[0] ?? '';
  return new FittedPredictorPipeline({ transformer, predictor, name, features: summarizeFeatures(X) });
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
