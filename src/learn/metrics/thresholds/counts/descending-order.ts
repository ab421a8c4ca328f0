import { sortDescending } from './sort-descending.js';

/** Scores from the highest to the lowest, with the place of each in the original list; equal scores keep their order. */
export function descendingOrder(scores: Float64Array): { readonly order: Float64Array; readonly sorted: Float64Array } {
  const places = new Float64Array(scores.length);
  for (let i = 0; i < places.length; i++) places[i] = i;
  const { scores: sorted, carried: order } = sortDescending({ scores, carried: places });
  return { order, sorted };
}
