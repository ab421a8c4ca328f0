import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { takeRows } from '../../data/take-rows.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { QuantileMethod } from '../../math/columns/quantiles.js';
import { Matrix } from '../../math/matrix.js';
import { columnLabel } from '../common/names/feature-names.js';
import { readFinite } from '../common/numbers.js';
import type { OnWarning } from '../common/warning.js';
import { BIN_STRATEGIES, binEdges, QUANTILE_METHODS, type BinStrategy } from './bin-edges.js';
import { drawRows } from './draw-rows.js';
import { ENCODINGS, FittedKBinsDiscretizer, type BinEncoding } from './fitted-k-bins-discretizer.js';

const WHO = 'KBinsDiscretizer';

/** Options of `KBinsDiscretizer`. */
export interface KBinsDiscretizerOptions {
  /** How many bins, for all columns or for each; whole numbers ≥ 2. @default 5 */
  readonly nBins?: number | readonly number[];
  /** A sparse or a dense matrix with a column of 0 and 1 for each bin, or the numbers of the bins. @default 'onehot' */
  readonly encode?: BinEncoding;
  /** Bins of equal width, of equally many values, or around the centers of 1-D k-means. @default 'quantile' */
  readonly strategy?: BinStrategy;
  /** How a quantile between two values is taken; with weights one of the first two. @default 'averagedInvertedCdf' */
  readonly quantileMethod?: QuantileMethod;
  /** From how many rows, drawn at random with replacement, edges are taken; `null` for all. @default 200000 */
  readonly subsample?: number | null;
  /** Seed of that draw, from 0 to 2³² − 1; scikit-learn's rows for the same seed. @default another each time */
  readonly randomState?: number;
  /** Takes the warnings when fitting: `constantFeature`, `narrowBins`. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/** What `KBinsDiscretizer.fit` can take beside the data. */
export interface KBinsDiscretizerFitOptions {
  /** A weight per row, finite and ≥ 0, not all 0; shape `[nSamples]`. @default 1 each */
  readonly sampleWeight?: ArrayLike<number>;
}

const oneOf = (choices: readonly string[]): { expected: string; accepts: (value: unknown) => boolean } => ({
  expected: choices.join(', '),
  accepts: (value) => choices.includes(value as string),
});

const isBinCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 2;

/**
 * Cuts each column into bins.
 *
 * A value that is an inner edge belongs to the bin above it; values beyond those seen when fitting belong to the first
 * or the last bin. Quantile and k-means bins that are at most 1e-8 wide are joined to the next, with a warning.
 * Semantics of scikit-learn's `KBinsDiscretizer`.
 *
 * @example
 * ```ts
 * const bins = new KBinsDiscretizer({ nBins: 2, encode: 'ordinal', strategy: 'uniform' }).fit([[0], [1], [10]]);
 * bins.transform([[4], [5], [99]]).toRows(); // [[0], [1], [1]]
 * bins.binEdges[0]; // Float64Array [0, 5, 10]
 * ```
 */
export class KBinsDiscretizer<Encoding extends BinEncoding = 'onehot'> implements Estimator<
  FittedKBinsDiscretizer<Encoding>
> {
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: KBinsDiscretizerOptions & { readonly encode?: Encoding };

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: KBinsDiscretizerOptions & { readonly encode?: Encoding } = {}) {
    checkOptions<KBinsDiscretizerOptions>(WHO, options, {
      nBins: {
        expected: 'a whole number ≥ 2, or one for each column',
        accepts: (value) => (Array.isArray(value) ? value.every(isBinCount) : isBinCount(value)),
      },
      encode: oneOf(ENCODINGS),
      strategy: oneOf(BIN_STRATEGIES),
      quantileMethod: oneOf(QUANTILE_METHODS),
      subsample: {
        expected: 'a whole number ≥ 1, or null',
        accepts: (value) => value === null || OPTION_RULES.count.accepts(value),
      },
      randomState: {
        expected: 'a whole number from 0 to 4294967295',
        accepts: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff,
      },
      onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings, a missing value or an infinity; if
   *   the weights are not one number ≥ 0 per row with a positive sum, or the method of quantiles has no weighted form;
   *   or if `nBins` has not one number for each column.
   */
  fit(X: Samples, _y?: Target, fitOptions: KBinsDiscretizerFitOptions = {}): FittedKBinsDiscretizer<Encoding> {
    checkOptionNames(`${WHO}.fit`, fitOptions, ['sampleWeight']);
    const {
      encode = 'onehot' as Encoding,
      strategy = 'quantile',
      quantileMethod = 'averagedInvertedCdf',
    } = this.options;
    const read = readFinite(X, { who: WHO, allowsMissing: false });
    const all = read instanceof Matrix ? read : read.toMatrix();
    const weights = fitOptions.sampleWeight && checkSampleWeight(fitOptions.sampleWeight, all.nRows);
    if (weights && strategy === 'quantile' && !/^(invertedCdf|averagedInvertedCdf)$/.test(quantileMethod)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `quantileMethod of ${WHO} must be invertedCdf or averagedInvertedCdf with sampleWeight, got ${show(quantileMethod)}`,
      );
    }
    const counts = this.#binCounts(all.nColumns);
    const drawn = this.#draw(all, weights);
    const names = featureNamesOf(X);
    const edges = counts.map((nBins, j) => {
      const values = { values: drawn.rows.column(j), weights: drawn.weights };
      return binEdges(values, { nBins, strategy, quantileMethod });
    });
    this.#warn(edges, counts, names);
    return new FittedKBinsDiscretizer({ encode, binEdges: edges, featureNames: names });
  }

  #binCounts(nFeatures: number): readonly number[] {
    const { nBins = 5 } = this.options;
    if (typeof nBins === 'number') return new Array<number>(nFeatures).fill(nBins);
    if (nBins.length === nFeatures) return nBins;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `nBins of ${WHO} must be one number, or one for each of ${nFeatures} columns; got ${nBins.length}`,
    );
  }

  #draw(rows: Matrix, weights: Float64Array | undefined): { rows: Matrix; weights: Float64Array | undefined } {
    const { subsample = 200_000, randomState = Math.floor(Math.random() * 2 ** 32) } = this.options;
    if (subsample === null || subsample >= rows.nRows) return { rows, weights };
    // The weights are in the draw, and must not count twice.
    const positions = drawRows(weights ?? rows.nRows, subsample, randomState);
    return { rows: takeRows(rows, positions), weights: undefined };
  }

  #warn(edges: readonly Float64Array[], counts: readonly number[], names: readonly string[] | undefined): void {
    const labels = (isMeant: (edges: Float64Array, j: number) => boolean): (string | number)[] =>
      edges.flatMap((ofColumn, j) => (isMeant(ofColumn, j) ? [columnLabel(names, j)] : []));
    const list = (columns: readonly (string | number)[]): string => columns.slice(0, 5).map(show).join(', ');
    const constant = labels(([first]) => first === -Infinity);
    const narrow = labels((ofColumn, j) => ofColumn[0] !== -Infinity && ofColumn.length - 1 < (counts[j] as number));
    if (constant.length > 0) {
      const message = `columns ${list(constant)} have no values that differ enough for two bins, and become 0`;
      this.options.onWarning?.({ code: 'constantFeature', message, columns: constant });
    }
    if (narrow.length > 0) {
      const message = `columns ${list(narrow)} have bins at most 1e-8 wide, which are left out; lower nBins`;
      this.options.onWarning?.({ code: 'narrowBins', message, columns: narrow });
    }
  }
}
