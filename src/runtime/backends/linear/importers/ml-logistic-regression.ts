import { isObject } from '../../../../core/json.js';
import { show, type Issue } from '../../../../core/issue.js';
import { Matrix } from '../../../../learn/math/matrix.js';
import type { LinearModel } from '../linear-model.js';
import { oneVersusRestAnswer } from '../model-answer.js';
import { readCount, readList, readMatrix, report } from '../read-numbers.js';
import { linearScorer } from '../scorers.js';
import type { Document, Importer } from './importer.js';

const SOURCE = 'ml-logistic-regression';

/**
 * The classifier of the npm package `ml-logistic-regression`: its `toJSON()` or the instance itself. One model per
 * class against the rest, without intercepts; it has no probabilities.
 */
export function mlLogisticRegressionImporter(): Importer {
  return {
    source: SOURCE,
    claims: ({ kind, name, classifiers }) =>
      typeof kind !== 'string' && (name === 'LogisticRegression' || classifiers !== undefined),
    read,
  };
}

function read(document: Document, issues: Issue[]): LinearModel | undefined {
  const nClasses = readCount(issues, { path: '/numberClasses', least: 1 }, document['numberClasses']);
  const classifiers = readList(issues, '/classifiers', document['classifiers']);
  const rows = classifiers?.map((classifier, k) => readWeights(classifier, issues, k));
  if (nClasses === undefined || rows === undefined || !rows.every((row) => row !== undefined)) return undefined;
  if (rows.length !== nClasses) {
    const message = `expected ${nClasses} elements by numberClasses, got ${rows.length}`;
    report(issues, { path: '/classifiers', code: 'shape', message });
    return undefined;
  }
  const nFeatures = rows[0]?.length ?? 0;
  const k = rows.findIndex((row) => row.length !== nFeatures);
  if (k !== -1) {
    const message = `expected ${nFeatures} numbers as in the first classifier, got ${rows[k]?.length ?? 0}`;
    report(issues, { path: `/classifiers/${k}/weights/0`, code: 'shape', message });
    return undefined;
  }
  const score = linearScorer(Matrix.from(rows), new Array<number>(nClasses).fill(0));
  return { source: SOURCE, kind: 'LogisticRegression', nFeatures, score, answer: oneVersusRestAnswer(nClasses) };
}

function readWeights(classifier: unknown, issues: Issue[], k: number): Float64Array | undefined {
  const path = `/classifiers/${k}`;
  if (!isObject(classifier)) {
    report(issues, { path, code: 'type', message: `expected an object, got ${show(classifier)}` });
    return undefined;
  }
  const weights = readMatrix(issues, `${path}/weights`, classifier['weights']);
  if (weights === undefined || weights.nRows === 1) return weights?.row(0);
  const message = `expected one row of numbers, got ${weights.nRows}`;
  report(issues, { path: `${path}/weights`, code: 'shape', message });
  return undefined;
}
