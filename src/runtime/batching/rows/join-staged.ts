import { concatRows } from '../../../core/tensor/tensor-rows.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import { mapTensors, type Tensors } from './join-rows.js';
import type { StagedRows } from './row-stage.js';

/** The rows of a batch, one after the other: a view where they were staged so, else a copy. */
export function joinStaged(rows: readonly StagedRows[]): Tensors {
  const parts: Tensors[] = [];
  for (let i = 0; i < rows.length;) {
    const { stage, start } = rows[i] as StagedRows;
    let end = start;
    while (rows[i]?.stage === stage && rows[i]?.start === end) end = (rows[i++] as StagedRows).end;
    parts.push(stage.rows(start, end));
  }
  const [first = new Map<string, Tensor>()] = parts;
  if (parts.length === 1) return first;
  return mapTensors(first, (_, name) => concatRows(parts.map((part) => part.get(name) as Tensor)));
}
