import { ModelMountError } from '../../../../core/errors.js';
import type { Estimator, FitTransformed, Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import type { Table } from '../../../data/table.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../../estimators/common/check-options.js';
import { Matrix } from '../../../math/matrix.js';
import { KFold } from '../../../selection/splits/folds/k-fold.js';
import { StratifiedKFold } from '../../../selection/splits/folds/stratified-k-fold.js';
import { SPLIT_RULES } from '../../../selection/splits/common/split-options.js';
import { fitCategories, resolveCategoryOptions, type CategoryOptions } from '../../common/categories.js';
import { encodeCells, UNKNOWN } from '../../common/encode-cells.js';
import { readTable } from '../../common/input.js';
import { FittedTargetEncoder, lookupOf } from './fitted-target-encoder.js';
import { fitEncodings, type EncodingInput } from './fit-encodings.js';
import { readTarget, TARGET_TYPES, type TargetColumns, type TargetType } from './read-target.js';

const WHO = 'TargetEncoder';

/** Options of `TargetEncoder`. */
export interface TargetEncoderOptions extends Pick<CategoryOptions, 'categories'> {
  /**
   * What the target is. `auto`: `binary` or `multiclass` for strings, booleans and whole numbers, by how many different
   * there are, else `continuous`. Whole numbers that are amounts need `continuous`.
   * @default 'auto'
   */
  readonly targetType?: 'auto' | TargetType;
  /**
   * How much the mean of a category is drawn towards that of all: as if there were so many samples more, with the
   * overall mean. `auto`: by the variance within the category (empirical Bayes).
   * @default 'auto'
   */
  readonly smooth?: 'auto' | number;
  /** Number of folds of `fitTransform`; at least 2. @default 5 */
  readonly cv?: number;
  /** Whether `fitTransform` assigns rows to folds at random. @default true */
  readonly shuffle?: boolean;
  /** Seed for that; the same one gives the folds of scikit-learn. @default a random one at each call */
  readonly randomState?: number;
}

/**
 * Turns each category into the mean target of its rows, drawn towards the overall mean where there are few.
 *
 * For categories of high number, such as postal codes. A classifier with more than two classes gets one column per
 * feature and class, with the share of the class. A missing value is a category of its own; one that was not there when
 * fitting gets the overall mean.
 *
 * `fitTransform` encodes each fold by the others, so that no row sees its own target; `fit(X, y).transform(X)` would
 * leak it into the training data. A `Pipeline` does the former when it is fitted. Semantics of scikit-learn's
 * `TargetEncoder` (Micci-Barreca 2001).
 *
 * @example
 * ```ts
 * const X = [['a'], ['a'], ['b'], ['b']];
 * const encoder = new TargetEncoder({ smooth: 0 }).fit(X, [1, 0, 1, 1]);
 * encoder.transform([['a'], ['b'], ['c']]).toRows(); // [[0.5], [1], [0.75]]
 * ```
 */
export class TargetEncoder implements Estimator<FittedTargetEncoder> {
  readonly options: TargetEncoderOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: TargetEncoderOptions = {}) {
    checkOptions(WHO, options, OPTIONS);
    resolveCategoryOptions(options, WHO);
    this.options = options;
  }

  /**
   * @param X - Strings, numbers or missing values; shape `[nSamples, nFeatures]`.
   * @param y - Labels or numbers, of at least two different values; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` or `y` is not that, or lengths differ.
   */
  fit(X: Samples, y?: Target): FittedTargetEncoder {
    return this.#fit(X, y).fitted;
  }

  /**
   * The encoder fitted on all rows, and the rows encoded by cross-fitting.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` as `fit`, and where there are fewer rows than folds.
   */
  fitTransform(X: Samples, y?: Target): FitTransformed<FittedTargetEncoder> & { readonly transformed: Matrix } {
    const { fitted, input, target, table } = this.#fit(X, y);
    const { cv: nSplits = 5, shuffle = true, randomState } = this.options;
    const folds = { nSplits, shuffle, ...(shuffle && randomState !== undefined ? { randomState } : {}) };
    const splits =
      target.type === 'continuous' ? new KFold(folds).split(table) : new StratifiedKFold(folds).split(table, y);
    const out = new Matrix(table.nRows, fitted.nFeaturesOut);
    const nColumns = target.columns.length;
    for (const { trainIndices, testIndices } of splits) {
      const { encodings, means } = fitEncodings(input, trainIndices);
      for (const i of testIndices) {
        for (let j = 0, k = i * fitted.nFeaturesOut; j < table.nColumns; j++) {
          const code = input.codes[i * table.nColumns + j] as number;
          for (let c = 0; c < nColumns; c++) {
            const encoding = encodings[j * nColumns + c] as Float64Array;
            out.data[k++] = (code === UNKNOWN ? means[c] : encoding[code]) as number;
          }
        }
      }
    }
    return { fitted, transformed: out };
  }

  #fit(
    X: Samples,
    y: Target | undefined,
  ): {
    fitted: FittedTargetEncoder;
    input: EncodingInput;
    target: TargetColumns;
    table: Table;
  } {
    const { smooth = 'auto', targetType = 'auto', randomState, shuffle = true } = this.options;
    if (!shuffle && randomState !== undefined) {
      throw new ModelMountError('INVALID_ARGUMENT', `randomState of ${WHO} has no use without shuffle; leave it out`);
    }
    const table = readTable(X, WHO);
    const target = readTarget(y, { nRows: table.nRows, targetType });
    const options = { ...resolveCategoryOptions(this.options, WHO), who: WHO, refusesUnknown: false };
    const categories = fitCategories(table, { ...options, countsMissing: true }).map((column) => column.categories);
    const codes = encodeCells(table, categories.map(lookupOf), { who: WHO, names: table.names, refusesUnknown: false });
    const input = { codes, nCategories: categories.map((list) => list.length), target: target.columns, smooth };
    const { encodings, means } = fitEncodings(input);
    const { type, classes } = target;
    const state = { categories, encodings, targetMean: means, targetType: type, classes, featureNames: table.names };
    return { fitted: new FittedTargetEncoder(state), input, target, table };
  }
}

const OPTIONS: { readonly [Name in keyof Required<TargetEncoderOptions>]: OptionRule } = {
  categories: { expected: '"auto" or one list per column', accepts: () => true },
  targetType: {
    expected: `auto, ${TARGET_TYPES.join(', ')}`,
    accepts: (value) => value === 'auto' || TARGET_TYPES.some((type) => type === value),
  },
  smooth: {
    expected: '"auto" or a finite number ≥ 0',
    accepts: (value) => value === 'auto' || OPTION_RULES.nonNegative.accepts(value),
  },
  cv: SPLIT_RULES.folds,
  shuffle: OPTION_RULES.flag,
  randomState: SPLIT_RULES.seed,
};
