import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { sortedLabels } from '../../data/labels/labels.js';
import { isStringColumn, type ColumnValues, type Table } from '../../data/table.js';

/** A value of a categorical column; `null` is the missing value, of numbers and of strings. */
export type Category = string | number | null;

/** The categories of one column. */
export interface ColumnCategories {
  /** All different; numbers ascending, strings by code point (or in the order given), `null` last. */
  readonly categories: readonly Category[];
  /** Positions in `categories` of those that are too rare and are treated as one; ascending. */
  readonly infrequent: readonly number[];
}

/** What infrequent categories are called together; scikit-learn's name, so that feature names agree. */
const INFREQUENT = 'infrequent_sklearn';

/** Options that the encoders of categories share. */
export interface CategoryOptions {
  /**
   * `auto`: those seen when fitting, sorted. Else one list per column: numbers ascending, strings in any order,
   * `null` (missing) last.
   * @default 'auto'
   */
  readonly categories?: 'auto' | readonly (readonly Category[])[];
  /**
   * Below how many rows a category is infrequent: a whole number ≥ 1, or a share of the rows between 0 and 1.
   * @default none is
   */
  readonly minFrequency?: number | undefined;
  /** How many categories a column has at most, all infrequent ones counted as one; a whole number ≥ 1. @default no limit */
  readonly maxCategories?: number | undefined;
}

/** `CategoryOptions`, checked. */
export interface ResolvedCategoryOptions {
  readonly categories: 'auto' | readonly (readonly Category[])[];
  readonly minFrequency: number | undefined;
  readonly maxCategories: number | undefined;
}

/** Checks the shared options; `who` is the encoder, for messages. */
export function resolveCategoryOptions(options: CategoryOptions, who: string): ResolvedCategoryOptions {
  const { categories = 'auto', minFrequency, maxCategories } = options;
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
  if (minFrequency !== undefined && !isCount(minFrequency) && !(minFrequency > 0 && minFrequency < 1)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `minFrequency of ${who} must be a whole number >= 1 or between 0 and 1, got ${show(minFrequency)}`,
    );
  }
  if (maxCategories !== undefined && !isCount(maxCategories)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `maxCategories of ${who} must be a whole number >= 1, got ${show(maxCategories)}`,
    );
  }
  if (categories === 'auto') return { categories, minFrequency, maxCategories };
  if (!Array.isArray(categories)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `categories of ${who} must be "auto" or one list per column, got ${show(categories)}`,
    );
  }
  const lists = categories.map((list, j) => checkCategories(list, `categories/${j} of ${who}`));
  return { categories: lists, minFrequency, maxCategories };
}

/**
 * `list` if it is what the categories of a column can be.
 *
 * @param where - What it is, as the first words of the message.
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function checkCategories(list: unknown, where: string): readonly Category[] {
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `${where} ${message}`);
  };
  if (!Array.isArray(list) || list.length === 0) return fail('must be a list of at least one category');
  const known = list.at(-1) === null ? list.slice(0, -1) : list;
  const isStrings = known.every((category) => typeof category === 'string');
  if (!isStrings && !known.every((category) => Number.isFinite(category))) {
    return fail('must be all strings or all finite numbers, with null (missing) last');
  }
  if (new Set(list).size !== list.length) {
    const repeated: unknown = list.find((category, i) => list.indexOf(category) !== i);
    return fail(`must be different, but ${show(repeated)} stands there twice`);
  }
  if (!isStrings && known.some((category, i) => i > 0 && category < known[i - 1])) {
    return fail('must be in ascending order, since they are numbers');
  }
  return withoutNegativeZeros(list as Category[]);
}

/** What `fitCategories` needs to know of the encoder. */
export interface FitCategoriesOptions extends ResolvedCategoryOptions {
  /** The encoder, for messages. */
  readonly who: string;
  /** Whether a value that is not in a given list is an error. */
  readonly refusesUnknown: boolean;
  /** Whether the missing value can be infrequent, as any other category. */
  readonly countsMissing: boolean;
}

