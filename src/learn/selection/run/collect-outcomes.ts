import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Predictor } from '../../contracts.js';
import { countTasks, type FitJob, type FitOutcome, type FitProgress } from './fit-job.js';

/** Takes outcomes as they come, in any order; told of each, it says what the caller is to hear. */
export class OutcomeCollector<Fitted extends Predictor> {
  readonly #job: FitJob<Fitted>;
  readonly #onProgress: ((progress: FitProgress) => void) | undefined;
  readonly #outcomes: (FitOutcome<Fitted> | undefined)[];
  #nDone = 0;

  constructor(job: FitJob<Fitted>, onProgress: ((progress: FitProgress) => void) | undefined) {
    this.#job = job;
    this.#onProgress = onProgress;
    this.#outcomes = new Array<undefined>(countTasks(job)).fill(undefined);
  }

  /** @throws What the task failed with, if failures are to be raised; what `onProgress` throws. */
  add(task: number, outcome: FitOutcome<Fitted>): void {
    const [failure] = outcome.failures;
    if (failure !== undefined && this.#job.errorScore === 'raise') throw this.#explain(task, failure.error);
    this.#outcomes[task] = outcome;
    this.#nDone += 1;
    const { candidates, splits } = this.#job;
    this.#onProgress?.({
      nDone: this.#nDone,
      nTotal: this.#outcomes.length,
      params: candidates[Math.floor(task / splits.length)]?.params ?? {},
      split: task % splits.length,
      score: outcome.testScores[0] ?? NaN,
      fitTimeMs: outcome.fitTimeMs,
    });
  }

  /**
   * All outcomes in the order of the tasks, `errorScore` where something failed. Warns of that, task after task.
   *
   * @throws {ModelMountError} The first failure, if no fit succeeded.
   */
  finish(): FitOutcome<Fitted>[] {
    const outcomes = this.#outcomes as FitOutcome<Fitted>[];
    const failed = outcomes.filter(({ failures }) => failures.some(({ code }) => code === 'fitFailed'));
    if (outcomes.length > 0 && failed.length === outcomes.length) {
      throw this.#explain(0, failed[0]?.failures[0]?.error, `all ${outcomes.length} fits failed; `);
    }
    const { errorScore, onWarning } = this.#job;
    if (errorScore === 'raise') return outcomes;
    return outcomes.map((outcome, task) => {
      for (const { code, error } of outcome.failures) {
        const { message } = this.#explain(task, error);
        onWarning?.({ code, message: `${message}; the score is set to ${errorScore}`, cause: error });
      }
      return outcome.failures.length === 0 ? outcome : withErrorScore(outcome, errorScore);
    });
  }

  /** The error, with the split and what was varied in front. */
  #explain(task: number, error: unknown, before = ''): ModelMountError {
    const { candidates, splits } = this.#job;
    const params = Object.entries(candidates[Math.floor(task / splits.length)]?.params ?? {});
    const varied = params.map(([name, value]) => `${name} = ${show(value)}, `).join('');
    const message = error instanceof Error ? error.message : show(error);
    const where = `${varied}split ${task % splits.length} of ${splits.length}`;
    return ModelMountError.is(error)
      ? new ModelMountError(error.code, `${before}${where}: ${message}`, {
          details: error.details,
          issues: error.issues,
          cause: error,
        })
      : new ModelMountError('INVALID_ARGUMENT', `${before}${where}: ${message}`, { cause: error });
  }
}

/** Only what failed is NaN here, or was NaN already: a scorer of ours gives none. */
function withErrorScore<Fitted extends Predictor>(outcome: FitOutcome<Fitted>, errorScore: number): FitOutcome<Fitted> {
  const replace = (scores: Float64Array): Float64Array =>
    scores.map((score) => (Number.isNaN(score) ? errorScore : score));
  return {
    ...outcome,
    testScores: replace(outcome.testScores),
    trainScores: outcome.trainScores && replace(outcome.trainScores),
  };
}
