import type { RunOptions, Session } from '../../core/session.js';
import type { Signature } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import { concatRows, padRows, sliceRows } from '../../core/tensor/tensor-rows.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** The number of rows that a model takes in one run: a fixed number, or `undefined` where any will do. */
export function fixedBatchOf({ inputs }: Signature): number | undefined {
  const lengths = new Set(inputs.map((spec) => spec.shape[0]));
  const [length] = lengths;
  return lengths.size === 1 && length !== undefined && length > 0 ? length : undefined;
}

/** Rows in runs of the batch that a model was exported with. */
export interface RunPlan {
  /** The last is filled up with copies of its last row, whose answers are dropped. */
  readonly parts: readonly Tensors[];
  /** What the parts answer as one answer. */
  readonly join: (answers: readonly Tensors[]) => Tensors;
}

/** Splits `nRows` rows into runs of `batch` rows each. */
export function planRuns(inputs: Tensors, nRows: number, batch: number): RunPlan {
  const parts = Array.from({ length: Math.ceil(nRows / batch) }, (_, part) => {
    const start = part * batch;
    const end = Math.min(start + batch, nRows);
    return mapTensors(inputs, (tensor) => padRows(sliceRows(tensor, start, end), batch));
  });
  const join = (answers: readonly Tensors[]): Tensors =>
    mapTensors(answers[0] ?? new Map<string, Tensor>(), (tensor, name) =>
      // An output without the batch axis is the same in every run.
      tensor.shape[0] === batch
        ? sliceRows(concatRows(answers.map((answer) => answer.get(name) as Tensor)), 0, nRows)
        : tensor,
    );
  return { parts, join };
}

/** Runs rows through a session in runs of `batch` rows each. */
export async function runBatched(
  session: Session,
  inputs: Tensors,
  { nRows, batch, ...options }: RunOptions & { readonly nRows: number; readonly batch: number },
): Promise<Tensors> {
  const { parts, join } = planRuns(inputs, nRows, batch);
  const answers: Tensors[] = [];
  for (const part of parts) answers.push(await session.run(part, options));
  return join(answers);
}

function mapTensors(tensors: Tensors, change: (tensor: Tensor, name: string) => Tensor): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [name, change(tensor, name)]));
}
