import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { weightedMean } from '../../math/sums/weighted-mean.js';
import { averageColumns, indicatorsOf, type ColumnAverage } from './average-columns.js';
import { binaryRocAuc } from './binary-roc-auc.js';
import type { ClassScores } from '../probabilities/read-class-scores.js';

/** How to make one number of many classes. */
export interface MulticlassRocAucOptions {
  readonly multiClass: 'ovr' | 'ovo';
  readonly average: ColumnAverage;
}

/** ROC AUC of more than two classes; see `rocAucScore`. Arguments are checked already, but for the options. */
export function multiclassRocAuc(
  { classes, codes, scores, weights }: ClassScores,
  { multiClass, average }: MulticlassRocAucOptions,
): number | Float64Array {
  if (multiClass === 'ovr') {
    const indicators = indicatorsOf(codes, classes.length);
    return averageColumns(
      { indicators, scores, weights, names: classes },
      { average, scoreOf: (samples) => binaryRocAuc(samples), needs: 'ROC AUC needs samples of both classes' },
    );
  }
  if (average !== 'macro' && average !== 'weighted') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `average with "ovo" must be one of macro, weighted, got ${show(average)}`,
    );
  }
  if (weights !== undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', 'sampleWeight is not defined for "ovo"; use "ovr"');
  }
  return oneVersusOne({ classes, codes, scores, weights }, average);
}

function oneVersusOne({ classes, codes, scores }: ClassScores, average: 'macro' | 'weighted'): number {
  const places = placesByClass(codes, classes.length);
  const areas: number[] = [];
  const sizes: number[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const [first, second] = [places[a] as Uint32Array, places[b] as Uint32Array];
      if (first.length === 0 || second.length === 0) continue; // a class without samples
      const areaOf = (positive: number, inside: Uint32Array, outside: Uint32Array): number =>
        pairRocAuc(scores.column(positive), inside, outside);
      areas.push((areaOf(a, first, second) + areaOf(b, second, first)) / 2);
      sizes.push(first.length + second.length);
    }
  }
  if (areas.length === 0) {
    throw new ModelMountError('UNDEFINED_SCORE', 'ROC AUC needs samples of two classes, but yTrue has only one');
  }
  return weightedMean(
    Float64Array.from(average === 'weighted' ? sizes : areas.map(() => 1)),
    (k) => areas[k] as number,
  );
}

/** The area where the samples at `inside` are positive, those at `outside` negative, and no others count. */
function pairRocAuc(column: Float64Array, inside: Uint32Array, outside: Uint32Array): number {
  const size = inside.length + outside.length;
  const scores = new Float64Array(size);
  for (let i = 0; i < inside.length; i++) scores[i] = column[inside[i] as number] as number;
  for (let i = 0; i < outside.length; i++) scores[inside.length + i] = column[outside[i] as number] as number;
  const positives = new Uint8Array(size).fill(1, 0, inside.length);
  return binaryRocAuc({ positives, scores, weights: undefined }) as number;
}

function placesByClass(codes: Int32Array, nClasses: number): Uint32Array[] {
  const counts = new Uint32Array(nClasses);
  for (let i = 0; i < codes.length; i++) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1;
  const places = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const place = counts[code] as number;
    (places[code] as Uint32Array)[place] = i;
    counts[code] = place + 1;
  }
  return places;
}
