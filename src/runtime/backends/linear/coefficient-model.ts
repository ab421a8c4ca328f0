import type { Issue } from '../../../core/issue.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Matrix } from '../../../learn/math/matrix.js';
import { binaryAnswer, multinomialAnswer, valueAnswer, type ModelAnswer } from './model-answer.js';
import { report } from './read-numbers.js';
import { linearScorer, type Scorer } from './scorers.js';

/** Coefficients as a document gives them, with what it calls them. */
export interface Coefficients {
  readonly coef: Matrix;
  readonly intercept: readonly number[];
  /** The classes of a logistic regression; `undefined` for a regression. */
  readonly classes: readonly Label[] | undefined;
  readonly featureNames: readonly string[] | undefined;
  /** Keys in the document, for the pointers of issues. */
  readonly keys: { readonly intercept: string; readonly classes: string; readonly featureNames: string };
}

/**
 * What scores and answers from coefficients, or `undefined` after it reported how their lengths contradict each
 * other.
 */
export function coefficientModel(
  issues: Issue[],
  { coef, intercept, classes, featureNames, keys }: Coefficients,
): { nFeatures: number; score: Scorer; answer: ModelAnswer } | undefined {
  const { nRows, nColumns: nFeatures } = coef;
  const before = issues.length;
  if (intercept.length !== nRows) {
    const message = `expected one number for each row of coefficients, ${nRows} in all, got ${intercept.length}`;
    report(issues, { path: `/${keys.intercept}`, code: 'shape', message });
  }
  if (featureNames !== undefined && featureNames.length !== nFeatures) {
    const message = `expected one name for each column of coefficients, ${nFeatures} in all, got ${featureNames.length}`;
    report(issues, { path: `/${keys.featureNames}`, code: 'shape', message });
  }
  const expected = nRows === 1 ? 2 : nRows;
  if (classes !== undefined && classes.length !== expected) {
    const message = `expected ${expected} classes for ${nRows} ${nRows === 1 ? 'row' : 'rows'} of coefficients, got ${classes.length}`;
    report(issues, { path: `/${keys.classes}`, code: 'shape', message });
  }
  if (issues.length > before) return undefined;
  const answer =
    classes === undefined ? valueAnswer(nRows) : nRows === 1 ? binaryAnswer(classes) : multinomialAnswer(classes);
  return { nFeatures, score: linearScorer(coef, intercept), answer };
}

/** Reports each element that is there twice. */
export function checkUnique(issues: Issue[], path: string, elements: readonly unknown[]): void {
  const first = new Map<unknown, number>();
  for (const [i, element] of elements.entries()) {
    const earlier = first.get(element);
    if (earlier === undefined) first.set(element, i);
    else
      report(issues, {
        path: `${path}/${i}`,
        code: 'duplicate',
        message: `${show(element)} is element ${earlier} too`,
      });
  }
}
