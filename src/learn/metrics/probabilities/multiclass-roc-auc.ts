import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Matrix } from '../../math/matrix.js';
import { binaryRocAuc } from './binary-roc-auc.js';

/** How to make one number of many classes. */
export interface MulticlassRocAucOptions {
  /** The classes of the columns. */
  readonly classes: readonly Label[];
  readonly weights: Float64Array;
  /** Whether the caller gave weights. */
  readonly hasWeights: boolean;
  readonly multiClass: 'ovr' | 'ovo';
  readonly average: 'macro' | 'weighted' | 'micro' | 'none';
}

/** ROC AUC of more than two classes; see `rocAucScore`. Arguments are checked already, but for the options. */
export function multiclassRocAuc(
  labels: readonly Label[],
  scores: Matrix,
  options: MulticlassRocAucOptions,
): number | Float64Array {
  const allowed = options.multiClass === 'ovr' ? ['macro', 'weighted', 'micro', 'none'] : ['macro', 'weighted'];
  if (!allowed.includes(options.average)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `average with "${options.multiClass}" must be one of ${allowed.join(', ')}, got ${show(options.average)}`,
    );
  }
  if (options.multiClass === 'ovr') return oneVersusRest(labels, scores, options);
  if (options.hasWeights) {
    throw new ModelMountError('INVALID_ARGUMENT', 'sampleWeight is not defined for "ovo"; use "ovr"');
  }
  return oneVersusOne(labels, scores, options);
}

function oneVersusRest(
  labels: readonly Label[],
  scores: Matrix,
  { classes, weights, average }: MulticlassRocAucOptions,
): number | Float64Array {
  const nClasses = classes.length;
  if (average === 'micro') {
    const repeated = Float64Array.from(scores.data, (_, cell) => weights[Math.floor(cell / nClasses)] as number);
    const isPositive = (cell: number): boolean => labels[Math.floor(cell / nClasses)] === classes[cell % nClasses];
    return binaryRocAuc({ isPositive, scores: scores.data, weights: repeated }) as number;
  }
  const totals = Float64Array.from(classes, (label) =>
    weights.reduce((sum, weight, i) => (labels[i] === label ? sum + weight : sum), 0),
  );
  const areas = Float64Array.from(classes, (label, k) => {
    // A class of weight 0 does not enter a weighted mean, so it needs no area.
    if (average === 'weighted' && totals[k] === 0) return 0;
    const isPositive = (i: number): boolean => labels[i] === label;
    const area = binaryRocAuc({ isPositive, scores: scores.column(k), weights });
    // In an array one class without an area must not hide the others.
    if (area !== undefined || average === 'none') return area ?? NaN;
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      `ROC AUC of class ${show(label)} needs samples inside and outside of it; yTrue does not have both`,
    );
  });
  if (average === 'none') return areas;
  return mean(areas, average === 'weighted' ? totals : undefined);
}

function oneVersusOne(labels: readonly Label[], scores: Matrix, { classes, average }: MulticlassRocAucOptions): number {
  const places = classes.map((label) => [...labels.keys()].filter((i) => labels[i] === label));
  const areas: number[] = [];
  const sizes: number[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const pair = [...(places[a] ?? []), ...(places[b] ?? [])];
      const weights = new Float64Array(pair.length).fill(1);
      const area = (positive: number): number | undefined =>
        binaryRocAuc({
          isPositive: (i) => labels[pair[i] as number] === classes[positive],
          scores: pair.map((i) => scores.at(i, positive)),
          weights,
        });
      const [first, second] = [area(a), area(b)];
      if (first === undefined || second === undefined) continue; // a class without samples
      areas.push((first + second) / 2);
      sizes.push(pair.length);
    }
  }
  if (areas.length === 0) {
    throw new ModelMountError('UNDEFINED_SCORE', 'ROC AUC needs samples of two classes, but yTrue has only one');
  }
  return mean(areas, average === 'weighted' ? sizes : undefined);
}

function mean(values: ArrayLike<number>, weights: ArrayLike<number> | undefined): number {
  let total = 0;
  let whole = 0;
  for (let k = 0; k < values.length; k++) {
    const weight = weights?.[k] ?? 1;
    total += weight * (values[k] as number);
    whole += weight;
  }
  return total / whole;
}
