import { ModelMountError } from '../../../core/errors.js';
import type { Estimator } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { takeRows } from '../../data/take-rows.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { quantileOfSorted } from '../../math/columns/quantiles.js';
import { forEachSortedColumn, forEachStoredColumn } from '../../math/columns/sorted-columns.js';
import { Matrix } from '../../math/matrix.js';
import { sortFloats } from '../../math/order/sort-floats.js';
import { RandomState } from '../../math/random-state.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { readFinite } from '../common/numbers.js';
import {
  FittedQuantileTransformer,
  OUTPUTS,
  references,
  type OutputDistribution,
} from './fitted-quantile-transformer.js';

const WHO = 'QuantileTransformer';

/** Options of `QuantileTransformer`. */
export interface QuantileTransformerOptions {
  /** How many quantiles to keep of each column; at most as many as there are rows. @default 1000 */
  readonly nQuantiles?: number;
  /** What values are mapped to: evenly between 0 and 1, or as normal numbers. @default 'uniform' */
  readonly outputDistribution?: OutputDistribution;
  /** From how many rows, drawn at random, quantiles are taken; `null` for all. @default 10000 */
  readonly subsample?: number | null;
  /**
   * Whether of a sparse matrix only what it keeps is looked at, when fitting and when transforming, and zeros that it
   * does not keep stay zeros: the result is sparse then. For dense rows it means nothing. @default false
   */
  readonly ignoreImplicitZeros?: boolean;
  /** Seed of that draw, from 0 to 2³² − 1; scikit-learn's rows for the same seed. @default another each time */
  readonly randomState?: number;
}

const DEFAULTS = { nQuantiles: 1000, outputDistribution: 'uniform', subsample: 10_000 } as const;

/**
 * Maps each column by its own distribution, so that values become evenly spread or normal, whatever they were.
 *
 * NaN is ignored when fitting and kept when transforming; values beyond those seen when fitting become the ends of the
 * output. Semantics of scikit-learn's `QuantileTransformer`, but without `ignoreImplicitZeros` a sparse matrix is made
 * dense.
 *
 * @example
 * ```ts
 * const transformer = new QuantileTransformer({ nQuantiles: 5 }).fit([[1], [2], [2], [4], [10]]);
 * transformer.transform([[2], [7], [99]]).toRows(); // [[0.375], [0.875], [1]]
 * ```
 */
export class QuantileTransformer implements Estimator<FittedQuantileTransformer> {
  readonly options: QuantileTransformerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: QuantileTransformerOptions = {}) {
    checkOptions<QuantileTransformerOptions>(WHO, options, {
      nQuantiles: OPTION_RULES.count,
      outputDistribution: {
        expected: OUTPUTS.join(' or '),
        accepts: (value) => OUTPUTS.includes(value as OutputDistribution),
      },
      subsample: {
        expected: 'a whole number ≥ 1, or null',
        accepts: (value) => value === null || OPTION_RULES.count.accepts(value),
      },
      ignoreImplicitZeros: OPTION_RULES.flag,
      randomState: {
        expected: 'a whole number from 0 to 4294967295',
        accepts: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff,
      },
    });
    const { nQuantiles = DEFAULTS.nQuantiles, subsample = DEFAULTS.subsample } = options;
    if (subsample !== null && nQuantiles > subsample) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `option "nQuantiles" of ${WHO} must not be above subsample, got ${nQuantiles} of ${subsample} rows`,
      );
    }
    this.options = options;
  }

  /**
   * @param X - Numbers, finite or missing; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings or an infinity.
   */
  fit(X: Samples): FittedQuantileTransformer {
    const {
      nQuantiles = DEFAULTS.nQuantiles,
      outputDistribution = DEFAULTS.outputDistribution,
      ignoreImplicitZeros = false,
    } = this.options;
    const read = readFinite(X, { who: WHO });
    const shares = references(Math.min(nQuantiles, read.nRows));
    const quantiles = new Matrix(read.nColumns, shares.length);
    const see = (sorted: Float64Array, j: number): void => {
      const row = quantiles.row(j);
      shares.forEach((share, i) => {
        // By way of percent, as scikit-learn has it, for the same last digit.
        row[i] = quantileOfSorted(sorted, (share * 100) / 100);
      });
    };
    if (read instanceof SparseMatrix && ignoreImplicitZeros) this.#forEachDrawnColumn(read, see);
    else forEachSortedColumn(this.#draw(read instanceof Matrix ? read : read.toMatrix()), see);
    return new FittedQuantileTransformer({
      ...{ outputDistribution, ignoreImplicitZeros, quantiles },
      featureNames: featureNamesOf(X),
    });
  }

  /** Of each column what is kept, or as much of it as `subsample` allows, drawn for itself; a 0 for nothing at all. */
  #forEachDrawnColumn(X: SparseMatrix, see: (sorted: Float64Array, j: number) => void): void {
    const { subsample = DEFAULTS.subsample, randomState = Math.floor(Math.random() * 2 ** 32) } = this.options;
    const random = new RandomState(randomState);
    forEachStoredColumn(X, (stored, j) => {
      const isDrawn = subsample !== null && stored.length > subsample;
      const values = isDrawn ? random.choice([...stored], subsample, false) : stored;
      const present = Float64Array.from(values).filter((value) => !Number.isNaN(value));
      see(stored.length === 0 ? new Float64Array(1) : sortFloats(present).values, j);
    });
  }

  #draw(rows: Matrix): Matrix {
    const { subsample = DEFAULTS.subsample, randomState = Math.floor(Math.random() * 2 ** 32) } = this.options;
    if (subsample === null || subsample >= rows.nRows) return rows;
    const positions = new Int32Array(rows.nRows);
    for (let i = 0; i < positions.length; i++) positions[i] = i;
    new RandomState(randomState).shuffleInPlace(positions);
    return takeRows(rows, positions.subarray(0, subsample));
  }
}
