import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Target } from '../../../contracts.js';
import { featureNamesOf, type Samples } from '../../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../../estimators/common/check-options.js';
import type { RandomState } from '../../../math/random-state.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { mean, variance } from '../../../math/sums/statistics.js';
import { encodeByAppearance } from '../../../selection/splits/common/encode-labels.js';
import { makeRandom, SPLIT_RULES } from '../../../selection/splits/common/split-options.js';
import { continuousInformation, discreteInformation, mixedInformation } from './information.js';
import { readFeatures, readLabels, readNumbers } from './score-input.js';

/** Options of `mutualInfoClassif` and `mutualInfoRegression`. */
export interface MutualInfoOptions {
  /**
   * Which features are discrete, so that equal values mean the same: all, none, a flag per feature, or their
   * positions. `auto`: all of a sparse matrix, else none.
   * @default 'auto'
   */
  readonly discreteFeatures?: 'auto' | boolean | readonly boolean[] | readonly number[];
  /** How many neighbours the estimate looks at; more have less variance and more bias. @default 3 */
  readonly nNeighbors?: number;
  /** Seed of the tiny noise that parts equal values of continuous features. @default a random one at each call */
  readonly randomState?: number;
}

/**
 * Mutual information of each feature with the classes, in nats: 0 where they are independent, else higher, for
 * dependence of any form.
 *
 * Estimated from the distances of neighbours for continuous features (Ross 2014), from counts for discrete ones; an
 * estimate below 0 is given as 0. Semantics of scikit-learn's `mutual_info_classif`, with the same noise for the same
 * seed.
 *
 * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
 * @param y - Labels; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` or `y` is not that, lengths differ, or an option is unknown or
 *   not allowed.
 *
 * @example
 * ```ts
 * mutualInfoClassif([[0], [0], [1], [1]], ['a', 'a', 'b', 'b'], { discreteFeatures: true }); // Float64Array [0.6931471805599453]
 * ```
 */
export function mutualInfoClassif(X: Samples, y: Target, options: MutualInfoOptions = {}): Float64Array {
  const features = prepare(X, options, 'mutualInfoClassif');
  const { codes } = readLabels(y, features.nRows);
  return Float64Array.from(features.columns, ({ values, isDiscrete }) =>
    isDiscrete
      ? discreteInformation(encodeByAppearance(values).codes, codes)
      : mixedInformation(values, codes, features.nNeighbors),
  );
}

/**
 * Mutual information of each feature with a target of numbers, in nats: 0 where they are independent, else higher, for
 * dependence of any form.
 *
 * Estimated from the distances of neighbours (Kraskov, Stögbauer & Grassberger 2004; Ross 2014 for discrete features);
 * an estimate below 0 is given as 0. Semantics of scikit-learn's `mutual_info_regression`, with the same noise for the
 * same seed. Time about O(n^1.5) per continuous feature.
 *
 * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
 * @param y - Finite numbers; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` or `y` is not that, lengths differ, there are not more samples
 *   than `nNeighbors`, or an option is unknown or not allowed.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 100 }, (_, i) => [i, (i * 37) % 100]);
 * const [line, scattered] = mutualInfoRegression(X, X.map(([x]) => x ?? 0), { randomState: 0 });
 * (line ?? 0) > 3 && (scattered ?? 0) < 1; // true
 * ```
 */
export function mutualInfoRegression(X: Samples, y: Target, options: MutualInfoOptions = {}): Float64Array {
  const features = prepare(X, options, 'mutualInfoRegression');
  const { nRows, nNeighbors, columns } = features;
  const target = scaled(readNumbers(y, nRows));
  const size = 1e-10 * Math.max(1, meanSize(target));
  for (let i = 0; i < nRows; i++) target[i] = (target[i] as number) + size * features.random.normal();
  if (nRows <= nNeighbors && columns.some(({ isDiscrete }) => !isDiscrete)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `mutualInfoRegression with ${nNeighbors} neighbours needs more than ${nNeighbors} samples, got ${nRows}`,
    );
  }
  return Float64Array.from(columns, ({ values, isDiscrete }) =>
    isDiscrete
      ? mixedInformation(target, encodeByAppearance(values).codes, nNeighbors)
      : continuousInformation(values, target, nNeighbors),
  );
}

interface Feature {
  readonly values: Float64Array;
  readonly isDiscrete: boolean;
}

/** The features, the continuous ones scaled to one spread and with noise, drawn as scikit-learn draws it. */
function prepare(
  X: Samples,
  options: MutualInfoOptions,
  who: string,
): { columns: readonly Feature[]; nRows: number; nNeighbors: number; random: RandomState } {
  const isKind = (value: unknown): boolean => value === 'auto' || typeof value === 'boolean' || Array.isArray(value);
  checkOptions(who, options, {
    discreteFeatures: { expected: '"auto", true, false, or a list of flags or positions', accepts: isKind },
    nNeighbors: OPTION_RULES.count,
    randomState: SPLIT_RULES.seed,
  });
  const matrix = readFeatures(X, who);
  const { nRows, nColumns } = matrix;
  const isDiscrete = discreteMask(X, nColumns, { given: options.discreteFeatures ?? 'auto', who });
  if (X instanceof SparseMatrix && isDiscrete.includes(false)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} takes a sparse X only where all features are discrete; give it X.toMatrix()`,
    );
  }
  const random = makeRandom(options.randomState);
  const columns = isDiscrete.map((discrete, j): Feature => {
    const values = matrix.column(j);
    return { values: discrete ? values : scaled(values), isDiscrete: discrete };
  });
  const continuous = columns.filter((column) => !column.isDiscrete);
  const sizes = continuous.map(({ values }) => 1e-10 * Math.max(1, meanSize(values)));
  // Row after row, as numpy fills a matrix.
  for (let i = 0; i < nRows; i++) {
    for (const [k, { values }] of continuous.entries()) {
      values[i] = (values[i] as number) + (sizes[k] as number) * random.normal();
    }
  }
  return { columns, nRows, nNeighbors: options.nNeighbors ?? 3, random };
}

function discreteMask(
  X: Samples,
  nColumns: number,
  { given, who }: { given: NonNullable<MutualInfoOptions['discreteFeatures']>; who: string },
): boolean[] {
  if (given === 'auto') return new Array<boolean>(nColumns).fill(X instanceof SparseMatrix);
  if (typeof given === 'boolean') return new Array<boolean>(nColumns).fill(given);
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `discreteFeatures of ${who} ${message}`);
  };
  if (typeof given[0] === 'boolean') {
    if (given.length !== nColumns) fail(`must have a flag for each of ${nColumns} features, got ${given.length}`);
    const stray = given.find((flag) => typeof flag !== 'boolean');
    return stray === undefined ? [...(given as readonly boolean[])] : fail(`has ${show(stray)} among its flags`);
  }
  const mask = new Array<boolean>(nColumns).fill(false);
  const names = featureNamesOf(X);
  for (const position of given as readonly number[]) {
    if (!Number.isInteger(position) || position < 0 || position >= nColumns) {
      fail(
        `has the position ${show(position)}, but X has ${nColumns} features${names ? ' (names are not taken)' : ''}`,
      );
    }
    mask[position] = true;
  }
  return mask;
}

/** The values divided by their standard deviation, or by 1 where that is no more than rounding. */
function scaled(values: Float64Array): Float64Array {
  const deviation = Math.sqrt(variance(values));
  return deviation < 10 * Number.EPSILON ? values.slice() : values.map((value) => value / deviation);
}

function meanSize(values: Float64Array): number {
  return mean(values.map(Math.abs));
}
