import { argsort } from '../../math/order/argsort.js';

/** Spearman's rank correlation, tied values sharing their mean rank; NaN where one of both is constant. */
export function spearmanRho(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const [a, b] = [midRanks(x), midRanks(y)];
  const center = (n + 1) / 2;
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [u, v] = [(a[i] as number) - center, (b[i] as number) - center];
    products += u * v;
    squaresA += u * u;
    squaresB += v * v;
  }
  return products / Math.sqrt(squaresA * squaresB);
}

function midRanks(values: Float64Array): Float64Array {
  const order = argsort(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    const value = values[order[start] as number] as number;
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === value) end++;
    for (let k = start; k < end; k++) ranks[order[k] as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
