import type { RunOptions, Session } from '../core/session.js';
import type { Signature } from '../core/signature.js';
import type { Tensor } from '../core/tensor.js';
import { concatRows, padRows, sliceRows } from '../core/tensor-rows.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** The number of rows that a model takes in one run: a fixed number, or `undefined` where any will do. */
function fixedBatchOf({ inputs }: Signature): number | undefined {
  const lengths = new Set(inputs.map((spec) => spec.shape[0]));
  const [length] = lengths;
  return lengths.size === 1 && length !== undefined && length > 0 ? length : undefined;
}

/**
 * Splits rows into runs of the batch that the model was exported with. The last run is filled up with copies of
 * its last row, whose answers are dropped.
 *
 * @returns The parts to run, and how to join what they answer.
 */
export function planRuns(
  signature: Signature,
  inputs: Tensors,
  nRows: number,
): { readonly parts: readonly Tensors[]; readonly join: (answers: readonly Tensors[]) => Tensors } {
  const batch = fixedBatchOf(signature);
  if (batch === undefined || batch === nRows) return { parts: [inputs], join: ([only]) => only ?? new Map() };
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

/** Runs rows through a session, in as many runs as its batch asks for. */
export async function runBatched(
  session: Session,
  inputs: Tensors,
  options: RunOptions & { nRows: number },
): Promise<Tensors> {
  const { nRows, ...runOptions } = options;
  const { parts, join } = planRuns(session.signature, inputs, nRows);
  const answers: Tensors[] = [];
  for (const part of parts) answers.push(await session.run(part, runOptions));
  return join(answers);
}

function mapTensors(tensors: Tensors, change: (tensor: Tensor, name: string) => Tensor): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [name, change(tensor, name)]));
}
