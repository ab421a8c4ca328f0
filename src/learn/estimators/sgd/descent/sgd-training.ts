import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import { isObject } from '../../../../core/json.js';
import { fromJsonNumbers, toJsonNumber, toJsonNumbers } from '../../../data/json-number.js';
import { Matrix } from '../../../math/matrix.js';
import type { LinearMap } from '../../../math/scores/linear-scores.js';
import type { SgdState } from './run-sgd.js';

/** How far training has come: what the next batch goes on from. */
export interface SgdTraining {
  /** One for each output. */
  readonly states: readonly SgdState[];
  /** Number of the next step, from 1. */
  readonly t: number;
}

/** Training that begins: all coefficients 0. */
export function startTraining(nOutputs: number, nFeatures: number, average: number): SgdTraining {
  const states = Array.from({ length: nOutputs }, () => ({
    coef: new Float64Array(nFeatures),
    intercept: 0,
    averageCoef: new Float64Array(average > 0 ? nFeatures : 0),
    averageIntercept: 0,
  }));
  return { states, t: 1 };
}

/** The coefficients to answer with: the averages, once there were steps enough; + 0 turns −0 into 0. */
export function toAnswer({ states, t }: SgdTraining, average: number): LinearMap {
  const isAveraged = average > 0 && average <= t - 1;
  const coef = Matrix.from(states.map((state) => (isAveraged ? state.averageCoef : state.coef)));
  return {
    coef: new Matrix(
      coef.nRows,
      coef.nColumns,
      coef.data.map((value) => value + 0),
    ),
    intercept: Float64Array.from(states, (state) => (isAveraged ? state.averageIntercept : state.intercept) + 0),
  };
}

/** Training as JSON; `states` are left out where the coefficients that the model answers with are all there is. */
export function trainingToJson({ states, t }: SgdTraining, average: number): JsonObject {
  if (average === 0) return { t };
  return {
    t,
    states: states.map((state) => ({
      coef: toJsonNumbers(state.coef),
      intercept: toJsonNumber(state.intercept),
      averageCoef: toJsonNumbers(state.averageCoef),
      averageIntercept: toJsonNumber(state.averageIntercept),
    })),
  };
}

/**
 * What `trainingToJson` wrote.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what is not as it should be.
 */
export function readTraining(json: unknown, { coef, intercept }: LinearMap, average: number): SgdTraining {
  const where = 'metadata.training';
  if (!isObject(json)) throw wrong(where, 'an object', json);
  const t = json['t'];
  if (typeof t !== 'number' || !Number.isSafeInteger(t) || t < 1) throw wrong(`${where}.t`, 'a whole number ≥ 1', t);
  if (average === 0) {
    const states = Array.from(intercept, (value, k) => ({
      coef: coef.row(k).slice(),
      intercept: value,
      averageCoef: new Float64Array(0),
      averageIntercept: 0,
    }));
    return { states, t };
  }
  const list: unknown = json['states'];
  if (!Array.isArray(list) || list.length !== coef.nRows) {
    throw wrong(`${where}.states`, `a list of ${coef.nRows}`, list);
  }
  const states = list.map((state: unknown, k) => {
    const at = `${where}.states[${k}]`;
    if (!isObject(state)) throw wrong(at, 'an object', state);
    return {
      coef: readFinite(state['coef'], coef.nColumns, `${at}.coef`),
      intercept: readFinite([state['intercept']], 1, `${at}.intercept`)[0] as number,
      averageCoef: readFinite(state['averageCoef'], coef.nColumns, `${at}.averageCoef`),
      averageIntercept: readFinite([state['averageIntercept']], 1, `${at}.averageIntercept`)[0] as number,
    };
  });
  return { states, t };
}

function readFinite(value: unknown, length: number, where: string): Float64Array {
  const numbers = fromJsonNumbers(value, where);
  if (numbers.length !== length || !numbers.every(Number.isFinite)) {
    throw wrong(where, `${length} finite numbers`, value);
  }
  return numbers;
}

function wrong(where: string, expected: string, actual: unknown): ModelMountError {
  return new ModelMountError(
    'INVALID_ARGUMENT',
    `"${where}" of a model trained by SGD must be ${expected}, got ${show(actual)}`,
  );
}
