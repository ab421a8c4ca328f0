import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import {
  alignMatrix,
  alignTable,
  countRows,
  isColumns,
  type Columns,
  type FeatureExpectation,
  type Samples,
} from '../../data/samples.js';
import { Table } from '../../data/table.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { emptyTable } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import {
  findFunction,
  type NamedColumnsFunction,
  type NamedElementFunction,
  type NamedFunction,
} from './find-function.js';

const WHO = 'FunctionTransformer';

/** What a fitted `FunctionTransformer` knows. */
export interface FunctionTransformerState extends FeatureExpectation {
  readonly func: NamedFunction | undefined;
  readonly inverse: NamedFunction | undefined;
  readonly nFeaturesOut: number;
}

/** A fitted `FunctionTransformer`. */
export class FittedFunctionTransformer implements Transformer {
  readonly kind = 'functionTransformer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  /** Name of the function. */
  readonly func: string | undefined;
  /** Name of the function that undoes it. */
  readonly inverseFunc: string | undefined;
  readonly #function: NamedFunction | undefined;
  readonly #inverse: NamedFunction | undefined;

  constructor(state: FunctionTransformerState) {
    this.nFeatures = state.nFeatures;
    this.nFeaturesOut = state.nFeaturesOut;
    this.featureNames = state.featureNames;
    this.func = state.func?.name;
    this.inverseFunc = state.inverse?.name;
    this.#function = state.func;
    this.#inverse = state.inverse;
  }

  /** Where the function is one of a number. See `Transformer.transformInPlace`. */
  get transformInPlace(): ((data: Float64Array) => boolean) | undefined {
    const applied = this.#function;
    if (applied?.columns !== undefined) return undefined;
    return (data) => data.every(isNotInfinite) && (applied === undefined || map(data, data, applied) === -1);
  }

