import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { readSampleWeight } from '../../data/check-sample-weight.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { checkScores, type Scores } from '../common/check-scores.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import type { Indicators } from '../common/labels/indicator-pairs.js';
import type { ScoredColumns } from './average-columns.js';

/**
 * Indicators of the labels that samples have, with a score for each.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, an indicator is not 0 or 1, or a score is not finite.
 */
export function readColumns(yTrue: Indicators, yScore: Scores, { sampleWeight }: SampleWeightOption): ScoredColumns {
  const { nRows, nColumns, cells } = readIndicators(yTrue);
  const scores = checkScores(yScore, 'yScore', nRows);
  if (scores.nColumns !== nColumns) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yScore has ${scores.nColumns} columns, but yTrue has ${nColumns}; there must be a score for each label`,
    );
  }
  return {
    indicators: cells,
    scores,
    weights: readSampleWeight(sampleWeight, nRows),
    names: Array.from({ length: nColumns }, (_, k) => k),
  };
}

function readIndicators(target: Indicators): { nRows: number; nColumns: number; cells: Uint8Array } {
  const isMatrix = target instanceof Matrix || target instanceof SparseMatrix;
  const rows = isMatrix ? (target instanceof Matrix ? target : target.toMatrix()) : target;
  const nRows = rows instanceof Matrix ? rows.nRows : rows.length;
  const nColumns = rows instanceof Matrix ? rows.nColumns : (rows[0]?.length ?? 0);
  if (nRows === 0 || nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yTrue must have at least one row and one label, got ${nRows} × ${nColumns}`,
    );
  }
  const cells = new Uint8Array(nRows * nColumns);
  for (let i = 0; i < nRows; i++) {
    const row: ArrayLike<unknown> | undefined = rows instanceof Matrix ? rows.row(i) : rows[i];
    if (row?.length !== nColumns) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `yTrue[${i}] must have ${nColumns} labels as the first row has, got ${row?.length ?? show(row)}`,
      );
    }
    for (let j = 0; j < nColumns; j++) {
      const value = row[j];
      if (value === 1 || value === true) cells[i * nColumns + j] = 1;
      else if (value !== 0 && value !== false) {
        throw new ModelMountError('INVALID_ARGUMENT', `yTrue[${i}][${j}] must be 0 or 1, got ${show(value)}`);
      }
    }
  }
  return { nRows, nColumns, cells };
}
