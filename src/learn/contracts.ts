import type { JsonObject } from '../core/json.js';
import type { Label } from '../core/session.js';
import type { Cell, Columns, FeatureExpectation, Samples } from './data/samples.js';
import type { Matrix } from './math/matrix.js';

/** Target values: one label or number per row; shape `[nSamples]`. */
export type Target = ArrayLike<Label>;

/** What can be fitted. `fit` changes nothing: it returns a new value, and only that can transform or predict. */
export interface Estimator<Fitted> {
  /**
   * @param X - Shape `[nSamples, nFeatures]`.
   * @param y - Shape `[nSamples]`, where the estimator learns from targets.
   */
  fit(X: Samples, y?: Target): Fitted;
  /**
   * Fits, and transforms what it was fitted on: only where that is not the same as `fit(X, y).transform(X)`, since
   * rows must not see their own target (`TargetEncoder`), or where it saves much. A pipeline uses it.
   */
  fitTransform?(X: Samples, y?: Target): FitTransformed<Fitted>;
  /**
   * What its fitted value predicts, labels or numbers: cross-validation of a classifier keeps the shares of the
   * classes in each part. @default unknown, which counts as numbers
   */
  readonly estimatorType?: 'classifier' | 'regressor' | undefined;
  /**
   * Names of what its `fit` takes beside `X` and `y`, in one object as the third argument: `['sampleWeight']`. Who
   * holds the estimator (a pipeline, a search, cross-validation) hands it these and refuses others, so that weights
   * are never passed over in silence. @default none
   */
  readonly fitOptions?: readonly string[] | undefined;
  /** The options it was made with, from which `new this.constructor(options)` makes its like. */
  readonly options?: object;
  /**
   * The same estimator with other options; `name__option` is an option of the part of that name. Only where there
   * are parts: for others `options` and the constructor tell how.
   */
  withOptions?(changes: Readonly<Record<string, unknown>>): Estimator<Fitted>;
}

/** What `fitTransform` gives. */
export interface FitTransformed<Fitted> {
  readonly fitted: Fitted;
  readonly transformed: Columns;
}

/** A fitted preprocessing step: plain data with a `transform`. */
export interface Transformer extends FeatureExpectation {
  /** What it is, in its JSON too: `minMaxScaler`. */
  readonly kind: string;
  /** How many columns `transform` gives. */
  readonly nFeaturesOut: number;
  /** New rows in the place of the old ones; `X` is not changed. */
  transform(X: Samples): Columns;
  /**
   * `transform` of rows of numbers, written over them, with the same result bit for bit. Only where each column is
   * changed by itself and stays one column; a model uses it to answer a row without copying it on the way.
   *
   * @param data - Rows of `nFeatures` numbers, one after the other; NaN where a value is missing.
   * @returns `false` where `transform` would refuse a value (an infinity): `data` is then of no use.
   */
  readonly transformInPlace?: ((data: Float64Array) => boolean) | undefined;
  /** The rows that `transform` made `X` of, as far as they can be told; where there is a way back. */
  inverseTransform?(X: Samples): Columns | Cell[][];
  /**
   * Names of the columns that `transform` gives.
   *
   * @param names - What to call the input columns. @default those seen when fitting, else `x0`, `x1` …
   */
  featureNamesOut(names?: readonly string[]): readonly string[];
  /** Everything it knows, as JSON; reviving it gives the same value bit for bit. */
  toJSON(): JsonObject;
}

/** Classes and the probabilities of all of them. */
export interface LabelsWithProba {
  /** Shape `[nSamples]`. */
  readonly labels: Label[];
  /** Shape `[nSamples, nClasses]`. */
  readonly probabilities: Matrix;
}

/** A fitted model of the learning room. */
export interface Predictor extends FeatureExpectation {
  readonly kind: string;
  /** A label per row for a classifier, a number per row for a regressor. */
  predict(X: Samples): Label[] | Float64Array;
  /** Probabilities of the classes in order; shape `[nSamples, classes.length]`. */
  predictProba?(X: Samples): Matrix;
  /**
   * What `predict` and `predictProba` give, bit for bit. Only where both at once save work; a served classifier, which
   * answers with both, uses it.
   */
  predictWithProba?(X: Samples): LabelsWithProba;
  /**
   * How far each row is on the side of the second class, shape `[nSamples]`; with more classes a number for each,
   * shape `[nSamples, classes.length]`.
   */
  decisionFunction?(X: Samples): Float64Array | Matrix;
  /** The classes in order, for a classifier. */
  readonly classes?: readonly Label[];
  toJSON(): JsonObject;
}
