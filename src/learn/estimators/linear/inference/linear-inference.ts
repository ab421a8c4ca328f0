import { ModelMountError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import { show } from '../../../../core/issue.js';
import { fromJsonNumber, fromJsonNumbers, toJsonNumber, toJsonNumbers } from '../../../data/json-number.js';
import { Matrix } from '../../../math/matrix.js';
import { tQuantile } from '../../../math/distributions/student-t.js';
import { JsonFields } from '../../../preprocessing/common/json-fields.js';

/** What a least-squares fit says of each of its terms: the intercept, if there is one, and the features. */
export interface InferenceColumns {
  readonly coef: Float64Array;
  /** How far each coefficient would scatter if the noise were drawn anew. */
  readonly standardError: Float64Array;
  /** Coefficient over standard error. */
  readonly tValue: Float64Array;
  /** The chance of a |t| as large if the coefficient were 0. */
  readonly pValue: Float64Array;
}

/** What a least-squares fit says of the whole model. */
export interface InferenceNumbers {
  /** Rows with a weight above 0. */
  readonly nSamples: number;
  /** Terms without the intercept. */
  readonly dfModel: number;
  /** Rows minus terms. */
  readonly dfResidual: number;
  /** Variance of the noise, of a sample of weight 1. */
  readonly sigmaSquared: number;
  /** Share of the target's variance that the model explains; without an intercept of its square. */
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  /** Of the hypothesis that all coefficients but the intercept are 0; NaN where there are none. */
  readonly fValue: number;
  readonly fPValue: number;
  readonly logLikelihood: number;
  /** Akaike's and Bayes' information criterion: lower is better. */
  readonly aic: number;
  readonly bic: number;
  /** About 2 where successive residuals know nothing of each other, near 0 where they are alike. */
  readonly durbinWatson: number;
  /** Of the features with the intercept's column of ones, in their own units. */
  readonly conditionNumber: number;
}

const COLUMNS: readonly (keyof InferenceColumns)[] = ['coef', 'standardError', 'tValue', 'pValue'];
const NUMBERS: readonly (keyof InferenceNumbers)[] = [
  'nSamples',
  'dfModel',
  'dfResidual',
  'sigmaSquared',
  'rSquared',
  'adjustedRSquared',
  'fValue',
  'fPValue',
  'logLikelihood',
  'aic',
  'bic',
  'durbinWatson',
  'conditionNumber',
];

/**
 * The regression table of an ordinary or weighted least-squares fit: what `LinearRegression` gives with `inference`.
 *
 * It is right where the target is a linear function of the features plus independent normal noise of one variance (with
 * weights: of variances in proportion to 1 / weight), and where the features were not chosen by looking at the target.
 *
 * @example
 * ```ts
 * const { inference } = new LinearRegression({ inference: true }).fit([[1], [2], [3], [4]], [1, 3, 2, 5]);
 * inference?.terms; // ['intercept', 'x0']
 * inference?.standardError; // ≈ Float64Array [1.423, 0.5196]
 * ```
 */
export class LinearInference implements InferenceColumns, InferenceNumbers {
  /** `intercept`, if there is one, then the names of the features, or `x0`, `x1` …; shape `[nTerms]`. */
  readonly terms: readonly string[];
  readonly coef: Float64Array;
  readonly standardError: Float64Array;
  readonly tValue: Float64Array;
  readonly pValue: Float64Array;
  readonly nSamples: number;
  readonly dfModel: number;
  readonly dfResidual: number;
  readonly sigmaSquared: number;
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  readonly fValue: number;
  readonly fPValue: number;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  readonly durbinWatson: number;
  readonly conditionNumber: number;

  constructor(parts: InferenceColumns & InferenceNumbers & { readonly terms: readonly string[] }) {
    this.terms = parts.terms;
    this.coef = parts.coef;
    this.standardError = parts.standardError;
    this.tValue = parts.tValue;
    this.pValue = parts.pValue;
    this.nSamples = parts.nSamples;
    this.dfModel = parts.dfModel;
    this.dfResidual = parts.dfResidual;
    this.sigmaSquared = parts.sigmaSquared;
    this.rSquared = parts.rSquared;
    this.adjustedRSquared = parts.adjustedRSquared;
    this.fValue = parts.fValue;
    this.fPValue = parts.fPValue;
    this.logLikelihood = parts.logLikelihood;
    this.aic = parts.aic;
    this.bic = parts.bic;
    this.durbinWatson = parts.durbinWatson;
    this.conditionNumber = parts.conditionNumber;
  }

  /**
   * Ranges that hold the true coefficients, each with a chance of `level`; shape `[nTerms, 2]`, lower end first.
   *
   * @param level - Above 0 and below 1. @default 0.95
   * @throws {ModelMountError} `INVALID_ARGUMENT` for another level.
   */
  confidenceIntervals(level = 0.95): Matrix {
    if (!(level > 0 && level < 1)) {
      throw new ModelMountError('INVALID_ARGUMENT', `level must be above 0 and below 1, got ${show(level)}`);
    }
    const reach = tQuantile((1 + level) / 2, this.dfResidual);
    const intervals = new Matrix(this.terms.length, 2);
    this.coef.forEach((value, j) => {
      const half = reach * (this.standardError[j] as number);
      intervals.data[2 * j] = value - half;
      intervals.data[2 * j + 1] = value + half;
    });
    return intervals;
  }

  toJSON(): JsonObject {
    return {
      terms: this.terms,
      ...recordOf(COLUMNS, (name) => toJsonNumbers(this[name])),
      ...recordOf(NUMBERS, (name) => toJsonNumber(this[name])),
    };
  }

  /** The table that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` naming what is not as it should be. */
  static fromJSON(json: unknown, path = ''): LinearInference {
    const fields = new JsonFields(json, path, { known: ['terms', ...COLUMNS, ...NUMBERS] });
    const terms = fields.list('terms').map((term, j) => {
      return typeof term === 'string' ? term : fields.fail(`terms/${j}`, `must be a string, got ${show(term)}`);
    });
    const column = (name: string): Float64Array => {
      const values = fromJsonNumbers(fields.raw(name), fields.at(name));
      return values.length === terms.length ? values : fields.fail(name, `must have ${terms.length} elements`);
    };
    const number = (name: string): number => fromJsonNumber(fields.raw(name), fields.at(name));
    return new LinearInference({ terms, ...recordOf(COLUMNS, column), ...recordOf(NUMBERS, number) });
  }
}

/** An object with a value of each name. */
function recordOf<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
}
