import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, type Issue } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { fromJsonNumbers, toJsonNumbers } from '../../data/json-number.js';
import { toMatrix, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { alignDense, refuseNonFinite } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { binOf } from './bin-of.js';

const WHO = 'KBinsDiscretizer';

/** How a `KBinsDiscretizer` writes bins. */
export type BinEncoding = 'onehot' | 'onehotDense' | 'ordinal';

export const ENCODINGS: readonly BinEncoding[] = ['onehot', 'onehotDense', 'ordinal'];

/** What `transform` gives for each encoding. */
export type Binned<Encoding extends BinEncoding> = Encoding extends 'onehot' ? SparseMatrix : Matrix;

/** What a fitted `KBinsDiscretizer` knows. */
export interface KBinsDiscretizerState<Encoding extends BinEncoding = BinEncoding> {
  readonly encode: Encoding;
  /** Edges of the bins of each column, ascending, one more than bins; -∞ and ∞ where it has one value only. */
  readonly binEdges: readonly Float64Array[];
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `KBinsDiscretizer`. */
export class FittedKBinsDiscretizer<Encoding extends BinEncoding = BinEncoding> implements Transformer {
  readonly kind = 'kBinsDiscretizer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly encode: Encoding;
  readonly binEdges: readonly Float64Array[];
  /** How many bins each column has. */
  readonly nBins: Int32Array;
  /** See `Transformer.transformInPlace`; `false` for a missing value too. Only where bins are written as numbers. */
  readonly transformInPlace: ((data: Float64Array) => boolean) | undefined;
  /** The first column of each input column, where each bin has its own. */
  readonly #starts: Int32Array;

  constructor({ encode, binEdges, featureNames }: KBinsDiscretizerState<Encoding>) {
    this.nFeatures = binEdges.length;
    this.featureNames = featureNames;
    this.encode = encode;
    this.binEdges = binEdges;
    this.nBins = Int32Array.from(binEdges, (edges) => edges.length - 1);
    this.#starts = new Int32Array(this.nFeatures + 1);
    this.nBins.forEach((n, j) => (this.#starts[j + 1] = (this.#starts[j] as number) + n));
    const isOrdinal = encode === 'ordinal';
    this.nFeaturesOut = isOrdinal ? this.nFeatures : (this.#starts[this.nFeatures] as number);
    this.transformInPlace = isOrdinal ? (data) => this.#toBins(data, data) : undefined;
  }

  /**
   * @param X - The columns seen when fitting; finite.
   * @returns For each column the number of the bin, from 0, or a 1 in the column of the bin.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, or a value is missing or infinite.
   */
  transform(X: Samples): Binned<Encoding> {
    const rows = alignDense(X, this, WHO);
    const bins = new Matrix(rows.nRows, this.nFeatures);
    if (!this.#toBins(rows.data, bins.data)) {
      refuseNonFinite(rows, { who: WHO, expected: this, allowsMissing: false }, this.featureNames);
    }
    const encoded = this.encode === 'ordinal' ? bins : this.#toIndicators(bins);
    return (
      encoded instanceof SparseMatrix && this.encode === 'onehotDense' ? encoded.toMatrix() : encoded
    ) as Binned<Encoding>;
  }

  /**
   * The middle of the bin of each value; NaN where a column had one value only, since its bin has no ends.
   *
   * @param X - Output of `transform`; of indicators the largest of each column counts.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or there is no such bin.
   */
  inverseTransform(X: Samples): Matrix {
    const given = toMatrix(X);
    if (given.nColumns !== this.nFeaturesOut) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.nFeaturesOut} columns, got ${given.nColumns}`,
      );
    }
    const values = new Matrix(given.nRows, this.nFeatures);
    const issues: Issue[] = [];
    for (let i = 0; i < given.nRows; i++) {
      for (let j = 0; j < this.nFeatures; j++) {
        const bin = this.encode === 'ordinal' ? Math.trunc(given.at(i, j)) : this.#largest(given, i, j);
        const edges = this.binEdges[j] as Float64Array;
        if (bin >= 0 && bin < edges.length - 1) {
          values.data[i * this.nFeatures + j] = ((edges[bin + 1] as number) + (edges[bin] as number)) * 0.5;
        } else if (issues.length < MAX_ISSUES) {
          const path = pointer(i, columnLabel(this.featureNames, j));
          issues.push({ path, code: 'range', message: `must be one of the ${edges.length - 1} bins` });
        }
      }
    }
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for inverseTransform of ${WHO}`, issues);
    return values;
  }

  #toBins(source: Float64Array, target: Float64Array): boolean {
    const { nFeatures } = this;
    for (let k = 0, j = 0; k < source.length; k++, j = j + 1 === nFeatures ? 0 : j + 1) {
      const value = source[k] as number;
      if (!Number.isFinite(value)) return false;
      target[k] = binOf(value, this.binEdges[j] as Float64Array);
    }
    return true;
  }

  #toIndicators({ data, nRows, nColumns }: Matrix): SparseMatrix {
    const indices = new Int32Array(data.length);
    for (let k = 0, j = 0; k < data.length; k++, j = j + 1 === nColumns ? 0 : j + 1) {
      indices[k] = (this.#starts[j] as number) + (data[k] as number);
    }
    const starts = new Int32Array(nRows + 1);
    for (let i = 0; i <= nRows; i++) starts[i] = i * nColumns;
    return new SparseMatrix(nRows, this.nFeaturesOut, { starts, indices, data: new Float64Array(data.length).fill(1) });
  }

  /** The bin of column `j` with the largest indicator in row `i`; -1 where none is above 0. */
  #largest(X: Matrix, i: number, j: number): number {
    let bin = -1;
    let largest = 0;
    for (let b = 0; b < (this.nBins[j] as number); b++) {
      const value = X.at(i, (this.#starts[j] as number) + b);
      if (value > largest) [bin, largest] = [b, value];
    }
    return bin;
  }

  /** Names of the columns, or `<column>_<bin>` for indicators. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    if (this.encode === 'ordinal') return inputs;
    return inputs.flatMap((name, j) => Array.from({ length: this.nBins[j] as number }, (_, bin) => `${name}_${bin}`));
  }

  toJSON(): JsonObject {
    const { kind, featureNames, encode, binEdges } = this;
    return { kind, featureNames, encode, binEdges: binEdges.map(toJsonNumbers) };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedKBinsDiscretizer {
    const known = ['featureNames', 'encode', 'binEdges'];
    const fields = new JsonFields(json, path, { kind: 'kBinsDiscretizer', known });
    const binEdges = fields.list('binEdges').map((list, j) => {
      const edges = fromJsonNumbers(list, `${fields.at('binEdges')}/${j}`);
      const isOpen = edges.length === 2 && edges[0] === -Infinity && edges[1] === Infinity;
      const isRising = edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge >= (edges[i - 1] as number)));
      return isOpen || (isRising && edges.length > 1)
        ? edges
        : fields.fail(`binEdges/${j}`, 'must be at least two finite numbers, ascending, or "-Infinity" and "Infinity"');
    });
    return new FittedKBinsDiscretizer({
      encode: fields.choice('encode', ENCODINGS),
      binEdges,
      featureNames: fields.featureNames(binEdges.length),
    });
  }
}
