import { ModelMountError } from '../../../../core/errors.js';
import { checkList } from '../../../data/check-list.js';
import { checkNumbers, checkSameLength, readNumbers } from '../../../data/check-numbers.js';
import { readSampleWeight } from '../../../data/check-sample-weight.js';
import { Matrix } from '../../../math/matrix.js';
import type { SampleWeightOption } from '../check-targets.js';

/** One number per sample, or a row of them: one for each output, shape `[nSamples, nOutputs]`. */
export type NumberTarget = ArrayLike<number> | Matrix | readonly ArrayLike<number>[];

/** True and predicted numbers of one output; not to be written to. */
export interface OutputPair {
  readonly yTrue: Float64Array;
  readonly yPred: Float64Array;
}

/** True and predicted numbers, output by output. */
export interface OutputPairs {
  readonly nSamples: number;
  readonly outputs: readonly OutputPair[];
  /** `undefined` where each sample counts once. */
  readonly weights: Float64Array | undefined;
}

/**
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong.
 */
export function readOutputs(yTrue: NumberTarget, yPred: NumberTarget, options: SampleWeightOption): OutputPairs {
  return pairUp([readColumns(yTrue, 'yTrue', readNumbers), readColumns(yPred, 'yPred', readNumbers)], options);
}

/**
 * As `readOutputs`, but a `Float64Array` may still hold NaN or an infinity: for metrics that come out as no finite
 * number then, and ask `readOutputs` which value it was.
 */
export function readOutputsUnseen(yTrue: NumberTarget, yPred: NumberTarget, options: SampleWeightOption): OutputPairs {
  return pairUp([readColumns(yTrue, 'yTrue', takeNumbers), readColumns(yPred, 'yPred', takeNumbers)], options);
}

type Read = (values: ArrayLike<number>, name: string) => Float64Array;

function takeNumbers(values: ArrayLike<number>, name: string): Float64Array {
  return values instanceof Float64Array && values.length > 0 ? values : checkNumbers(values, name);
}

function readColumns(target: NumberTarget, name: string, read: Read): readonly Float64Array[] {
  if (!(target instanceof Matrix)) checkList(target, name, 'numbers');
  const first: unknown = target instanceof Matrix ? undefined : target[0];
  if (!(target instanceof Matrix) && !(typeof first === 'object' && first !== null)) {
    return [read(target as ArrayLike<number>, name)];
  }
  const rows = target as Matrix | readonly ArrayLike<number>[];
  const nRows = rows instanceof Matrix ? rows.nRows : rows.length;
  const nColumns = rows instanceof Matrix ? rows.nColumns : (rows[0]?.length ?? 0);
  if (nRows === 0 || nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${name} must have at least one row and one output, got ${nRows} × ${nColumns}`,
    );
  }
  const columns = Array.from({ length: nColumns }, () => new Float64Array(nRows));
  for (let i = 0; i < nRows; i++) {
    const row = checkNumbers(rows instanceof Matrix ? rows.row(i) : rows[i], `${name}[${i}]`);
    checkSameLength([`${name}[${i}]`, row.length], ['the first row', nColumns]);
    for (let j = 0; j < nColumns; j++) (columns[j] as Float64Array)[i] = row[j] as number;
  }
  return columns;
}

function pairUp(
  [yTrue, yPred]: readonly [readonly Float64Array[], readonly Float64Array[]],
  { sampleWeight }: SampleWeightOption,
): OutputPairs {
  const nSamples = (yTrue[0] as Float64Array).length;
  checkSameLength(['yPred', (yPred[0] as Float64Array).length], ['yTrue', nSamples]);
  if (yTrue.length !== yPred.length) {
    throw new ModelMountError('INVALID_ARGUMENT', `yPred has ${yPred.length} outputs, but yTrue has ${yTrue.length}`);
  }
  return {
    nSamples,
    outputs: yTrue.map((column, j) => ({ yTrue: column, yPred: yPred[j] as Float64Array })),
    weights: readSampleWeight(sampleWeight, nSamples),
  };
}
