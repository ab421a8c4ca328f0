import { Tensor } from '../../../src/core/tensor/tensor.js';

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

/** In the second column of every row of a poisoned request. */
export const POISON = -1;

/** Rows that say in the first column whose they are and which. */
export function tensorOf(request: Request): Tensor {
  const { nRows, width, isPoison } = request;
  const data = new Float64Array(nRows * width);
  for (let row = 0; row < nRows; row++) {
    data.fill(tag(request, row), row * width, (row + 1) * width);
    if (isPoison) data[row * width + 1] = POISON;
  }
  return new Tensor('FP64', [nRows, width], data);
}

/** The elements with which it is to be answered: of each row its tag and its width. */
export function answerTo(request: Request): number[] {
  return Array.from({ length: request.nRows }, (_, row) => [tag(request, row), request.width]).flat();
}

function tag({ id }: Request, row: number): number {
  return id * 10 + row;
}
