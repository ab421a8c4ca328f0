import type { JsonObject } from '../core/json.js';
import type { Predictor } from '../learn/contracts.js';
import { summarizeFeatures } from '../learn/data/feature-summary.js';
import type { Samples } from '../learn/data/samples.js';
import type { MlRegressionClass } from '../learn/estimators/ml-regression/ml-regression-model.js';
import { revivePredictor } from '../learn/estimators/revive.js';
import { FittedPredictorPipeline } from '../learn/preprocessing/compose/fitted-predictor-pipeline.js';
import { reviveTransformer } from '../learn/preprocessing/revive.js';
import type { FitJob } from '../learn/selection/run/fit-job.js';
import { holdsMlRegression, importMlRegression, mlRegressionName } from './wire/ml-regression.js';
import { NotSendable, Packer } from './wire/packer.js';
import type { TRAINING_KEY, TrainingData } from './wire/messages.js';

/** A job as threads get it. */
export interface PackedJob {
  readonly data: TrainingData[typeof TRAINING_KEY];
  readonly listeners: readonly ((warning: unknown) => void)[];
  /** Whether a fitted value cannot be made again from its JSON. */
  readonly isForeign: boolean;
  /** Classes of `ml-regression` that fitted values may be of. */
  readonly mlRegression: readonly MlRegressionClass[];
}

/** The job as data; where that cannot be, what is in the way. */
export async function packJob(job: FitJob, modules: readonly string[]): Promise<PackedJob | NotSendable> {
  // Only who fits in threads needs every class there is.
  const { ownNames, importNames } = await import('./wire/registry.js');
  const packer = new Packer(ownNames(), await importNames(modules));
  const { onWarning: _, candidates, ...others } = job;
  try {
    // What was varied is for messages and progress, which are made here.
    const estimators = candidates.map(({ estimator, params: _, ...own }) => ({
      ...(packer.pack(own, '') as object),
      estimator: packer.pack(estimator, 'the estimator'),
      params: {},
    }));
    const mlRegression = await classesFor(packer);
    const { isForeign, listeners } = packer;
    if (isForeign && job.isFittedKept) {
      return new NotSendable(
        'its fitted values are needed here, and only those of the library can be made again from their JSON',
      );
    }
    const packed = packer.pack({ ...others, fitParams: job.fitParams }, '') as object;
    const data = { job: { ...packed, candidates: estimators }, modules, needsMlRegression: mlRegression !== undefined };
    return { data, listeners, isForeign, mlRegression: mlRegression ?? [] };
  } catch (error) {
    if (error instanceof NotSendable) return error;
    throw error;
  }
}

/** The fitted value of another thread; what the columns were like is not in its JSON. */
export function reviveFitted(json: JsonObject, X: Samples, mlRegression: readonly MlRegressionClass[]): Predictor {
  const revived = revivePredictor(json, { mlRegression, reviveTransformer });
  if (!(revived instanceof FittedPredictorPipeline)) return revived;
  const { steps, transformer, predictor } = revived as FittedPredictorPipeline;
  const name = steps.at(-1)?.[0] ?? '';
  return new FittedPredictorPipeline({ transformer, predictor, name, features: summarizeFeatures(X) });
}

/**
 * The classes of `ml-regression`, where the job needs them.
 *
 * @throws {NotSendable} For a class that is not the installed package's, and a fitted model that threads cannot make.
 */
async function classesFor({ mlRegression, fitted }: Packer): Promise<readonly MlRegressionClass[] | undefined> {
  const isNeeded = mlRegression.size > 0 || [...fitted.keys()].some(holdsMlRegression);
  // Not installed, it has no class of the job.
  const installed = isNeeded ? await importMlRegression().catch(() => new Map<string, MlRegressionClass>()) : undefined;
  for (const [model, path] of mlRegression) {
    if (installed?.get(mlRegressionName(model)) === model) continue;
    throw new NotSendable(
      `${path} is a class that neither the installed ml-regression has nor a module of the option "modules" exports`,
    );
  }
  const classes = installed && [...installed.values()];
  for (const [json, path] of fitted) {
    try {
      revivePredictor(json, { mlRegression: classes ?? [], reviveTransformer });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new NotSendable(`${path} is a fitted model that cannot be made again from its JSON: ${reason}`);
    }
  }
  return classes;
}
