import { sortFloats } from '../../../math/order/sort-floats.js';

/** Scores of samples that each count once. */
export interface ScoresOfClasses {
  /** 1 for a positive sample, 0 for a negative one. */
  readonly positives: Uint8Array;
  readonly scores: Float64Array;
}

/** The scores of each class, ascending. */
export interface SortedByClass {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  /** As long as both together, with nothing of use in it: memory that is there costs less than new one. */
  readonly room: Float64Array<ArrayBuffer>;
}

/** Sorts the scores of each class apart, so that nothing has to be moved along with them. */
export function sortByClass({ positives, scores }: ScoresOfClasses): SortedByClass {
  let nPositives = 0;
  for (let i = 0; i < positives.length; i++) nPositives += positives[i] as number;
  const room = new Float64Array(scores.length);
  let [positive, negative] = [0, nPositives];
  for (let i = 0; i < scores.length; i++) {
    if (positives[i] === 1) room[positive++] = scores[i] as number;
    else room[negative++] = scores[i] as number;
  }
  return {
    positives: sortFloats(room.subarray(0, nPositives)).values,
    negatives: sortFloats(room.subarray(nPositives)).values,
    room,
  };
}
