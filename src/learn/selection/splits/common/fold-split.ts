import type { Split } from '../splitter.js';

/** The split whose test part is the samples of one fold; both parts ascend. */
export function foldSplit(foldOf: Int32Array, fold: number): Split {
  let nTest = 0;
  for (let i = 0; i < foldOf.length; i++) if (foldOf[i] === fold) nTest++;
  const trainIndices = new Int32Array(foldOf.length - nTest);
  const testIndices = new Int32Array(nTest);
  for (let i = 0, train = 0, test = 0; i < foldOf.length; i++) {
    if (foldOf[i] === fold) testIndices[test++] = i;
    else trainIndices[train++] = i;
  }
  return { trainIndices, testIndices };
}

/** The splits in which each fold from 0 to `nFolds - 1` is tested once. */
export function* foldSplits(foldOf: Int32Array, nFolds: number): Generator<Split, void> {
  for (let fold = 0; fold < nFolds; fold++) yield foldSplit(foldOf, fold);
}

/** The whole numbers from `start` to `end - 1`. */
export function range(start: number, end: number): Int32Array {
  const positions = new Int32Array(end - start);
  for (let k = 0; k < positions.length; k++) positions[k] = start + k;
  return positions;
}
