import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../meta/repository.js';

/** Classification metrics of scikit-learn. */
export interface ClassificationReference {
  readonly nSamples: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly matthewsCorrcoef: number;
  readonly f1: number;
  readonly rocAuc: number;
  readonly logLoss: number;
  readonly confusionMatrix: { readonly labels: readonly string[]; readonly matrix: readonly (readonly number[])[] };
}

interface Reference {
  readonly iris: ClassificationReference;
  readonly wine: ClassificationReference & { readonly example: Readonly<Record<string, number>> };
  readonly diabetes: { readonly mae: number; readonly rmse: number; readonly r2: number; readonly example: number };
  readonly digits: { readonly probabilities: readonly (readonly number[])[] };
}

interface ModelReportReference {
  readonly validation: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly bestParams: object;
  readonly bestScore: number;
  readonly report: string;
  readonly auc: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly matthewsCorrcoef: number;
  readonly threshold: number;
  readonly counts: object;
}

/** What examples/model-report writes, as far as it is looked at. */
export interface ModelReport {
  readonly validation: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly bestParams: object;
  readonly auc: { readonly area: number };
  readonly accuracy: { readonly value: number };
  readonly balancedAccuracy: number;
  readonly matthewsCorrcoef: number;
  readonly bestThreshold: number;
  readonly thresholds: readonly object[];
}

/** What scikit-learn and NumPy get on the same data; made by test/reference/data/evaluate.py. */
export const REFERENCE = readFixture('examples') as Reference;

/** What scikit-learn gets where examples/model-report compares, tunes and tests; made by test/reference/data/model_report.py. */
export const MODEL_REPORT = readFixture('examples', 'model-report') as ModelReportReference;

/** Probabilities of scikit-learn's own iris model for the held-out rows; made by test/reference/models/iris_logistic.py. */
export const IRIS_PROBABILITIES: readonly (readonly number[])[] = irisProbabilities();

/** The position of the largest value. */
export function argmax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function readFixture(folder: string, name = 'reference'): unknown {
  return JSON.parse(readFileSync(join(ROOT, 'test/fixtures', folder, `${name}.json`), 'utf8'));
}

function irisProbabilities(): number[][] {
  const { outputs } = readFixture('iris-logistic') as { outputs: { output_probability: { data: number[] } } };
  const { data } = outputs.output_probability;
  return Array.from({ length: data.length / 3 }, (_, i) => data.slice(3 * i, 3 * i + 3));
}
