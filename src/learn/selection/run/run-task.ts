import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Predictor } from '../../contracts.js';
import { takeRows, takeTargets } from '../../data/take-rows.js';
import { countRows, type Samples } from '../../data/samples.js';
import type { ResponseMethod } from '../../metrics/scoring/scorer.js';
import type { Split } from '../splits/splitter.js';
import { callFit, type FitData, type FitParams } from './call-fit.js';
import type { FitFailure, FitJob, FitOutcome, FitResponse, NamedScorer } from './fit-job.js';

/** Fits one candidate on one split and scores it. Does not throw: what failed is in the outcome. */
export function runTask<Fitted extends Predictor>(job: FitJob<Fitted>, task: number): FitOutcome<Fitted> {
  const candidate = job.candidates[Math.floor(task / job.splits.length)];
  const split = (candidate?.splits ?? job.splits)[task % job.splits.length];
  if (candidate === undefined || split === undefined) throw new RangeError(`there is no task ${task}`);
  const start = performance.now();
  const partOf = (rows: Int32Array): FitData => takePart(job, rows, candidate.targetOrder);
  const train = partOf(split.trainIndices);
  const failures: FitFailure[] = [];
  let fitted: Fitted | undefined;
  try {
    fitted = callFit(candidate.estimator, train, takeParams(job, split.trainIndices));
  } catch (error) {
    failures.push({ code: 'fitFailed', error });
  }
  const fitTimeMs = performance.now() - start;
  if (fitted === undefined) {
    const testScores = new Float64Array(job.scorers.length).fill(NaN);
    const trainScores = job.isTrainScored ? testScores.slice() : undefined;
    return { testScores, trainScores, fitTimeMs, scoreTimeMs: 0, fitted, failures };
  }
  const test = partOf(split.testIndices);
  const testScores = scoreAll(job, { fitted, data: test, rows: split.testIndices, failures });
  const scoreTimeMs = performance.now() - start - fitTimeMs;
  const trainScores = job.isTrainScored
    ? scoreAll(job, { fitted, data: train, rows: split.trainIndices, failures })
    : undefined;
  const response = job.responseMethod && respond(fitted, job.responseMethod, { X: test.X, failures });
  const kept = { fitted: job.isFittedKept ? fitted : undefined, ...(response && { response }) };
  return { testScores, trainScores, fitTimeMs, scoreTimeMs, ...kept, failures };
}

function respond(
  fitted: Predictor,
  method: ResponseMethod,
  { X, failures }: { readonly X: Samples; readonly failures: FitFailure[] },
): FitResponse | undefined {
  try {
    return { values: ask(fitted, method, X), classes: fitted.classes };
  } catch (error) {
    failures.push({ code: 'scoreFailed', error });
    return undefined;
  }
}

function ask(fitted: Predictor, method: ResponseMethod, X: Samples): FitResponse['values'] {
  if (method === 'predict') return fitted.predict(X);
  if (method === 'predictProba' && fitted.predictProba !== undefined) return fitted.predictProba(X);
  if (method === 'decisionFunction' && fitted.decisionFunction !== undefined) return fitted.decisionFunction(X);
  throw new ModelMountError('INVALID_ARGUMENT', `the fitted value of kind ${show(fitted.kind)} has no ${method}`);
}

/** The values of `fit`'s parameters for some rows: lists of one element per row are cut, all else is passed on. */
function takeParams(
  { fitParams, X }: Pick<FitJob, 'fitParams' | 'X'>,
  rows: Split['trainIndices'],
): FitParams | undefined {
  if (fitParams === undefined) return undefined;
  const nSamples = countRows(X);
  return Object.fromEntries(
    Object.entries(fitParams).map(([name, value]) => {
      const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
      const list = value as ArrayLike<number>;
      return [name, isList && list.length === nSamples ? takeTargets(list, rows) : value];
    }),
  );
}

function takePart({ X, y }: FitJob, rows: Int32Array, targetOrder: Int32Array | undefined): FitData {
  const targets = targetOrder === undefined ? rows : takeTargets(targetOrder, rows);
  return { X: takeRows(X, rows), y: takeTargets(y, targets) };
}

interface Scored {
  readonly fitted: Predictor;
  readonly data: FitData;
  readonly rows: Int32Array;
  readonly failures: FitFailure[];
}

function scoreAll({ scorers, scoreWeight }: FitJob, { fitted, data, rows, failures }: Scored): Float64Array {
  const options = scoreWeight === undefined ? undefined : { sampleWeight: takeTargets(scoreWeight, rows) };
  const score = ({ scorer }: NamedScorer): number => {
    try {
      return options === undefined ? scorer(fitted, data.X, data.y) : scorer(fitted, data.X, data.y, options);
    } catch (error) {
      failures.push({ code: 'scoreFailed', error });
      return NaN;
    }
  };
  return Float64Array.from(scorers, score);
}
