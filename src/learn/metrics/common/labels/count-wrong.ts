import { checkSameLabelType } from '../../../data/labels/check-labels.js';
import { checkSameLength } from '../../../data/check-numbers.js';
import { readSampleWeight } from '../../../data/check-sample-weight.js';
import { readLabels } from '../../../data/labels/read-labels.js';
import { sumFilled, sumOf } from '../../../math/sums/block-sum.js';
import type { Target } from '../../../contracts.js';
import type { SampleWeightOption } from '../check-targets.js';
import { isIndicators, readIndicatorPairs, type IndicatorPairs, type LabelTarget } from './indicator-pairs.js';

/** Weights of samples. */
export interface WrongCount {
  /** Weight of those whose prediction is not the truth. */
  readonly wrong: number;
  readonly total: number;
}

/**
 * Counts the samples that are not predicted exactly, in a single pass over the labels as they are.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong.
 */
export function countWrong(yTrue: LabelTarget, yPred: LabelTarget, options: SampleWeightOption): WrongCount {
  if (isIndicators(yTrue) || isIndicators(yPred)) {
    const pairs = readIndicatorPairs(yTrue, yPred, options);
    return weigh(rowsWrong(pairs), pairs.weights);
  }
  return countWrongLabels(yTrue, yPred, options);
}

function countWrongLabels(yTrue: Target, yPred: Target, { sampleWeight }: SampleWeightOption): WrongCount {
  const truth = readLabels(yTrue, 'yTrue').values as ArrayLike<unknown>;
  const prediction = readLabels(yPred, 'yPred').values as ArrayLike<unknown>;
  checkSameLabelType(yTrue, yPred, 'yPred');
  checkSameLength(['yPred', yPred.length], ['yTrue', yTrue.length]);
  const weights = readSampleWeight(sampleWeight, truth.length);
  if (weights !== undefined) return weigh(different(truth, prediction), weights);
  // Most lists of a million labels are of this kind, and comparing is all there is to do.
  const areIntegers = truth instanceof Int32Array && prediction instanceof Int32Array;
  const wrong = areIntegers ? countDifferent(truth, prediction) : countDifferentValues(truth, prediction);
  return { wrong, total: truth.length };
}

function countDifferent(a: Int32Array, b: Int32Array): number {
  let different = 0;
  for (let i = 0; i < a.length; i++) different += Number(a[i] !== b[i]);
  return different;
}

function countDifferentValues(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  let different = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) different++;
  return different;
}

function different(a: ArrayLike<unknown>, b: ArrayLike<unknown>): Uint8Array {
  const isDifferent = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) isDifferent[i] = 1;
  return isDifferent;
}

function rowsWrong({ yTrue, yPred, nSamples, nLabels }: IndicatorPairs): Uint8Array {
  const isWrong = new Uint8Array(nSamples);
  for (let cell = 0; cell < yTrue.length; cell++) {
    if (yTrue[cell] !== yPred[cell]) isWrong[Math.floor(cell / nLabels)] = 1;
  }
  return isWrong;
}

function weigh(isWrong: Uint8Array, weights: Float64Array | undefined): WrongCount {
  const wrong = sumFilled(
    isWrong.length,
    (block, start, end) => {
      block.set(isWrong.subarray(start, end));
    },
    weights,
  );
  return { wrong, total: weights === undefined ? isWrong.length : sumOf(weights) };
}
