import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { toMatrix, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { alignNumbers } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';

const WHO = 'PCA';

/** What a fitted `PCA` knows. */
export interface PCAState {
  /** Mean of each column. */
  readonly mean: Float64Array;
  /** Directions of the components, unit vectors; shape `[nComponents, nFeatures]`. */
  readonly components: Matrix;
  /** Variance along each component (divided by n − 1). */
  readonly explainedVariance: Float64Array;
  /** Share of the whole variance; NaN where there is none. */
  readonly explainedVarianceRatio: Float64Array;
  /** Singular values of the centred rows. */
  readonly singularValues: Float64Array;
  /** Mean variance along the components that were left out; 0 where none was. */
  readonly noiseVariance: number;
  readonly whiten: boolean;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `PCA`. */
export class FittedPCA implements Transformer, PCAState {
  readonly kind = 'pca';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  /** How many components were kept. */
  readonly nComponents: number;
  readonly mean: Float64Array;
  readonly components: Matrix;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
  readonly noiseVariance: number;
  readonly whiten: boolean;
  readonly #scale: Float64Array;

  constructor(state: PCAState) {
    this.nFeatures = state.mean.length;
    this.nComponents = state.components.nRows;
    this.nFeaturesOut = this.nComponents;
    this.featureNames = state.featureNames;
    this.mean = state.mean;
    this.components = state.components;
    this.explainedVariance = state.explainedVariance;
    this.explainedVarianceRatio = state.explainedVarianceRatio;
    this.singularValues = state.singularValues;
    this.noiseVariance = state.noiseVariance;
    this.whiten = state.whiten;
    // A direction without variance is not blown up beyond what a float64 can tell from 0.
    this.#scale = state.explainedVariance.map((variance) =>
      state.whiten ? Math.max(Math.sqrt(variance), Number.EPSILON) : 1,
    );
  }

  /**
   * @param X - The columns seen when fitting, all finite.
   * @returns How far each row is along each component; shape `[nSamples, nComponents]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is missing or infinite.
   */
  transform(X: Samples): Matrix {
    const { data, nRows, nColumns } = alignNumbers(X, this, WHO);
    const { mean, nFeaturesOut } = this;
    const axes = this.components.data;
    const missing = data.findIndex(Number.isNaN);
    if (missing !== -1) {
      const place = `row ${Math.floor(missing / nColumns)}, column ${missing % nColumns}`;
      throw new ModelMountError('INVALID_INPUT', `X for ${WHO} must not be missing, but ${place} is; impute it first`);
    }
    const out = new Matrix(nRows, nFeaturesOut);
    const centered = new Float64Array(nColumns);
    for (let i = 0, k = 0; i < nRows; i++) {
      for (let j = 0; j < nColumns; j++) centered[j] = (data[i * nColumns + j] as number) - (mean[j] as number);
      for (let c = 0, l = 0; c < nFeaturesOut; c++) {
        let total = 0;
        for (let j = 0; j < nColumns; j++) total += (centered[j] as number) * (axes[l++] as number);
        out.data[k++] = total / (this.#scale[c] as number);
      }
    }
    return out;
  }

  /**
   * The rows before `transform`, but for what was along components that were left out.
   *
   * @param X - Shape `[nSamples, nComponents]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs.
   */
  inverseTransform(X: Samples): Matrix {
    const { data, nRows, nColumns } = toMatrix(X);
    const { nFeatures, nFeaturesOut, mean } = this;
    if (nRows > 0 && nColumns !== nFeaturesOut) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${nFeaturesOut} columns, got ${nColumns}`,
      );
    }
    const out = new Matrix(nRows, nFeatures);
    for (let i = 0; i < nRows; i++) {
      const row = out.row(i);
      row.set(mean);
      for (let c = 0; c < nFeaturesOut; c++) {
        const value = (data[i * nColumns + c] as number) * (this.#scale[c] as number);
        const axis = this.components.row(c);
        for (let j = 0; j < nFeatures; j++) row[j] = (row[j] as number) + value * (axis[j] as number);
      }
    }
    return out;
  }

  /** `pca0`, `pca1` … */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    inputNames(this, names);
    return Array.from({ length: this.nFeaturesOut }, (_, k) => `pca${k}`);
  }

  toJSON(): JsonObject {
    return {
      kind: this.kind,
      featureNames: this.featureNames,
      whiten: this.whiten,
      mean: toJsonNumbers(this.mean),
      components: Array.from({ length: this.nFeaturesOut }, (_, c) => toJsonNumbers(this.components.row(c))),
      explainedVariance: toJsonNumbers(this.explainedVariance),
      explainedVarianceRatio: toJsonNumbers(this.explainedVarianceRatio),
      singularValues: toJsonNumbers(this.singularValues),
      noiseVariance: toJsonNumbers([this.noiseVariance]),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedPCA {
    const statistics = ['explainedVariance', 'explainedVarianceRatio', 'singularValues'] as const;
    const known = ['featureNames', 'whiten', 'mean', 'components', 'noiseVariance', ...statistics];
    const fields = new JsonFields(json, path, { kind: 'pca', known });
    fields.list('mean');
    const mean = fields.numbers('mean');
    const rows = fields.list('components');
    const components = new Matrix(rows.length, mean.length);
    for (const [c, row] of rows.entries()) {
      const part = new JsonFields({ [String(c)]: row }, fields.at('components'), { known: [String(c)] });
      components.data.set(part.numbers(String(c), mean.length), c * mean.length);
    }
    const explainedVariance = fields.numbers('explainedVariance', rows.length);
    const negative = explainedVariance.findIndex((variance) => variance < 0);
    if (negative !== -1) fields.fail(`explainedVariance/${negative}`, 'must be >= 0');
    return new FittedPCA({
      mean,
      components,
      explainedVariance,
      explainedVarianceRatio: fields.numbers('explainedVarianceRatio', rows.length),
      singularValues: fields.numbers('singularValues', rows.length),
      noiseVariance: fields.numbers('noiseVariance', 1)[0] as number,
      whiten: fields.boolean('whiten'),
      featureNames: fields.featureNames(mean.length),
    });
  }
}
