import { show, type Issue } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import { checkUnique, coefficientModel } from '../coefficient-model.js';
import type { LinearModel } from '../linear-model.js';
import { checkKeys, readCount, readList, readMatrix, readNumber, readVector, report } from '../read-numbers.js';
import type { Document, Importer } from './importer.js';

const SOURCE = 'scikit-learn';
const KEYS = { intercept: 'intercept_', classes: 'classes_', featureNames: 'feature_names_in_' };
/** Attributes of the fitted estimators that change no prediction. */
const INFORMATIVE: readonly string[] = ['n_iter_', 'rank_', 'singular_', 'alpha_', 'C_', 'l1_ratio_', 'solver_'];
const KNOWN: readonly string[] = ['coef_', ...Object.values(KEYS), 'n_features_in_', ...INFORMATIVE];

/**
 * The attributes of a fitted scikit-learn estimator, written as JSON under their own names. With `classes_` it is
 * a `LogisticRegression`, without one of the linear regressions.
 */
export function scikitLearnImporter(): Importer {
  return {
    source: SOURCE,
    claims: (document) => Object.hasOwn(document, 'coef_') || Object.hasOwn(document, 'intercept_'),
    read,
  };
}

function read(document: Document, issues: Issue[]): LinearModel | undefined {
  checkKeys(issues, document, KNOWN);
  const coef = readRows(issues, document['coef_']);
  const intercept = readIntercept(issues, document['intercept_'], coef?.nRows ?? 1);
  const classes = document['classes_'] === undefined ? undefined : readLabels(issues, document['classes_']);
  const featureNames =
    document['feature_names_in_'] === undefined ? undefined : readNames(issues, document['feature_names_in_']);
  if (coef !== undefined) checkFeatureCount(issues, document['n_features_in_'], coef.nColumns);
  if (coef === undefined || intercept === undefined) return undefined;
  const model = coefficientModel(issues, { coef, intercept, classes, featureNames, keys: KEYS });
  const kind = classes === undefined ? 'linearRegression' : 'logisticRegression';
  return issues.length > 0 ? undefined : model && { ...model, source: SOURCE, kind, featureNames };
}

// A regression of one target has coef_ of shape [n_features], of several [n_targets, n_features].
function readRows(issues: Issue[], value: unknown): ReturnType<typeof readMatrix> {
  const isFlat = Array.isArray(value) && typeof value[0] === 'number';
  return isFlat ? readMatrixOfOneRow(issues, value) : readMatrix(issues, '/coef_', value);
}

function readMatrixOfOneRow(issues: Issue[], value: readonly unknown[]): ReturnType<typeof readMatrix> {
  return readVector(issues, '/coef_', value) && readMatrix(issues, '/coef_', [value]);
}

// `fit_intercept=False` leaves the number 0.0, whatever the number of targets.
function readIntercept(issues: Issue[], value: unknown, nRows: number): readonly number[] | undefined {
  if (Array.isArray(value)) return readVector(issues, '/intercept_', value);
  const number = readNumber(issues, '/intercept_', value);
  return number === undefined ? undefined : new Array<number>(number === 0 ? nRows : 1).fill(number);
}

function readLabels(issues: Issue[], value: unknown): readonly Label[] | undefined {
  const labels = readList(issues, '/classes_', value);
  for (const [k, label] of labels?.entries() ?? []) {
    if (typeof label === 'string' || typeof label === 'boolean' || Number.isFinite(label)) continue;
    const message = `expected a string, a finite number or a boolean, got ${show(label)}`;
    report(issues, { path: `/classes_/${k}`, code: 'type', message });
  }
  checkUnique(issues, '/classes_', labels ?? []);
  return labels as readonly Label[] | undefined;
}

function readNames(issues: Issue[], value: unknown): readonly string[] | undefined {
  const names = readList(issues, '/feature_names_in_', value);
  for (const [j, name] of names?.entries() ?? []) {
    if (typeof name === 'string') continue;
    const message = `expected a string, got ${show(name)}`;
    report(issues, { path: `/feature_names_in_/${j}`, code: 'type', message });
  }
  checkUnique(issues, '/feature_names_in_', names ?? []);
  return names as readonly string[] | undefined;
}

function checkFeatureCount(issues: Issue[], value: unknown, nColumns: number): void {
  if (value === undefined) return;
  const path = '/n_features_in_';
  const count = readCount(issues, { path, least: 1 }, value);
  if (count === undefined || count === nColumns) return;
  report(issues, { path, code: 'shape', message: `expected ${nColumns}, the columns of coef_, got ${count}` });
}
