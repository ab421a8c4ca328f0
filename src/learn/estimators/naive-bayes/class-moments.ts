import type { Matrix } from '../../math/matrix.js';

/** Weight, means and variances of groups of rows, feature by feature. */
export interface GroupMoments {
  /** Sum of the weights of each group; shape `[nGroups]`. */
  readonly counts: Float64Array;
  /** Shape `[nGroups, nFeatures]`, row after row; 0 for a group without weight. */
  readonly means: Float64Array;
  /** Population variances (divided by the weight), in the same order. */
  readonly variances: Float64Array;
}

/** Which rows belong together. */
export interface RowGroups {
  /** The group of each row, from 0. */
  readonly groupOf: Int32Array;
  /** One ≥ 0 per row. */
  readonly weights: Float64Array;
  readonly nGroups: number;
}

/**
 * Moments of the rows of each group.
 *
 * Method: two passes with a correction term (Chan, Golub & LeVeque 1983), so that variances keep their digits far from
 * 0. Time O(nRows · nColumns).
 */
export function groupMoments(X: Matrix, { groupOf, weights, nGroups }: RowGroups): GroupMoments {
  const { nRows, nColumns, data } = X;
  const counts = new Float64Array(nGroups);
  const means = new Float64Array(nGroups * nColumns);
  const variances = new Float64Array(nGroups * nColumns);
  const rest = new Float64Array(nGroups * nColumns);
  // Shifted by a row of its own group, sums of large numbers lose nothing.
  const shifts = new Float64Array(nGroups * nColumns);
  for (let i = 0, k = 0; i < nRows; i++, k += nColumns) {
    const group = groupOf[i] as number;
    const weight = weights[i] as number;
    if (weight === 0) continue;
    const at = group * nColumns;
    if (counts[group] === 0) for (let j = 0; j < nColumns; j++) shifts[at + j] = data[k + j] as number;
    counts[group] = (counts[group] as number) + weight;
    for (let j = 0; j < nColumns; j++) {
      means[at + j] = (means[at + j] as number) + weight * ((data[k + j] as number) - (shifts[at + j] as number));
    }
  }
  for (let group = 0, at = 0; group < nGroups; group++) {
    const count = counts[group] as number;
    for (let j = 0; j < nColumns; j++, at++) {
      if (count > 0) means[at] = (means[at] as number) / count + (shifts[at] as number);
    }
  }
  for (let i = 0, k = 0; i < nRows; i++, k += nColumns) {
    const weight = weights[i] as number;
    if (weight === 0) continue;
    const at = (groupOf[i] as number) * nColumns;
    for (let j = 0; j < nColumns; j++) {
      const deviation = (data[k + j] as number) - (means[at + j] as number);
      variances[at + j] = (variances[at + j] as number) + weight * deviation * deviation;
      rest[at + j] = (rest[at + j] as number) + weight * deviation;
    }
  }
  for (let group = 0, at = 0; group < nGroups; group++) {
    const count = counts[group] as number;
    for (let j = 0; j < nColumns; j++, at++) {
      const error = rest[at] as number;
      variances[at] = count > 0 ? Math.max((variances[at] as number) - (error * error) / count, 0) / count : 0;
    }
  }
  return { counts, means, variances };
}

/**
 * Moments of the rows of both together. Method: Chan, Golub & LeVeque 1979.
 */
export function mergeMoments(a: GroupMoments, b: GroupMoments): GroupMoments {
  const nFeatures = a.means.length / a.counts.length;
  const counts = a.counts.map((count, group) => count + (b.counts[group] as number));
  const means = new Float64Array(a.means.length);
  const variances = new Float64Array(a.means.length);
  for (let at = 0; at < means.length; at++) {
    const group = Math.floor(at / nFeatures);
    const total = counts[group] as number;
    if (total === 0) continue;
    const [own, other] = [(a.counts[group] as number) / total, (b.counts[group] as number) / total];
    const step = (b.means[at] as number) - (a.means[at] as number);
    means[at] = (a.means[at] as number) + other * step;
    variances[at] = own * (a.variances[at] as number) + other * (b.variances[at] as number) + own * other * step * step;
  }
  return { counts, means, variances };
}
