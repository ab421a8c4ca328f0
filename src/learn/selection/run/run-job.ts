import type { Predictor } from '../../contracts.js';
import { OutcomeCollector } from './collect-outcomes.js';
import { countTasks, type FitJob, type FitOutcome, type FitProgress } from './fit-job.js';
import { runTask } from './run-task.js';

/** All tasks of a job, one after the other. */
export function runJob<Fitted extends Predictor>(
  job: FitJob<Fitted>,
  onProgress?: (progress: FitProgress) => void,
): FitOutcome<Fitted>[] {
  const collector = new OutcomeCollector(job, onProgress);
  for (let task = 0; task < countTasks(job); task++) collector.add(task, runTask(job, task));
  return collector.finish();
}
