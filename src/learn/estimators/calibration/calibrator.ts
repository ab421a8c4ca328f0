import { ModelMountError } from '../../../core/errors.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import { within } from '../../preprocessing/common/within.js';
import { fromJsonNumber, toJsonNumber } from '../../data/json-number.js';
import { expit } from '../../math/scores/logistic.js';
import { Matrix } from '../../math/matrix.js';
import { FittedIsotonicRegression } from '../isotonic/fitted-isotonic-regression.js';
import { IsotonicRegression } from '../isotonic/isotonic-regression.js';
import { fitPlatt, type CalibrationFit, type PlattScaling } from './platt-scaling.js';
import { toLogits, type ResponseMethod } from './response.js';
import { applyTemperature, fitTemperature, type TemperatureScaling } from './temperature-scaling.js';

export const CALIBRATION_METHODS = ['sigmoid', 'isotonic', 'temperature'] as const;

/** How answers become probabilities: Platt's sigmoid, a monotone function of any form, or one temperature. */
export type CalibrationMethod = (typeof CALIBRATION_METHODS)[number];

/** What turns a classifier's answers into probabilities; one part for each column of answers. */
export type Calibrator =
  | { readonly method: 'sigmoid'; readonly parts: readonly PlattScaling[] }
  | { readonly method: 'isotonic'; readonly parts: readonly FittedIsotonicRegression[] }
  | { readonly method: 'temperature'; readonly parts: readonly [TemperatureScaling] };

/** Answers with what is true of their samples. */
export interface Answers {
  /** Shape `[nSamples, 1]` for two classes, else `[nSamples, nClasses]`. */
  readonly answers: Matrix;
  readonly response: ResponseMethod;
  /** Position of the true class of each sample. */
  readonly classOf: Int32Array;
  readonly weights: Float64Array;
}

/** Fits a calibrator; classes are taken one against the rest, except for a temperature. */
export function fitCalibrator(
  method: CalibrationMethod,
  { answers, response, classOf, weights }: Answers,
): { readonly calibrator: Calibrator; readonly fits: readonly CalibrationFit[] } {
  if (method === 'temperature') {
    const { beta, ...fit } = fitTemperature(toLogits(answers, response), classOf, weights);
    return { calibrator: { method, parts: [{ beta }] }, fits: [fit] };
  }
  const columns = Array.from({ length: answers.nColumns }, (_, k) => {
    const positive = answers.nColumns === 1 ? 1 : k;
    return {
      scores: answers.column(k),
      isPositive: Uint8Array.from(classOf, (own) => Number(own === positive)),
      weights,
    };
  });
  if (method === 'isotonic') {
    const isotonic = new IsotonicRegression({ outOfBounds: 'clip' });
    const parts = columns.map(({ scores, isPositive }) =>
      isotonic.fit(new Matrix(scores.length, 1, scores), isPositive, { sampleWeight: weights }),
    );
    return { calibrator: { method, parts }, fits: [] };
  }
  const fits = columns.map(fitPlatt);
  return { calibrator: { method, parts: fits.map(({ a, b }) => ({ a, b })) }, fits };
}

/** Probabilities of all classes; shape `[nSamples, nClasses]`. Where every class has 0 they become equal. */
export function calibrate(calibrator: Calibrator, answers: Matrix, response: ResponseMethod): Matrix {
  if (calibrator.method === 'temperature') return applyTemperature(toLogits(answers, response), calibrator.parts[0]);
  const { nRows, nColumns } = answers;
  const columns = Array.from({ length: nColumns }, (_, k) => {
    const column = answers.column(k);
    if (calibrator.method === 'isotonic') {
      return (calibrator.parts[k] as FittedIsotonicRegression).predict(new Matrix(nRows, 1, column));
    }
    const { a, b } = calibrator.parts[k] as PlattScaling;
    return column.map((score) => expit(-(a * score + b)));
  });
  const nClasses = nColumns === 1 ? 2 : nColumns;
  const probabilities = new Matrix(nRows, nClasses);
  for (let i = 0; i < nRows; i++) {
    const row = probabilities.row(i);
    if (nColumns === 1) {
      row[1] = columns[0]?.[i] as number;
      row[0] = 1 - row[1];
      continue;
    }
    let total = 0;
    for (let k = 0; k < nClasses; k++) total += row[k] = columns[k]?.[i] as number;
    for (let k = 0; k < nClasses; k++) row[k] = total === 0 ? 1 / nClasses : (row[k] as number) / total;
  }
  return probabilities;
}

/** A calibrator as JSON. */
export function calibratorToJson({ method, parts }: Calibrator): JsonObject {
  if (method === 'isotonic') return { method, parts: parts.map((part) => part.toJSON()) };
  if (method === 'temperature') return { method, parts: [{ beta: toJsonNumber(parts[0].beta) }] };
  return { method, parts: parts.map(({ a, b }) => ({ a: toJsonNumber(a), b: toJsonNumber(b) })) };
}

/**
 * What `calibratorToJson` wrote.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what is not as it should be.
 */
export function readCalibrator(json: unknown, nClasses: number, where: string): Calibrator {
  const { method, parts } = isObject(json) ? json : { method: undefined, parts: undefined };
  const nParts = method === 'temperature' || nClasses === 2 ? 1 : nClasses;
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `${where} ${message}`);
  };
  if (!Array.isArray(parts) || parts.length !== nParts) return fail(`must have ${nParts} parts`);
  const number = (part: unknown, name: string): number => {
    const value = fromJsonNumber(isObject(part) ? part[name] : undefined, `${where}/parts/${name}`);
    return Number.isFinite(value) ? value : fail(`must have finite numbers, ${name} is not`);
  };
  if (method === 'sigmoid') {
    return { method, parts: parts.map((part) => ({ a: number(part, 'a'), b: number(part, 'b') })) };
  }
  if (method === 'isotonic') {
    const read = (part: unknown, k: number): FittedIsotonicRegression =>
      within(`${where}/parts/${k}`, () => FittedIsotonicRegression.fromJSON(part));
    return { method, parts: parts.map(read) };
  }
  if (method === 'temperature') {
    const beta = number(parts[0], 'beta');
    return beta > 0 ? { method, parts: [{ beta }] } : fail('must have a beta > 0');
  }
  return fail(`must have a method of ${CALIBRATION_METHODS.join(', ')}`);
}
