import type { Label } from '../../../../core/session.js';
import { compareLabels } from '../../../data/labels/labels.js';

/** Labels as small numbers. */
export interface EncodedLabels {
  /** The different labels; those that share a code have the code as their position. */
  readonly labels: readonly Label[];
  /** The code of each sample, from 0. */
  readonly codes: Int32Array;
  /** How many samples have each code. */
  readonly counts: Int32Array;
}

/** Codes in the order in which the labels appear first. */
export function encodeByAppearance(values: ArrayLike<Label>): EncodedLabels {
  const codeOf = new Map<Label, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as Label;
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = codeOf.size));
    codes[i] = code;
  }
  return { labels: [...codeOf.keys()], codes, counts: countCodes(codes, codeOf.size) };
}

/** Codes in the order of the labels: numbers by value, strings by code point. */
export function encodeSorted(values: ArrayLike<Label>): EncodedLabels {
  const { labels, codes } = encodeByAppearance(values);
  const order = labels.map((_, k) => k).sort((a, b) => compareLabels(labels[a] as Label, labels[b] as Label));
  const rankOf = new Int32Array(labels.length);
  order.forEach((k, rank) => (rankOf[k] = rank));
  for (let i = 0; i < codes.length; i++) codes[i] = rankOf[codes[i] as number] as number;
  return { labels: order.map((k) => labels[k] as Label), codes, counts: countCodes(codes, labels.length) };
}

function countCodes(codes: Int32Array, nCodes: number): Int32Array {
  const counts = new Int32Array(nCodes);
  for (let i = 0; i < codes.length; i++) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1;
  return counts;
}