/** The categories of each column of `table`. O(n log k) for k categories. */
export function fitCategories(table: Table, options: FitCategoriesOptions): ColumnCategories[] {
  const { who, minFrequency, maxCategories } = options;
  if (options.categories !== 'auto' && options.categories.length !== table.nColumns) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `categories of ${who} must have one list for each of ${table.nColumns} columns, got ${options.categories.length}`,
    );
  }
  return table.columns.map((column, j) => {
    const counts = countValues(column);
    const given = options.categories === 'auto' ? undefined : options.categories[j];
    if (given !== undefined) checkGiven(column, given, { ...options, counts, label: show(table.names?.[j] ?? j) });
    const categories = given ?? sortCategories(counts.keys());
    if (minFrequency === undefined && maxCategories === undefined) return { categories, infrequent: [] };
    const counted = options.countsMissing ? categories : categories.filter((category) => category !== null);
    const frequencies = counted.map((category) => counts.get(category) ?? 0);
    const bound = minFrequency !== undefined && minFrequency < 1 ? minFrequency * table.nRows : minFrequency;
    return { categories, infrequent: infrequentPositions(frequencies, bound ?? 0, maxCategories) };
  });
}

/** The cell of row `i`, as a category. */
export function cellAt(column: ColumnValues, i: number): Category {
  const value = column[i];
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  return value ?? null;
}

/**
 * The categories as an encoder numbers them: the frequent ones in their order, then the infrequent ones as one.
 */
export function groupCategories({ categories, infrequent }: ColumnCategories): {
  /** Number of each category. */
  readonly codes: ReadonlyMap<Category, number>;
  /** Category of each number; `INFREQUENT` for the last where there are infrequent ones. */
  readonly groups: readonly Category[];
} {
  const rare = new Set(infrequent);
  const codes = new Map<Category, number>();
  const groups: Category[] = [];
  for (const [i, category] of categories.entries()) {
    if (rare.has(i)) continue;
    codes.set(category, groups.length);
    groups.push(category);
  }
  for (const i of infrequent) codes.set(categories[i] as Category, groups.length);
  if (infrequent.length > 0) groups.push(INFREQUENT);
  return { codes, groups };
}

function countValues(column: ColumnValues): Map<Category, number> {
  // One look-up per row: the counts stand beside the map, not in it.
  const places = new Map<Category, number>();
  const counts: number[] = [];
  for (let i = 0; i < column.length; i++) {
    const cell = cellAt(column, i);
    const place = places.get(cell);
    if (place === undefined) {
      places.set(cell, counts.length);
      counts.push(1);
    } else counts[place] = (counts[place] as number) + 1;
  }
  return new Map(Array.from(places, ([cell, place]) => [cell, counts[place] as number]));
}

function sortCategories(values: Iterable<Category>): Category[] {
  const all = [...values];
  const sorted = sortedLabels(all.filter((value) => value !== null)) as Category[];
  if (all.includes(null)) sorted.push(null);
  return withoutNegativeZeros(sorted);
}

// A Map takes -0 and 0 as one key, and JSON has only 0.
function withoutNegativeZeros(categories: readonly Category[]): Category[] {
  return categories.map((category) => (category === 0 ? 0 : category));
}

function checkGiven(
  column: ColumnValues,
  given: readonly Category[],
  options: FitCategoriesOptions & { counts: ReadonlyMap<Category, number>; label: string },
): void {
  const type = isStringColumn(column) ? 'string' : 'number';
  const other = given.find((category) => category !== null && typeof category !== type);
  const hasValues = [...options.counts.keys()].some((value) => value !== null);
  if (other !== undefined && hasValues) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `column ${options.label} holds ${type}s, but its categories for ${options.who} are ${typeof other}s`,
    );
  }
  const known = new Set(given);
  const unknown = [...options.counts.keys()].find((value) => !known.has(value));
  if (options.refusesUnknown && unknown !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `column ${options.label} has the value ${show(unknown)}, which is not among its categories for ${options.who}`,
    );
  }
}

/** Positions of the categories that count as infrequent, with scikit-learn's ties: the earlier ones go. */
function infrequentPositions(
  frequencies: readonly number[],
  bound: number,
  maxCategories: number | undefined,
): readonly number[] {
  const infrequent = new Set(frequencies.flatMap((frequency, i) => (frequency < bound ? [i] : [])));
  // One place is for the infrequent ones, even where there would be none without this limit.
  if (maxCategories !== undefined && maxCategories < frequencies.length - infrequent.size + 1) {
    const ascending = [...frequencies.keys()].sort((a, b) => (frequencies[a] as number) - (frequencies[b] as number));
    for (const i of ascending.slice(0, Math.max(0, ascending.length - (maxCategories - 1)))) infrequent.add(i);
  }
  return [...infrequent].sort((a, b) => a - b);
}
