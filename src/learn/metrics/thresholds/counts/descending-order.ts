import { sortFloats } from '../../../math/order/sort-floats.js';

/** Scores from the highest to the lowest, with the place of each in the original list; equal scores keep their order. */
export function descendingOrder(scores: Float64Array): { readonly order: Float64Array; readonly sorted: Float64Array } {
  const places = new Float64Array(scores.length);
  for (let i = 0; i < places.length; i++) places[i] = i;
  const { values: sorted, carried: order } = sortFloats(negated(scores), places);
  return { order, sorted: negated(sorted) };
}

function negated(values: Float64Array): Float64Array {
  const negatives = new Float64Array(values.length);
  for (let i = 0; i < negatives.length; i++) negatives[i] = -(values[i] as number);
  return negatives;
}
