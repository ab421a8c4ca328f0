import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { alignTable, toTable, type Cell, type Columns, type Samples } from '../../data/samples.js';
import { Table } from '../../data/table.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { emptyTable } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { prefixNames } from '../common/names/prefix-names.js';
import type { ReviveContext } from '../common/revive-context.js';
import { scaleColumns, stack, takeColumns } from '../common/stack-columns.js';
import { checkStepNames } from '../common/names/step-names.js';
import { readWeight, weightToJson } from './part-weights.js';

const WHO = 'ColumnTransformer';

/** What is done with some columns. */
export interface ColumnPart {
  readonly name: string;
  /** Positions of the columns, in the order in which the transformer takes them. */
  readonly columns: readonly number[];
  readonly transformer: Transformer | 'drop' | 'passthrough';
  /** What its output is multiplied by. */
  readonly weight: number;
}

/** What a fitted `ColumnTransformer` knows. */
export interface ColumnTransformerState {
  /** In the order of the outputs; what remains is called `remainder` and comes last. */
  readonly parts: readonly ColumnPart[];
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  readonly verboseFeatureNamesOut: boolean;
  /** Whether outputs stay sparse where a transformer's are. @default false */
  readonly sparseOutput?: boolean;
}

/** A fitted `ColumnTransformer`. */
export class FittedColumnTransformer implements Transformer {
  readonly kind = 'columnTransformer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly verboseFeatureNamesOut: boolean;
  /** Whether outputs are sparse: what was found when fitting holds ever after. */
  readonly sparseOutput: boolean;
  readonly transformers: readonly ColumnPart[];
  readonly #active: readonly ColumnPart[];
  /** Positions of the columns that have a part in the output. */
  readonly #needed: readonly number[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a transformer was fitted on another number of columns. */
  constructor(state: ColumnTransformerState) {
    const { parts, nFeatures, featureNames, verboseFeatureNamesOut, sparseOutput = false } = state;
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
    this.verboseFeatureNamesOut = verboseFeatureNamesOut;
    this.sparseOutput = sparseOutput;
    this.transformers = parts;
    this.#active = parts.filter(({ transformer }) => transformer !== 'drop');
    this.nFeaturesOut = parts.reduce((n, part) => n + widthOf(part), 0);
    this.#needed = [...new Set(this.#active.flatMap(({ columns }) => columns))];
    for (const { name, columns, transformer } of parts) {
      if (typeof transformer === 'string' || transformer.nFeatures === columns.length) continue;
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${show(name)} in ${WHO} was fitted on ${transformer.nFeatures} columns, but gets ${columns.length}`,
      );
    }
  }

  /** The same by name. */
  get namedTransformers(): Readonly<Record<string, ColumnPart['transformer']>> {
    return Object.fromEntries(this.transformers.map(({ name, transformer }) => [name, transformer]));
  }

  /** Where the output of each part is: the columns from `start` to before `end`; 0 and 0 of what is dropped. */
  get outputIndices(): Readonly<Record<string, { readonly start: number; readonly end: number }>> {
    let end = 0;
    const places = this.transformers.map((part) => {
      if (part.transformer === 'drop') return [part.name, { start: 0, end: 0 }] as const;
      const start = end;
      end += widthOf(part);
      return [part.name, { start, end }] as const;
    });
    return Object.fromEntries(places);
  }

  /**
   * @param X - If names were seen when fitting, rows by name or a table with names may have more columns, in any
   *   order; of those that are not dropped none may be missing. Otherwise the columns seen when fitting, by position.
   * @returns A matrix, sparse with `sparseOutput`, or a table where a column that is passed through holds strings.
   * @throws {ModelMountError} `INVALID_INPUT` if columns are missing, and what the transformers throw.
   */
  transform(X: Samples): Columns {
    const isSparse = X instanceof SparseMatrix && X.nColumns === this.nFeatures;
    const table = isSparse ? X : this.#align(X);
    const parts = this.#active.map(({ name, columns, transformer, weight }) => {
      const taken = (): Columns => (isSparse ? X.takeColumns(columns) : (table as Table).select(columns));
      const output = typeof transformer === 'string' ? takeColumns(table, columns) : transformer.transform(taken());
      return scaleColumns(output, weight, `${show(name)} in ${WHO}`);
    });
    return stack(parts, table.nRows, this.sparseOutput);
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if two are the same, without `verboseFeatureNamesOut`. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    const outputs = this.#active.map(({ name, columns, transformer }): [string, readonly string[]] => {
      const own = columns.map((j) => inputs[j] as string);
      return [name, typeof transformer === 'string' ? own : transformer.featureNamesOut(own)];
    });
    return prefixNames(outputs, this.verboseFeatureNamesOut, WHO);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, verboseFeatureNamesOut } = this;
    const sparseOutput = this.sparseOutput || undefined;
    const transformers = this.transformers.map(({ name, columns, transformer, weight }) => ({
      name,
      columns: featureNames === undefined ? columns : columns.map((j) => featureNames[j] as string),
      transformer: typeof transformer === 'string' ? transformer : transformer.toJSON(),
      weight: weightToJson(weight),
    }));
    return { kind, featureNames, nFeatures, verboseFeatureNamesOut, sparseOutput, transformers };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, context: ReviveContext): FittedColumnTransformer {
    const known = ['featureNames', 'nFeatures', 'verboseFeatureNamesOut', 'sparseOutput', 'transformers'];
    const fields = new JsonFields(json, context.path, { kind: 'columnTransformer', known });
    const nFeatures = fields.nFeatures();
    const featureNames = fields.featureNames(nFeatures);
    const parts = fields.list('transformers').map((item, k): ColumnPart => {
      const place = fields.at(`transformers/${k}`);
      const part = new JsonFields(item, place, { known: ['name', 'columns', 'transformer', 'weight'] });
      const columns = readPositions(part, featureNames, nFeatures);
      const transformer = part.raw('transformer');
      const isAction = transformer === 'drop' || transformer === 'passthrough';
      return {
        name: part.raw('name') as string,
        columns,
        transformer: isAction ? transformer : context.revive(transformer, part.at('transformer')),
        weight: readWeight(part),
      };
    });
    checkStepNames(
      parts.map(({ name }) => name),
      fields.at('transformers'),
    );
    const verboseFeatureNamesOut = fields.boolean('verboseFeatureNamesOut');
    const sparseOutput = fields.raw('sparseOutput') === undefined ? false : fields.boolean('sparseOutput');
    return new FittedColumnTransformer({ parts, nFeatures, featureNames, verboseFeatureNamesOut, sparseOutput });
  }

  /** The columns seen when fitting; those that have no part in the output may be empty. */
  #align(X: Samples): Table {
    const names = this.featureNames;
    if (Array.isArray(X) && X.length === 0) return emptyTable(this);
    if (names === undefined) return alignTable(X, this, WHO);
    const needed = this.#needed.map((j) => names[j] as string);
    let table: Table;
    if (X instanceof Table && X.names !== undefined) table = X;
    else if (Array.isArray(X) && isObject(X[0]) && !ArrayBuffer.isView(X[0])) {
      table = toTable(pickCells(X as readonly Readonly<Record<string, Cell>>[], needed));
    } else return alignTable(X, this, WHO);
    if (table.names?.length === names.length && names.every((name, j) => name === table.names?.[j])) return table;
    const positions = new Map(table.names?.map((name, j) => [name, j]));
    const missing = needed.filter((name) => !positions.has(name));
    if (missing.length > 0) throw missingColumns(missing);
    const unused = new Float64Array(table.nRows);
    const isNeeded = new Set(this.#needed);
    const columns = names.map((name, j) =>
      isNeeded.has(j) ? (table.columns[positions.get(name) as number] ?? unused) : unused,
    );
    return new Table(columns, names, table.nRows);
  }
}

/** Rows with the needed cells only, so that what is not needed may be anything. */
function pickCells(rows: readonly Readonly<Record<string, Cell>>[], needed: readonly string[]): Record<string, Cell>[] {
  const issues: Issue[] = [];
  const picked = rows.map((row, i) => {
    if (!isObject(row))
      throw new ModelMountError('INVALID_INPUT', `row ${i} must be an object by feature name, got ${show(row)}`);
    for (const name of needed) {
      if (Object.hasOwn(row, name) || issues.length >= MAX_ISSUES) continue;
      issues.push({ path: pointer(i, name), code: 'missing', message: 'missing; write null where there is no value' });
    }
    return Object.fromEntries(needed.map((name) => [name, row[name]]));
  });
  if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues);
  return picked;
}

function missingColumns(names: readonly string[]): ModelMountError {
  const issues = names.map((name): Issue => ({ path: pointer(name), code: 'missing', message: 'missing column' }));
  return errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues.slice(0, MAX_ISSUES));
}

function readPositions(part: JsonFields, names: readonly string[] | undefined, nFeatures: number): readonly number[] {
  const columns: unknown = part.raw('columns');
  if (!Array.isArray(columns)) return part.fail('columns', `must be a list, got ${show(columns)}`);
  const positionOf = new Map<unknown, number>(names?.map((name, j) => [name, j]));
  const positions = columns.map((column: unknown, i) => {
    const position = names === undefined ? column : positionOf.get(column);
    return typeof position === 'number' && Number.isInteger(position) && position >= 0 && position < nFeatures
      ? position
      : part.fail(
          `columns/${i}`,
          `must be ${names ? 'one of featureNames' : `a position below ${nFeatures}`}, got ${show(column)}`,
        );
  });
  if (new Set(positions).size < positions.length) part.fail('columns', 'must be different');
  return positions;
}

/** How many columns a part gives. */
function widthOf({ columns, transformer }: ColumnPart): number {
  if (transformer === 'drop') return 0;
  return transformer === 'passthrough' ? columns.length : transformer.nFeaturesOut;
}
