import { DTYPES } from '../../core/tensor/dtype.js';
import type { ClassifierOutputs, Label } from '../../core/session.js';
import type { Tensor } from '../../core/tensor/tensor.js';

/** The class that the model itself chooses, which need not be the most probable one. */
export interface OwnLabel {
  /** The session's output that has it. */
  readonly output: string;
  /** The class of each row of that output, by the name that it is declared under. */
  readonly read: (chosen: Tensor) => (row: number) => Label;
}

/**
 * How to read the class that a model chooses.
 *
 * @param labels - What its classes are to be called, in their order.
 */
export function ownLabel(
  { labels: own }: ClassifierOutputs,
  { output, labels }: { readonly output: string; readonly labels: readonly Label[] },
): OwnLabel {
  // By what is written: labels of several types are strings in a tensor.
  const names = new Map(own.map((label, k) => [String(label), labels[k] ?? label]));
  return {
    output,
    read: ({ dtype, data }) => {
      const { decode } = DTYPES[dtype];
      return (i) => {
        const label = decode(data[i] as number);
        return names.get(String(label)) ?? (typeof label === 'bigint' ? Number(label) : (label as Label));
      };
    },
  };
}
