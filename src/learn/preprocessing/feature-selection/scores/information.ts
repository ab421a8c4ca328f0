import { sortFloats } from '../../../math/order/sort-floats.js';
import { digamma } from '../../../math/special/digamma.js';
import { sum } from '../../../math/sums/sum.js';

/** Mutual information of two discrete variables, from how often their codes meet; in nats. */
export function discreteInformation(x: Int32Array, y: Int32Array): number {
  const n = x.length;
  const nY = y.reduce((a, b) => Math.max(a, b), 0) + 1;
  const [countsX, countsY] = [new Map<number, number>(), new Map<number, number>()];
  const pairs = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    countsX.set(a, (countsX.get(a) ?? 0) + 1);
    countsY.set(b, (countsY.get(b) ?? 0) + 1);
    pairs.set(a * nY + b, (pairs.get(a * nY + b) ?? 0) + 1);
  }
  const entries = [...pairs];
  const total = sum(entries.length, (k) => {
    const [key, count] = entries[k] as [number, number];
    const expected = ((countsX.get(Math.floor(key / nY)) as number) / n) * (countsY.get(key % nY) as number);
    return (count / n) * Math.log(count / expected);
  });
  return Math.max(total, 0);
}

/**
 * Mutual information of a continuous and a discrete variable, in nats: how many values of any class are as near as the
 * k-th of a value's own class. Classes of one sample are left out. Method: Ross 2014.
 */
export function mixedInformation(values: Float64Array, codes: Int32Array, nNeighbors: number): number {
  const n = values.length;
  const sorted = sortFloats(values).values;
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const members = byClass.get(codes[i] as number);
    if (members === undefined) byClass.set(codes[i] as number, [values[i] as number]);
    else members.push(values[i] as number);
  }
  const kept = [...byClass.values()].filter((members) => members.length > 1);
  if (kept.length === 0) return 0;
  // Without the values of classes of one sample.
  const all = kept.length === byClass.size ? sorted : sortFloats(Float64Array.from(kept.flat())).values;
  const psi = digammaTable(all.length);
  let total = psi(all.length) * all.length;
  for (const members of kept) {
    const own = sortFloats(Float64Array.from(members)).values;
    const k = Math.min(nNeighbors, own.length - 1);
    total += own.length * (psi(k) - psi(own.length));
    let counts = 0;
    for (let i = 0; i < own.length; i++) {
      counts += psi(countNearer(all, own[i] as number, neighborDistance(own, i, k)));
    }
    total -= counts;
  }
  return Math.max(total / all.length, 0);
}

/**
 * Mutual information of two continuous variables, in nats: how many values are as near, in each variable alone, as the
 * k-th neighbour in both. Method: Kraskov, Stögbauer & Grassberger 2004 (their first estimator).
 */
export function continuousInformation(x: Float64Array, y: Float64Array, nNeighbors: number): number {
  const n = x.length;
  const { values: xs, carried: ys } = sortFloats(x, y);
  const sortedY = sortFloats(y).values;
  const psi = digammaTable(Math.max(n, nNeighbors));
  const nearest = new Float64Array(nNeighbors);
  const total = sum(n, (i) => {
    const distance = jointDistance([xs, ys], i, nearest);
    return psi(countNearer(xs, xs[i] as number, distance)) + psi(countNearer(sortedY, ys[i] as number, distance));
  });
  return Math.max(psi(n) + psi(nNeighbors) - total / n, 0);
}

/** Distance, by the larger of both differences, of point `i` to its k-th neighbour; `xs` ascend. */
function jointDistance([xs, ys]: readonly [Float64Array, Float64Array], i: number, nearest: Float64Array): number {
  const last = nearest.length - 1;
  nearest.fill(Infinity);
  const [x, y] = [xs[i] as number, ys[i] as number];
  let low = i - 1;
  let high = i + 1;
  for (;;) {
    const left = low >= 0 ? x - (xs[low] as number) : Infinity;
    const right = high < xs.length ? (xs[high] as number) - x : Infinity;
    const gap = Math.min(left, right);
    // What comes further out can only be further away.
    if (gap >= (nearest[last] as number)) return nearest[last] as number;
    const distance = Math.max(gap, Math.abs((ys[left <= right ? low-- : high++] as number) - y));
    let k = last;
    if (distance >= (nearest[k] as number)) continue;
    for (; k > 0 && (nearest[k - 1] as number) > distance; k--) nearest[k] = nearest[k - 1] as number;
    nearest[k] = distance;
  }
}

/** Distance of element `i` of an ascending list to its k-th neighbour there. */
function neighborDistance(sorted: Float64Array, i: number, k: number): number {
  const center = sorted[i] as number;
  let low = i - 1;
  let high = i + 1;
  let distance = 0;
  for (let found = 0; found < k; found++) {
    const left = low >= 0 ? center - (sorted[low] as number) : Infinity;
    const right = high < sorted.length ? (sorted[high] as number) - center : Infinity;
    distance = Math.min(left, right);
    if (left <= right) low--;
    else high++;
  }
  return distance;
}

/** How many elements of an ascending list are nearer to `center` than `distance`; those equal to it at least. */
function countNearer(sorted: Float64Array, center: number, distance: number): number {
  const radius = distance === 0 ? Number.MIN_VALUE : distance;
  let start = 0;
  for (let end = sorted.length; start < end;) {
    const middle = (start + end) >>> 1;
    if (center - (sorted[middle] as number) < radius) end = middle;
    else start = middle + 1;
  }
  let stop = start;
  for (let end = sorted.length; stop < end;) {
    const middle = (stop + end) >>> 1;
    if ((sorted[middle] as number) - center >= radius) end = middle;
    else stop = middle + 1;
  }
  return stop - start;
}

/** digamma of whole numbers up to `max`, each worked out once. */
function digammaTable(max: number): (n: number) => number {
  const known = new Float64Array(max + 1).fill(NaN);
  return (n) => {
    if (Number.isNaN(known[n])) known[n] = digamma(n);
    return known[n] as number;
  };
}
