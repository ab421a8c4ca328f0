import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import { sortedLabels } from '../../../data/labels/labels.js';
import type { RandomState } from '../../../math/random-state.js';

/**
 * Positions for training and testing in which the classes have the shares that they have in `labels`.
 *
 * Method: scikit-learn's StratifiedShuffleSplit, draw by draw.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if a class has one sample only, or a part has fewer samples than
 *   there are classes.
 */
export function stratifiedShuffle(
  labels: readonly Label[],
  sizes: { readonly nTrain: number; readonly nTest: number; readonly random: RandomState },
): readonly [number[], number[]] {
  const { nTrain, nTest, random } = sizes;
  const classes = sortedLabels(labels);
  const members = new Map<Label, number[]>(classes.map((label) => [label, []]));
  labels.forEach((label, i) => members.get(label)?.push(i));
  const lonely = classes.find((label) => members.get(label)?.length === 1);
  if (lonely !== undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `class ${show(lonely)} has one sample; stratify needs two of each`);
  }
  if (Math.min(nTrain, nTest) < classes.length) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `stratify needs both parts to hold each of ${classes.length} classes, got ${nTrain} samples for training and ${nTest} for testing`,
    );
  }
  const counts = [...members.values()].map((positions) => positions.length);
  const trainCounts = allocate(counts, nTrain, random);
  const testCounts = allocate(
    counts.map((count, k) => count - (trainCounts[k] as number)),
    nTest,
    random,
  );
  const shuffled = [...members.values()].map((positions) => random.shuffle(positions));
  const train = shuffled.flatMap((positions, k) => positions.slice(0, trainCounts[k]));
  const test = shuffled.flatMap((positions, k) => {
    const start = trainCounts[k] as number;
    return positions.slice(start, start + (testCounts[k] as number));
  });
  return [random.shuffle(train), random.shuffle(test)];
}

/** `nDraws` shared out in proportion to `counts`; the largest remainders are rounded up, ties at random. */
function allocate(counts: readonly number[], nDraws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * nDraws);
  const allocated = exact.map(Math.floor);
  const remainders = exact.map((value, k) => value - (allocated[k] as number));
  let nLeft = nDraws - allocated.reduce((sum, count) => sum + count, 0);
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (nLeft <= 0) break;
    const tied = [...remainders.keys()].filter((k) => remainders[k] === remainder);
    const nAdded = Math.min(tied.length, nLeft);
    for (const k of random.choice(tied, nAdded, false)) allocated[k] = (allocated[k] as number) + 1;
    nLeft -= nAdded;
  }
  return allocated;
}
