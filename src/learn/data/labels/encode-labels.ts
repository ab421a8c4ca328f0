import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkSameLabelType } from './check-labels.js';
import { compareLabels } from './labels.js';
import { readLabels, type LabelList } from './read-labels.js';

/** Labels as their places in a list of all different ones, which is what loops can count. */
export interface LabelCodes {
  /** The different labels of all lists together, in order. */
  readonly labels: readonly Label[];
  /** For each list, the place in `labels` of each of its labels. May be the list itself: not to be written to. */
  readonly codes: readonly Int32Array[];
}

/**
 * Turns lists of labels of one type into codes, in time linear in their lengths.
 *
 * @param lists - Each with what to call it in messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `checkLabels`, or if the lists differ in type.
 */
export function encodeLabels(lists: readonly (readonly [values: Target, name: string])[]): LabelCodes {
  const [first, ...others] = lists;
  if (first === undefined) throw new ModelMountError('INVALID_ARGUMENT', 'there must be at least one list of labels');
  const read = lists.map(([values, name]) => readLabels(values, name));
  for (const [values, name] of others) checkSameLabelType(first[0], values, name);
  const columns = read.map(({ values }) => values);
  const codes = encodeSmall(columns) ?? encodeAny(columns);
  return (read[0] as LabelList).type === 'boolean' ? { ...codes, labels: codes.labels.map(Boolean) } : codes;
}

/** By a table with a place for each number from the lowest to the highest; `undefined` where it would be too wide. */
function encodeSmall(columns: readonly LabelList['values'][]): LabelCodes | undefined {
  let lowest = Infinity;
  let highest = -Infinity;
  let nLabels = 0;
  for (const column of columns) {
    if (!(column instanceof Int32Array)) return undefined;
    const [low, high] = extent(column);
    lowest = Math.min(lowest, low);
    highest = Math.max(highest, high);
    nLabels += column.length;
  }
  const width = highest - lowest + 1;
  if (width > 1024 + 4 * nLabels) return undefined;
  const placeOf = new Int32Array(width);
  for (const column of columns as readonly Int32Array[]) mark(placeOf, column, lowest);
  const labels: number[] = [];
  for (let k = 0; k < width; k++) {
    if (placeOf[k] === 1) placeOf[k] = labels.push(lowest + k) - 1;
  }
  const isCode = lowest === 0 && labels.length === width;
  return {
    labels,
    codes: isCode
      ? (columns as readonly Int32Array[])
      : (columns as readonly Int32Array[]).map((column) => look(placeOf, column, lowest)),
  };
}

function extent(column: Int32Array): [low: number, high: number] {
  let low = column[0] as number;
  let high = low;
  for (let i = 1; i < column.length; i++) {
    const value = column[i] as number;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return [low, high];
}

function mark(table: Int32Array, column: Int32Array, lowest: number): void {
  for (let i = 0; i < column.length; i++) table[(column[i] as number) - lowest] = 1;
}

function look(table: Int32Array, column: Int32Array, lowest: number): Int32Array {
  const codes = new Int32Array(column.length);
  for (let i = 0; i < codes.length; i++) codes[i] = table[(column[i] as number) - lowest] as number;
  return codes;
}

/** By a map from label to place. */
function encodeAny(columns: readonly LabelList['values'][]): LabelCodes {
  const placeOf = new Map<string | number, number>();
  const codes = columns.map((column) => {
    const places = new Int32Array(column.length);
    for (let i = 0; i < places.length; i++) {
      const label = column[i] as string | number;
      let place = placeOf.get(label);
      if (place === undefined) {
        place = placeOf.size;
        placeOf.set(label, place);
      }
      places[i] = place;
    }
    return places;
  });
  const labels = [...placeOf.keys()].sort(compareLabels);
  const sortedPlace = new Int32Array(labels.length);
  labels.forEach((label, k) => {
    sortedPlace[placeOf.get(label) as number] = k;
  });
  for (const places of codes) {
    for (let i = 0; i < places.length; i++) places[i] = sortedPlace[places[i] as number] as number;
  }
  return { labels, codes };
}
