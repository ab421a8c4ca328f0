import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { BinnedSum } from '../../../math/sums/binned-sum.js';
import type { IndicatorPairs } from './indicator-pairs.js';
import { checkDifferent, placesOf, type LabelPairs } from './label-pairs.js';

/** What precision, recall and their kin are made of: weights by class, or by sample. */
export interface ClassCounts {
  /** Weight of the samples that are of the class and predicted as it. */
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly true: Float64Array;
}

/** Counts for each of `labels`, which may name labels that do not occur. */
export function countLabels(pairs: LabelPairs, labels: readonly Label[]): ClassCounts {
  const size = pairs.labels.length;
  const counts = pairs.weights === undefined ? countOnes(pairs, size) : countWeights(pairs, pairs.weights);
  if (labels === pairs.labels) return counts;
  const places = placesOf(labels, pairs.labels);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(places, (k) => (k < 0 ? 0 : (values[k] ?? 0)));
  return { right: pick(counts.right), predicted: pick(counts.predicted), true: pick(counts.true) };
}

function countOnes({ yTrue, yPred }: LabelPairs, size: number): ClassCounts {
  const counts = { right: new Float64Array(size), predicted: new Float64Array(size), true: new Float64Array(size) };
  const { right, predicted, true: actual } = counts;
  for (let i = 0; i < yTrue.length; i++) {
    const truth = yTrue[i] as number;
    const prediction = yPred[i] as number;
    actual[truth] = (actual[truth] as number) + 1;
    predicted[prediction] = (predicted[prediction] as number) + 1;
    if (truth === prediction) right[truth] = (right[truth] as number) + 1;
  }
  return counts;
}

function countWeights({ yTrue, yPred, labels }: LabelPairs, weights: Float64Array): ClassCounts {
  const right = new BinnedSum(labels.length);
  const predicted = new BinnedSum(labels.length);
  const actual = new BinnedSum(labels.length);
  for (let i = 0; i < yTrue.length; i++) {
    const truth = yTrue[i] as number;
    const weight = weights[i] as number;
    actual.add(truth, weight);
    predicted.add(yPred[i] as number, weight);
    if (truth === yPred[i]) right.add(truth, weight);
  }
  return { right: right.values(), predicted: predicted.values(), true: actual.values() };
}

/** Counts for each of `columns` over all samples. */
export function countIndicators(pairs: IndicatorPairs, columns: Int32Array): ClassCounts {
  const { yTrue, yPred, nSamples, nLabels, weights } = pairs;
  const right = new BinnedSum(columns.length);
  const predicted = new BinnedSum(columns.length);
  const actual = new BinnedSum(columns.length);
  for (let i = 0; i < nSamples; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    for (let k = 0; k < columns.length; k++) {
      const cell = i * nLabels + (columns[k] as number);
      if (yTrue[cell] === 1) actual.add(k, weight);
      if (yPred[cell] === 1) predicted.add(k, weight);
      if (yTrue[cell] === 1 && yPred[cell] === 1) right.add(k, weight);
    }
  }
  return { right: right.values(), predicted: predicted.values(), true: actual.values() };
}

/** How many of `columns` each sample has, whatever its weight; none where the weight is 0. */
export function countPerSample(pairs: IndicatorPairs, columns: Int32Array): ClassCounts {
  const { yTrue, yPred, nSamples, nLabels, weights } = pairs;
  const counts = {
    right: new Float64Array(nSamples),
    predicted: new Float64Array(nSamples),
    true: new Float64Array(nSamples),
  };
  for (let i = 0; i < nSamples; i++) {
    if (weights?.[i] === 0) continue;
    let right = 0;
    let predicted = 0;
    let actual = 0;
    for (let k = 0; k < columns.length; k++) {
      const cell = i * nLabels + (columns[k] as number);
      actual += yTrue[cell] as number;
      predicted += yPred[cell] as number;
      right += (yTrue[cell] as number) & (yPred[cell] as number);
    }
    counts.right[i] = right;
    counts.predicted[i] = predicted;
    counts.true[i] = actual;
  }
  return counts;
}

/** The columns of indicators asked for by their places; all of them where none are asked for. */
export function resolveColumns(labels: Target | undefined, nLabels: number): Int32Array {
  if (labels === undefined) return Int32Array.from({ length: nLabels }, (_, k) => k);
  const columns = checkLabels(labels, 'labels');
  const stray = columns.find((k) => typeof k !== 'number' || k < 0 || k >= nLabels);
  if (stray !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `labels must be columns of the indicators, from 0 to ${nLabels - 1}, got ${show(stray)}`,
    );
  }
  checkDifferent(columns);
  return Int32Array.from(columns as number[]);
}
