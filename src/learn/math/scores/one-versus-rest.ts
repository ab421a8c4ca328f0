/**
 * Turns scores into probabilities that sum to 1, in place: each class by itself, then divided by their sum. Where all
 * are 0 they become equal.
 *
 * @param data - Rows of `nClasses` numbers, one after the other: the scores of the classes. Of two classes only the
 *   first number of a row is read: the score of the second class.
 * @param toProbability - Probability of a class against the rest, from its score.
 *
 * Source: Zadrozny & Elkan 2002.
 */
export function oneVersusRestInPlace(
  data: Float64Array,
  nClasses: number,
  toProbability: (score: number) => number,
): void {
  if (nClasses === 2) {
    for (let k = 0; k < data.length; k += 2) {
      const positive = toProbability(data[k] as number);
      data[k] = 1 - positive;
      data[k + 1] = positive;
    }
    return;
  }
  for (let start = 0; start < data.length; start += nClasses) {
    let total = 0;
    for (let k = start; k < start + nClasses; k++) total += data[k] = toProbability(data[k] as number);
    for (let k = start; k < start + nClasses; k++) data[k] = total === 0 ? 1 / nClasses : (data[k] as number) / total;
  }
}

/** The probability that a score of the modified Huber loss stands for: `(score + 1) / 2`, within 0 and 1. Source: Zhang 2004. */
export function clippedProbability(score: number): number {
  return (Math.max(-1, Math.min(1, score)) + 1) / 2;
}
