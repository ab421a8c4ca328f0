import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { OptionRule } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { weightedMean } from '../../math/sums/weighted-mean.js';
import type { ScoredSamples } from '../thresholds/counts/threshold-counts.js';

/** How the scores of the columns become one number. */
export type ColumnAverage = 'macro' | 'weighted' | 'micro' | 'none';

/** The rule of the option `average`. */
export const COLUMN_AVERAGE: OptionRule = {
  expected: '"macro", "weighted", "micro" or "none"',
  accepts: (value) => ['macro', 'weighted', 'micro', 'none'].includes(value as never),
};

/** A column of scores for each class or label, each with samples of its own that are positive. */
export interface ScoredColumns {
  /** 1 where the sample of the row is positive for the column, else 0; row after row. */
  readonly indicators: Uint8Array;
  /** Shape `[nSamples, nColumns]`. */
  readonly scores: Matrix;
  readonly weights: Float64Array | undefined;
  /** What the columns stand for, for messages. */
  readonly names: readonly Label[];
}

/** How to score one column, and what to do where there is nothing to score. */
export interface ColumnScoring {
  readonly average: ColumnAverage;
  /** The score of one column; `undefined` where it has none. */
  readonly scoreOf: (samples: ScoredSamples) => number | undefined;
  /** What the score needs, for the message where it has no value. */
  readonly needs: string;
}

/** Indicators of single labels: 1 in the column of each sample's class. */
export function indicatorsOf(codes: Int32Array, nColumns: number): Uint8Array {
  const indicators = new Uint8Array(codes.length * nColumns);
  for (let i = 0; i < codes.length; i++) indicators[i * nColumns + (codes[i] as number)] = 1;
  return indicators;
}

/**
 * The score of all columns: their mean (`macro`), their mean by weight of the positives (`weighted`), that of all
 * cells as if they were one column (`micro`), or an array of each (`none`; NaN where a column has no score).
 *
 * @throws {ModelMountError} `UNDEFINED_SCORE` naming a column without a score, where there is to be one number.
 */
export function averageColumns(
  columns: ScoredColumns,
  { average, scoreOf, needs }: ColumnScoring,
): number | Float64Array {
  const { names } = columns;
  if (average === 'micro') {
    const score = scoreOf(allCells(columns));
    if (score !== undefined) return score;
    throw new ModelMountError('UNDEFINED_SCORE', `${needs}; yTrue does not have both`);
  }
  const totals = new Float64Array(names.length);
  const scores = new Float64Array(names.length);
  for (let k = 0; k < names.length; k++) {
    const samples = column(columns, k);
    totals[k] = weightOfPositives(samples);
    // A column without positives does not enter a weighted mean, so it needs no score.
    if (average === 'weighted' && totals[k] === 0) continue;
    const score = scoreOf(samples);
    // In an array one column without a score must not hide the others.
    if (score === undefined && average !== 'none') {
      throw new ModelMountError(
        'UNDEFINED_SCORE',
        `${needs}: samples inside and outside of ${show(names[k])}; yTrue does not have both`,
      );
    }
    scores[k] = score ?? NaN;
  }
  if (average === 'none') return scores;
  if (average === 'macro') return weightedMean(new Float64Array(names.length).fill(1), (k) => scores[k] as number);
  return totals.every((total) => total === 0) ? 0 : weightedMean(totals, (k) => scores[k] as number);
}

function column({ indicators, scores, weights }: ScoredColumns, k: number): ScoredSamples {
  const { nRows, nColumns } = scores;
  const positives = new Uint8Array(nRows);
  for (let i = 0, cell = k; i < nRows; i++, cell += nColumns) positives[i] = indicators[cell] as number;
  return { positives, scores: scores.column(k), weights };
}

function allCells({ indicators, scores, weights }: ScoredColumns): ScoredSamples {
  let repeated: Float64Array | undefined;
  if (weights !== undefined) {
    repeated = new Float64Array(scores.data.length);
    for (let i = 0; i < weights.length; i++) {
      repeated.fill(weights[i] as number, i * scores.nColumns, (i + 1) * scores.nColumns);
    }
  }
  return { positives: indicators, scores: scores.data, weights: repeated };
}

function weightOfPositives({ positives, weights }: ScoredSamples): number {
  let total = 0;
  for (let i = 0; i < positives.length; i++) total += positives[i] === 1 ? (weights?.[i] ?? 1) : 0;
  return total;
}
