import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Target } from '../../../contracts.js';
import { checkSameLength } from '../../../data/check-numbers.js';
import { readSampleWeight } from '../../../data/check-sample-weight.js';
import { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import type { SampleWeightOption } from '../check-targets.js';

/** Which labels each sample has: 1 or `true` where it has one, else 0; shape `[nSamples, nLabels]`. */
export type Indicators = Matrix | SparseMatrix | readonly ArrayLike<number | boolean>[];

/** One label per sample, or indicators of any number of labels per sample. */
export type LabelTarget = Target | Indicators;

/** True and predicted indicators, ready to be counted. */
export interface IndicatorPairs {
  readonly kind: 'indicators';
  readonly nSamples: number;
  readonly nLabels: number;
  /** 0 or 1, row after row. */
  readonly yTrue: Uint8Array;
  readonly yPred: Uint8Array;
  /** `undefined` where each sample counts once. */
  readonly weights: Float64Array | undefined;
}

/** Whether `target` is a matrix, of whatever kind. */
export function isIndicators(target: LabelTarget): target is Indicators {
  if (target instanceof Matrix || target instanceof SparseMatrix) return true;
  const first: unknown = (target as ArrayLike<unknown> | undefined)?.[0];
  return typeof first === 'object' && first !== null;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong. */
export function readIndicatorPairs(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  { sampleWeight }: SampleWeightOption,
): IndicatorPairs {
  if (!isIndicators(yTrue) || !isIndicators(yPred)) {
    const [matrix, list] = isIndicators(yTrue) ? ['yTrue', 'yPred'] : ['yPred', 'yTrue'];
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${matrix} holds rows of indicators, but ${list} does not; give both as labels, or both as rows of 0 and 1`,
    );
  }
  const [truth, prediction] = [readIndicators(yTrue, 'yTrue'), readIndicators(yPred, 'yPred')];
  checkSameLength(['yPred', prediction.nSamples], ['yTrue', truth.nSamples]);
  if (truth.nLabels !== prediction.nLabels) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yPred has ${prediction.nLabels} labels per row, but yTrue has ${truth.nLabels}`,
    );
  }
  return {
    kind: 'indicators',
    nSamples: truth.nSamples,
    nLabels: truth.nLabels,
    yTrue: truth.cells,
    yPred: prediction.cells,
    weights: readSampleWeight(sampleWeight, truth.nSamples),
  };
}

/** Indicators of one side. */
export interface Cells {
  readonly nSamples: number;
  readonly nLabels: number;
  /** 0 or 1, row after row. */
  readonly cells: Uint8Array;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` if there are none, rows differ in length or a value is not 0 or 1. */
export function readIndicators(target: Indicators, name: string): Cells {
  if (!isIndicators(target)) {
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must have a row of 0 and 1 per sample, got ${show(target)}`);
  }
  const result = target instanceof SparseMatrix ? fromSparse(target, name) : fromDense(target, name);
  if (result.nSamples > 0 && result.nLabels > 0) return result;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${name} must have at least one row and one label, got ${result.nSamples} × ${result.nLabels}`,
  );
}

function fromDense(target: Matrix | readonly ArrayLike<number | boolean>[], name: string): Cells {
  const isMatrix = target instanceof Matrix;
  const nSamples = isMatrix ? target.nRows : target.length;
  const nLabels = isMatrix ? target.nColumns : (target[0]?.length ?? 0);
  const cells = new Uint8Array(nSamples * nLabels);
  for (let i = 0; i < nSamples; i++) {
    const row: ArrayLike<unknown> | undefined = isMatrix ? target.row(i) : target[i];
    if (row?.length !== nLabels) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${name}[${i}] must have ${nLabels} labels as the first row has, got ${row?.length ?? show(row)}`,
      );
    }
    for (let j = 0; j < nLabels; j++) {
      const value = row[j];
      if (value === 1 || value === true) cells[i * nLabels + j] = 1;
      else if (value !== 0 && value !== false) throw noIndicator(value, `${name}[${i}][${j}]`);
    }
  }
  return { nSamples, nLabels, cells };
}

function fromSparse({ nRows, nColumns, starts, indices, data }: SparseMatrix, name: string): Cells {
  const cells = new Uint8Array(nRows * nColumns);
  for (let i = 0; i < nRows; i++) {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const j = indices[k] as number;
      if (data[k] === 1) cells[i * nColumns + j] = 1;
      else if (data[k] !== 0) throw noIndicator(data[k], `${name}[${i}][${j}]`);
    }
  }
  return { nSamples: nRows, nLabels: nColumns, cells };
}

function noIndicator(value: unknown, where: string): ModelMountError {
  return new ModelMountError('INVALID_ARGUMENT', `${where} must be 0 or 1, got ${show(value)}`);
}
