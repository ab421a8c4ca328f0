/** One request of a schedule, with what is known of it. */
export interface Request {
  readonly id: number;
  readonly width: number;
  readonly nRows: number;
  readonly isPoison: boolean;
  readonly priority: number;
  readonly deadlineMs: number;
  readonly arrivedMs: number;
  readonly controller: AbortController | undefined;
  readonly wasClosed: boolean;
  readonly wasFull: boolean;
  nSettled: number;
  outcome: unknown;
  failedAlone: boolean;
  wasRun: boolean;
}

/** Whether `a` must start before `b` if both wait. */
export function isBefore(a: Request, b: Request): boolean {
  return a.priority === b.priority ? a.id < b.id : a.priority > b.priority;
}

/** Says whose row it is and which. */
export function tag({ id }: Request, row: number): number {
  return id * 10 + row;
}
