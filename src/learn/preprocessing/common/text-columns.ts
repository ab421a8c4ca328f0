import { isObject } from '../../../core/json.js';

/** A column of text. */
export interface TextColumn {
  /** Whether the empty text is one of its values; else it stands for a missing one where there is no other way to say so. */
  readonly hasEmptyText: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Takes a column's position, and values that it is known to have. */
type Report = (column: number, values: readonly unknown[]) => void;

/** By kind of fitted value, which of its columns hold what. Of kinds that are not here all columns are numbers. */
const READERS: Readonly<Record<string, (json: Fields, report: Report) => void>> = {
  calibratedClassifier: ({ calibratedClassifiers }, report) =>
    listOf(calibratedClassifiers).forEach((member) => collect(fieldsOf(member)['estimator'], report)),
  thresholdClassifier: ({ estimator }, report) => collect(estimator, report),
  predictorPipeline: ({ transformer, predictor }, report) => collect(transformer ?? predictor, report),
  pipeline: ({ steps }, report) => {
    const transformers = listOf(steps).map((step) => fieldsOf(step)['transformer']);
    collect(transformers.find(isObject), report);
  },
  featureUnion: ({ transformers }, report) =>
    listOf(transformers).forEach((part) => collect(fieldsOf(part)['transformer'], report)),
  columnTransformer: ({ transformers, featureNames }, report) => {
    const names = listOf(featureNames);
    for (const part of listOf(transformers)) {
      const { columns, transformer } = fieldsOf(part);
      const positions = listOf(columns).map((column) => (typeof column === 'number' ? column : names.indexOf(column)));
      collect(transformer, (j, values) => report(positions[j] ?? -1, values));
    }
  },
  oneHotEncoder: ({ columns }, report) =>
    listOf(columns).forEach((column, j) => report(j, listOf(fieldsOf(column)['categories']))),
  ordinalEncoder: ({ columns }, report) =>
    listOf(columns).forEach((column, j) => report(j, listOf(fieldsOf(column)['categories']))),
  targetEncoder: ({ categories }, report) => listOf(categories).forEach((values, j) => report(j, listOf(values))),
  simpleImputer: ({ statistics, missingValues }, report) =>
    listOf(statistics).forEach((value, j) => {
      if (typeof value === 'string') report(j, [value, missingValues]);
    }),
  // A text may well be empty.
  countVectorizer: (_json, report) => report(0, ['']),
  hashingVectorizer: (_json, report) => report(0, ['']),
  tfidfVectorizer: (_json, report) => report(0, ['']),
};

/**
 * The columns of text that a fitted model or transformer takes, by position, as far as its JSON tells: by the
 * categories and fill values that it knows.
 */
export function textColumnsOf(json: unknown): ReadonlyMap<number, TextColumn> {
  const columns = new Map<number, TextColumn>();
  collect(json, (column, values) => {
    if (!values.some((value) => typeof value === 'string')) return;
    columns.set(column, { hasEmptyText: columns.get(column)?.hasEmptyText === true || values.includes('') });
  });
  return columns;
}

function collect(json: unknown, report: Report): void {
  const fields = fieldsOf(json);
  const { kind } = fields;
  if (typeof kind === 'string' && Object.hasOwn(READERS, kind)) READERS[kind]?.(fields, report);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}