  /**
   * @param X - The columns seen when fitting.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, a value is infinite or becomes so, or a built-in
   *   function makes NaN of a number.
   */
  transform(X: Samples): Columns {
    const rows = !isColumns(X) && countRows(X) === 0 ? emptyTable(this) : X;
    const columns = this.apply(rows);
    if (columns.nColumns !== this.nFeaturesOut && columns.nRows > 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the function ${show(this.func)} gave ${this.nFeaturesOut} columns when fitting, now ${columns.nColumns}`,
      );
    }
    return columns;
  }

  /**
   * The values before `transform`.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` without `inverseFunc`; `INVALID_INPUT` as `transform`.
   */
  inverseTransform(X: Samples): Columns {
    if (this.#function !== undefined && this.#inverse === undefined) {
      throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs the option inverseFunc to undo ${show(this.func)}`);
    }
    const expected = { nFeatures: this.nFeaturesOut, featureNames: undefined };
    return this.#inverse?.columns === undefined
      ? applyElement(X, this.#inverse, expected)
      : applyColumns(X, this.#inverse, expected);
  }

  /** `transform` without a check of how many columns there are. */
  apply(X: Samples): Columns {
    return this.#function?.columns === undefined
      ? applyElement(X, this.#function, this)
      : applyColumns(X, this.#function, this);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    const given = this.#function?.columns?.featureNamesOut?.(inputs);
    if (given !== undefined && given.length !== this.nFeaturesOut) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `featureNamesOut of the function ${show(this.func)} gave ${given.length} names for ${this.nFeaturesOut} columns`,
      );
    }
    if (given !== undefined) return given;
    return this.nFeaturesOut === this.nFeatures
      ? inputs
      : Array.from({ length: this.nFeaturesOut }, (_, j) => `functiontransformer${j}`);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, nFeaturesOut, inverseFunc } = this;
    return { kind, featureNames, nFeatures, nFeaturesOut, func: this.func, inverseFunc };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault, or of a function that was not given. */
  static fromJSON(json: unknown, { path = '', functions }: ReviveOptions = {}): FittedFunctionTransformer {
    const known = ['featureNames', 'nFeatures', 'nFeaturesOut', 'func', 'inverseFunc'];
    const fields = new JsonFields(json, path, { kind: 'functionTransformer', known });
    const nFeatures = fields.nFeatures();
    const find = (name: string): NamedFunction | undefined => {
      const value = fields.raw(name);
      if (value === undefined) return undefined;
      return typeof value === 'string'
        ? findFunction(value, functions, fields.at(name))
        : fields.fail(name, `must be the name of a function, got ${show(value)}`);
    };
    const state = { func: find('func'), inverse: find('inverseFunc'), nFeatures };
    const nFeaturesOut = fields.integer('nFeaturesOut', 0);
    if (state.func?.columns === undefined && nFeaturesOut !== nFeatures) {
      fields.fail('nFeaturesOut', `must be ${nFeatures}, got ${nFeaturesOut}`);
    }
    return new FittedFunctionTransformer({ ...state, nFeaturesOut, featureNames: fields.featureNames(nFeatures) });
  }
}

function applyElement(X: Samples, applied: NamedElementFunction | undefined, expected: FeatureExpectation): Columns {
  if (applied === undefined) return isColumns(X) && !(X instanceof Table) ? X : alignTable(X, expected, WHO);
  if (X instanceof SparseMatrix && X.nColumns === expected.nFeatures && applied.element(0) === 0) {
    const data = new Float64Array(X.nStored);
    const k = map(X.data, data, applied);
    // The place of a fault is easier to tell in a dense matrix.
    return k === -1 && X.data.every(isNotInfinite) ? X.withData(data) : applyElement(X.toMatrix(), applied, expected);
  }
  const { nRows, nColumns, data } = alignMatrix(X, expected, WHO);
  const out = new Matrix(nRows, nColumns);
  const isFine = data.every(isNotInfinite) && map(data, out.data, applied) === -1;
  if (!isFine) throw refusal(new Matrix(nRows, nColumns, data), applied, expected);
  return out;
}

function applyColumns(X: Samples, { name, columns }: NamedColumnsFunction, expected: FeatureExpectation): Columns {
  const input = X instanceof Matrix && X.nColumns === expected.nFeatures ? X : alignTable(X, expected, WHO);
  const output: unknown = columns.transform(input);
  if (!(output instanceof Matrix || output instanceof Table || output instanceof SparseMatrix)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the function ${show(name)} must give a Matrix, a SparseMatrix or a Table, got ${show(output)}`,
    );
  }
  if (output.nRows !== input.nRows) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the function ${show(name)} gave ${output.nRows} rows for ${input.nRows}`,
    );
  }
  return output;
}

/** Writes the function of each number; the position of the first one that it is not for, −1 where there is none. */
function map(from: Float64Array, to: Float64Array, { element, isBuiltIn }: NamedElementFunction): number {
  for (let k = 0; k < from.length; k++) {
    const value = from[k] as number;
    const result = element(value);
    if (result - result !== 0 && !isAllowed(value, result, isBuiltIn)) return k;
    to[k] = result;
  }
  return -1;
}

/** Whether a result that is not finite is as it should be. A function of one's own may find a value missing. */
function isAllowed(value: number, result: number, isBuiltIn: boolean): boolean {
  return Number.isNaN(result) && (Number.isNaN(value) || !isBuiltIn);
}

function isNotInfinite(value: number): boolean {
  return value !== Infinity && value !== -Infinity;
}

function refusal(
  { nRows, nColumns, data }: Matrix,
  applied: NamedElementFunction,
  expected: FeatureExpectation,
): ModelMountError {
  const issues: Issue[] = [];
  for (let k = 0; k < nRows * nColumns && issues.length < MAX_ISSUES; k++) {
    const value = data[k] as number;
    const result = applied.element(value);
    const path = pointer(Math.floor(k / nColumns), columnLabel(expected.featureNames, k % nColumns));
    if (!isNotInfinite(value))
      issues.push({ path, code: 'nonFinite', message: `must be finite or missing, got ${value}` });
    else if (!Number.isFinite(result) && !isAllowed(value, result, applied.isBuiltIn)) {
      issues.push({ path, code: 'range', message: `${applied.name} of ${value} is ${result}` });
    }
  }
  return errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues);
}
