import { ModelMountError } from '../../core/errors.js';

// Where nothing is known of how long a run takes.
const DEFAULT_RETRY_MS = 1000;

/** For a request that finds no place in the queue. */
export function queueFullError(maxQueueSize: number, backlogMs: number): ModelMountError {
  return new ModelMountError(
    'QUEUE_FULL',
    `${maxQueueSize} runs are waiting for the model, as many as may; try again later, or raise maxQueueSize`,
    { details: { maxQueueSize, retryAfterMs: retryAfter(backlogMs) } },
  );
}

/** For a request that would be late because of those before it. */
export function backlogError(backlogMs: number): ModelMountError {
  return new ModelMountError(
    'OVERLOADED',
    `what waits in front of the run takes about ${whole(backlogMs)} ms, longer than its deadline allows`,
    { details: { backlogMs, retryAfterMs: retryAfter(backlogMs) } },
  );
}

/** For a request that was given up so that those behind it are not late. */
export function givenUpError(batchMs: number): ModelMountError {
  return new ModelMountError(
    'OVERLOADED',
    `the batch whose turn it is takes about ${whole(batchMs)} ms, longer than the deadline of the run allows`,
    { details: { batchMs, retryAfterMs: retryAfter(batchMs) } },
  );
}

/** For a request whose time in the queue is over. */
export function queueDeadlineError(queueDeadlineMs: number, backlogMs: number): ModelMountError {
  return new ModelMountError(
    'OVERLOADED',
    `the run waited for ${whole(queueDeadlineMs)} ms, as long as queueDeadlineMs allows, and could not start`,
    { details: { queueDeadlineMs, retryAfterMs: retryAfter(backlogMs) } },
  );
}

/** For a request whose deadline is over. */
export function deadlineError(overdueMs: number): ModelMountError {
  return new ModelMountError('DEADLINE_EXCEEDED', `the deadline of the run passed ${whole(overdueMs)} ms ago`, {
    details: { overdueMs },
  });
}

/** For a request that would be late even as the next and only one. */
export function hopelessError(parts: { nRows: number; expectedMs: number; leftMs: number }): ModelMountError {
  const { nRows, expectedMs, leftMs } = parts;
  return new ModelMountError(
    'DEADLINE_EXCEEDED',
    `a run of ${nRows} ${nRows === 1 ? 'row' : 'rows'} takes about ${whole(expectedMs)} ms, and its deadline was in ${whole(leftMs)} ms`,
    { details: { nRows, expectedMs, leftMs } },
  );
}

function retryAfter(backlogMs: number): number {
  return backlogMs > 0 ? Math.max(1, whole(backlogMs)) : DEFAULT_RETRY_MS;
}

function whole(milliseconds: number): number {
  return Math.round(milliseconds);
}
