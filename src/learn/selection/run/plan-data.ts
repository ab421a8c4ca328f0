import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkLabelled } from '../../data/check-labelled.js';
import { isColumns, toMatrix, toTable, type Samples } from '../../data/samples.js';
import { isStringColumn } from '../../data/table.js';
import { checkCv, type CrossValidator } from '../splits/check-cv.js';
import type { Groups, Split } from '../splits/splitter.js';

/** Samples to cross-validate on. */
export interface ValidationData {
  /** Shape `[nSamples, nFeatures]`. */
  readonly X: Samples;
  /** Shape `[nSamples]`. */
  readonly y: Target;
  /** What each sample belongs with, for splitters that do not tear groups apart; shape `[nSamples]`. */
  readonly groups?: Groups | undefined;
}

/** Data with its splits. */
export interface PlannedData {
  readonly X: Samples;
  readonly y: Target;
  readonly splits: readonly Split[];
}

/**
 * Checks the data and cuts it into splits.
 *
 * @param who - Whose data it is, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are groups that the splitter does not look at,
 *   or the samples cannot be split.
 */
export function planData(
  data: ValidationData,
  {
    who,
    estimator,
    cv,
  }: { readonly who: string; readonly estimator: Estimator<unknown>; readonly cv: CrossValidator | undefined },
): PlannedData {
  checkEstimator(who, estimator);
  checkLabelled(who, data);
  checkOptionNames(`the data of ${who}`, data, ['X', 'y', 'groups']);
  const { X, y, groups } = data;
  const splitter = checkCv(cv, y, { classifier: isClassifier(estimator) });
  if (groups !== undefined && splitter.usesGroups === false) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} was given groups, but ${splitter.constructor.name} tears them apart; use cv: new GroupKFold(), or leave groups out`,
    );
  }
  const splits = [...splitter.split(X, y, groups)];
  if (splits.length === 0) throw new ModelMountError('INVALID_ARGUMENT', `cv of ${who} gave no split`);
  return { X: readOnce(X), y, splits };
}

/** `INVALID_ARGUMENT` unless it can be fitted. */
export function checkEstimator(who: string, estimator: unknown): void {
  if (isObject(estimator) && typeof estimator['fit'] === 'function') return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${who} takes an estimator, something with fit, got ${show(estimator)}`,
  );
}

/** Whether an estimator says that it predicts labels. */
function isClassifier({ estimatorType }: Estimator<unknown>): boolean {
  return estimatorType === 'classifier';
}

/** Rows as columns, so that not every fit reads them anew. */
function readOnce(X: Samples): Samples {
  if (isColumns(X) || typeof X[0] !== 'object') return X;
  const table = toTable(X);
  return table.names === undefined && !table.columns.some(isStringColumn) ? toMatrix(table) : table;
}
