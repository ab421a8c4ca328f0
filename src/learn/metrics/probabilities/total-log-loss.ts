import { sum } from '../../math/sums/sum.js';
import type { ClassScores } from './read-class-scores.js';

const LOWEST = Number.EPSILON;
const HIGHEST = 1 - Number.EPSILON;

/** The weighted sum of `−log p` of the true classes, p clipped to `[2⁻⁵², 1 − 2⁻⁵²]`, and the sum of the weights. */
export function totalLogLoss({ codes, scores, weights }: Omit<ClassScores, 'classes'>): {
  total: number;
  weight: number;
} {
  const { data, nColumns } = scores;
  // A compensated sum (Neumaier 1974), written out: this is most of what the metric does.
  let [total, lost] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const p =
      nColumns > 1 ? (data[i * nColumns + code] as number) : code === 1 ? (data[i] as number) : 1 - (data[i] as number);
    const loss = -Math.log(p < LOWEST ? LOWEST : p > HIGHEST ? HIGHEST : p);
    const term = weights === undefined ? loss : loss * (weights[i] as number);
    const next = total + term;
    lost += total >= term ? total - next + term : term - next + total;
    total = next;
  }
  return {
    total: total + lost,
    weight: weights === undefined ? codes.length : sum(weights.length, (i) => weights[i] as number),
  };
}
