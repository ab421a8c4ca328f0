import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { Estimator, FitTransformed, Target, Transformer } from '../../contracts.js';
import { featureNamesOf, toTable, type Columns, type Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import type { FitParams } from '../../selection/run/call-fit.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { selectColumns, type ColumnSelector } from '../common/select-columns.js';
import { densityOf, isSparseMatrix, scaleColumns, stack, takeColumns } from '../common/stack-columns.js';
import { checkStepNames } from '../common/names/step-names.js';
import { changeParts } from './change-parts.js';
import { FittedColumnTransformer, type ColumnPart } from './fitted-column-transformer.js';
import { fitTransform } from './fit-transform.js';
import { checkWeightNames, PART_WEIGHTS_RULE, weightOf, type PartWeights } from './part-weights.js';
import { partFitOptions, shareParams, type PartFitOptions } from './share-params.js';

const WHO = 'ColumnTransformer';

/** What is done with some columns: they are transformed, left out, or taken over as they are. */
export type ColumnAction = Estimator<Transformer> | 'drop' | 'passthrough';

/** A name, what is done, and with which columns. */
export type ColumnEntry = readonly [name: string, action: ColumnAction, columns: ColumnSelector];

/** Options of `ColumnTransformer`. */
export interface ColumnTransformerOptions {
  /** What is done with the columns that no entry chooses. @default 'drop' */
  readonly remainder?: ColumnAction;
  /** What the outputs of an entry are multiplied by, by its name or `remainder`; finite. @default 1 each */
  readonly transformerWeights?: PartWeights | undefined;
  /** Whether `featureNamesOut` puts `<entry>__` before each name. Without it, names must not meet. @default true */
  readonly verboseFeatureNamesOut?: boolean;
  /**
   * Where a transformer gives a sparse matrix, the whole is sparse if a smaller share of it than this is kept, 0 to 1.
   * The training data decides; 0 always gives a dense one.
   * @default 0.3
   */
  readonly sparseThreshold?: number;
}

/**
 * Applies transformers to columns, each to its own, and puts their outputs side by side in the order of the entries.
 *
 * The same column may be chosen by several entries; the remaining ones come last. A selector of one name or position
 * gives a table of one column. Semantics of scikit-learn's `ColumnTransformer`.
 *
 * @example
 * ```ts
 * const prepare = new ColumnTransformer([
 *   ['number', new StandardScaler(), ['age', 'fare']],
 *   ['category', new OneHotEncoder({ handleUnknown: 'ignore' }), ({ type }) => type === 'string'],
 * ]).fit([{ age: 20, fare: 7, port: 'Cork' }, { age: 40, fare: 9, port: 'Cherbourg' }]);
 * prepare.transform([{ age: 30, fare: 8, port: 'Cork' }]); // 1 × 4 matrix of 0, 0, 0, 1
 * ```
 */
export class ColumnTransformer implements Estimator<FittedColumnTransformer> {
  readonly transformers: readonly ColumnEntry[];
  /** The options it was made with. */
  readonly options: ColumnTransformerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for entries, names or options that are not as described. */
  constructor(transformers: readonly ColumnEntry[], options: ColumnTransformerOptions = {}) {
    checkOptions(WHO, options, {
      remainder: { expected: 'an estimator, drop or passthrough', accepts: isAction },
      transformerWeights: PART_WEIGHTS_RULE,
      verboseFeatureNamesOut: OPTION_RULES.flag,
      sparseThreshold: {
        expected: 'a number from 0 to 1',
        accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
      },
    });
    if (!isEntryList(transformers)) {
      throw new ModelMountError('INVALID_ARGUMENT', `${WHO} takes a list of [name, transformer, columns]`);
    }
    const names = transformers.map(([name]) => name);
    checkStepNames(names, WHO);
    for (const [name, action] of transformers) checkAction(name, action);
    if (names.includes('remainder')) {
      throw new ModelMountError('INVALID_ARGUMENT', `the name "remainder" in ${WHO} is taken by its option`);
    }
    checkWeightNames(options.transformerWeights, [...names, 'remainder'], WHO);
    this.transformers = transformers;
    this.options = options;
  }

  /** As `name__option`, what the `fit` of each entry takes; `remainder__option` for the remaining columns. */
  get fitOptions(): readonly string[] {
    return partFitOptions(this.#entries());
  }

  /**
   * @param X - Shape `[nSamples, nFeatures]`. A sparse matrix stays sparse on its way to the transformers.
   * @param y - Handed to each transformer; shape `[nSamples]`.
   * @param options - Options of the entries' `fit`, as `name__option`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, a selector chooses a column that is not there, or an
   *   option is for an entry that is not there or does not take it; and what the transformers throw.
   *
   * @example
   * ```ts
   * const scaler = new ColumnTransformer([['scale', new StandardScaler(), [0]]]);
   * const fitted = scaler.fit([[1], [3], [99]], undefined, { scale__sampleWeight: [1, 1, 0] });
   * fitted.transform([[2]]); // 1 × 1 matrix of 0
   * ```
   */
  fit(X: Samples, y?: Target, options: PartFitOptions = {}): FittedColumnTransformer {
    return this.fitTransform(X, y, options).fitted;
  }

  /** As `fit`, with what the transformers' own `fitTransform` make of `X`. */
  fitTransform(X: Samples, y?: Target, options: PartFitOptions = {}): FitTransformed<FittedColumnTransformer> {
    const shares = shareParams(this.#entries(), options, { who: WHO, part: 'entry' });
    const {
      remainder = 'drop',
      transformerWeights,
      verboseFeatureNamesOut = true,
      sparseThreshold = 0.3,
    } = this.options;
    const table = X instanceof SparseMatrix ? X : toTable(X);
    if (table.nRows === 0 || table.nColumns === 0) {
      throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs at least one row and one column to fit`);
    }
    const selected = this.transformers.map(([name, , selector]) =>
      selectColumns(table, selector, `"${name}" in ${WHO}`),
    );
    const chosen = new Set(selected.flat());
    const columns = Array.from({ length: table.nColumns }, (_, j) => j).filter((j) => !chosen.has(j));
    const outputs: Columns[] = [];
    const fitEntry = (name: string, action: ColumnAction, own: readonly number[]): ColumnPart => {
      const weight = weightOf(transformerWeights, name);
      return fitPart(table, { name, action, y, columns: own, params: shares.get(name), weight }, outputs);
    };
    const parts = this.transformers.map(([name, action], k) => fitEntry(name, action, selected[k] ?? []));
    if (columns.length > 0) parts.push(fitEntry('remainder', remainder, columns));
    const sparseOutput = outputs.some(isSparseMatrix) && densityOf(outputs) < sparseThreshold;
    const fitted = new FittedColumnTransformer({
      parts,
      nFeatures: table.nColumns,
      featureNames: featureNamesOf(table),
      verboseFeatureNamesOut,
      sparseOutput,
    });
    return { fitted, transformed: stack(outputs, table.nRows, sparseOutput) };
  }

  /** The same transformer with other entries and options: `name`, `name__option`, `remainder`, `sparseThreshold` … */
  withOptions(changes: Readonly<Record<string, unknown>>): ColumnTransformer {
    const { remainder, transformerWeights, verboseFeatureNamesOut, sparseThreshold } = this.options;
    const options = { remainder, transformerWeights, verboseFeatureNamesOut, sparseThreshold };
    const parts = new Map(this.transformers.map(([name, action]) => [name, action]));
    const changed = changeParts({ parts, options, who: WHO }, changes);
    const entries = this.transformers.map(([name, , selector]): ColumnEntry => [
      name,
      changed.parts.get(name) as ColumnAction,
      selector,
    ]);
    return new ColumnTransformer(entries, changed.options);
  }

  #entries(): (readonly [name: string, action: ColumnAction])[] {
    const { remainder = 'drop' } = this.options;
    return [...this.transformers.map(([name, action]) => [name, action] as const), ['remainder', remainder]];
  }
}

// Takes `unknown`, since `Array.isArray` on the declared type would leave `any`.
function isEntryList(entries: unknown): boolean {
  return Array.isArray(entries) && entries.every((entry) => Array.isArray(entry) && entry.length === 3);
}

interface UnfittedPart {
  readonly name: string;
  readonly action: ColumnAction;
  readonly columns: readonly number[];
  readonly y: Target | undefined;
  readonly params: FitParams | undefined;
  readonly weight: number;
}

/** Fits one entry; what it gives goes to the end of `outputs`. */
function fitPart(
  table: Table | SparseMatrix,
  { name, action, columns, y, params, weight }: UnfittedPart,
  outputs: Columns[],
): ColumnPart {
  // Nothing to fit on, and nothing to give: as scikit-learn, such an entry has no part in the output.
  if (columns.length === 0 || action === 'drop') return { name, columns, transformer: 'drop', weight };
  const who = `"${name}" in ${WHO}`;
  if (action === 'passthrough') {
    outputs.push(scaleColumns(takeColumns(table, columns), weight, who));
    return { name, columns, transformer: action, weight };
  }
  const X = table instanceof SparseMatrix ? table.takeColumns(columns) : table.select(columns);
  const { fitted, transformed } = fitTransform(action, { X, y, params }, who);
  outputs.push(scaleColumns(transformed, weight, who));
  return { name, columns, transformer: fitted, weight };
}

function isAction(action: unknown): boolean {
  if (action === 'drop' || action === 'passthrough') return true;
  return isObject(action) && typeof action['fit'] === 'function';
}

function checkAction(name: string, action: unknown): void {
  if (isAction(action)) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `"${name}" in ${WHO} must be an estimator, drop or passthrough, got ${show(action)}`,
  );
}
