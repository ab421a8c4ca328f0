import type { ColumnMoments } from './column-moments.js';

/**
 * The moments of two sets of rows together, from the moments of each: what one pass over all rows gives, up to
 * rounding. A column without a value in one of them has the moments of the other.
 *
 * Method: Chan, Golub & LeVeque 1983, with means in twice the precision.
 */
export function joinMoments(a: ColumnMoments, b: ColumnMoments): ColumnMoments {
  const nColumns = a.weight.length;
  const joined = {
    weight: new Float64Array(nColumns),
    mean: new Float64Array(nColumns),
    meanRest: new Float64Array(nColumns),
    variance: new Float64Array(nColumns),
  };
  for (let j = 0; j < nColumns; j++) {
    const { weight, mean, meanRest, variance } = joinColumn(columnOf(a, j), columnOf(b, j));
    joined.weight[j] = weight;
    joined.mean[j] = mean;
    joined.meanRest[j] = meanRest;
    joined.variance[j] = variance;
  }
  return joined;
}

type Moments = Readonly<Record<keyof ColumnMoments, number>>;

function columnOf({ weight, mean, meanRest, variance }: ColumnMoments, j: number): Moments {
  return {
    weight: weight[j] as number,
    mean: mean[j] as number,
    meanRest: meanRest[j] as number,
    variance: variance[j] as number,
  };
}

function joinColumn(a: Moments, b: Moments): Moments {
  if (b.weight === 0) return a;
  if (a.weight === 0) return b;
  const weight = a.weight + b.weight;
  const delta = b.mean - a.mean + (b.meanRest - a.meanRest);
  // From the heavier side the step is the shorter one, and so is its rounding error.
  const [from, step] = a.weight >= b.weight ? [a, delta * (b.weight / weight)] : [b, -delta * (a.weight / weight)];
  const sum = from.mean + step;
  const part = sum - from.mean;
  const lost = from.mean - (sum - part) + (step - part) + from.meanRest;
  const mean = sum + lost;
  const between = delta * delta * (a.weight / weight) * (b.weight / weight);
  const within = a.variance * (a.weight / weight) + b.variance * (b.weight / weight);
  return { weight, mean, meanRest: Number.isFinite(mean) ? sum - mean + lost : 0, variance: within + between };
}
