import type { Columns } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import type { Table } from '../../data/table.js';

/** A function of each number by itself; NaN is a missing value. */
export type ElementFunction = (value: number) => number;

/** A function of all columns together. */
export interface ColumnsFunction {
  /** New rows in the place of the old ones; what it is given is not to be changed. */
  readonly transform: (X: Matrix | Table) => Columns;
  /** Names of the columns that it gives. @default those it takes, where there are as many */
  readonly featureNamesOut?: (names: readonly string[]) => readonly string[];
}

/** A function that a `FunctionTransformer` can name. */
export type RegisteredFunction = ElementFunction | ColumnsFunction;

/** Functions by name. */
export type FunctionRegistry = Readonly<Record<string, RegisteredFunction>>;
