import { groupCategories, type Category, type ColumnCategories } from '../common/categories.js';

const DROPPED = -2;

/** What can be done with a value that was not there when fitting. */
export type HandleUnknown = 'error' | 'ignore' | 'infrequentIfExist' | 'warn';

/** All of `HandleUnknown`. */
export const HANDLE_UNKNOWN: readonly HandleUnknown[] = ['error', 'ignore', 'infrequentIfExist', 'warn'];

/** One column of a fitted `OneHotEncoder`. */
export interface OneHotColumn extends ColumnCategories {
  /** Position in `categories` of the one that is dropped, or of any one of the infrequent if those are. */
  readonly drop: number | undefined;
}

/** Where the categories of one column go. */
export interface ColumnOutputs {
  /** First output column. */
  readonly start: number;
  /** Output column of each category, or `DROPPED`. */
  readonly targets: ReadonlyMap<Category, number>;
  /** Output column of an unknown value, or `DROPPED` where it has none. */
  readonly unknownTarget: number;
  /** The category of each output column. */
  readonly kept: readonly Category[];
  /** The category without a column. */
  readonly dropped: Category | undefined;
  /** Whether an unknown value becomes zeros. */
  readonly isUnknownZeros: boolean;
}

/**
 * Where each category of a column goes, and what the zeros mean.
 *
 * @param start - The first output column.
 */
export function placeOutputs(column: OneHotColumn, start: number, handleUnknown: HandleUnknown): ColumnOutputs {
  const { codes, groups } = groupCategories(column);
  const dropped = column.drop === undefined ? -1 : (codes.get(column.categories[column.drop] as Category) as number);
  const place = (code: number): number =>
    code === dropped ? DROPPED : start + code - (dropped !== -1 && code > dropped ? 1 : 0);
  const isInfrequent =
    (handleUnknown === 'infrequentIfExist' || handleUnknown === 'warn') && column.infrequent.length > 0;
  return {
    start,
    targets: new Map(Array.from(codes, ([category, code]) => [category, place(code)])),
    unknownTarget: isInfrequent ? place(groups.length - 1) : DROPPED,
    kept: groups.filter((_, code) => code !== dropped),
    dropped: groups[dropped],
    isUnknownZeros: handleUnknown !== 'error' && !isInfrequent,
  };
}
