import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { expGap } from '../../../math/special/exp-gap.js';
import { deviance as exactDeviance } from '../../../math/special/deviance.js';
import type { Loss } from '../../common/outputs/mean-losses.js';
import type { OutputPair } from '../../common/outputs/number-outputs.js';
import { SQUARED } from '../../common/outputs/squared-loss.js';

/**
 * The unit deviance of a Tweedie distribution.
 *
 * Where y and ŷ are close the textbook formula subtracts numbers that are almost equal; it is put together from
 * differences that keep their digits there.
 */
export function tweedieLoss(power: number): Loss {
  if (power === 0) return SQUARED;
  const deviance = power === 1 ? poisson : power === 2 ? gamma : general(power);
  return {
    fill({ yTrue, yPred }, block, { start, end }) {
      for (let i = start, k = 0; i < end; i++, k++) block[k] = 2 * deviance(yTrue[i] as number, yPred[i] as number);
    },
  };
}

type Deviance = (truth: number, prediction: number) => number;

function isNear(truth: number, prediction: number): boolean {
  return Math.abs(truth - prediction) < 0.1 * prediction;
}

/** `s − log(1 + s)` with s = y/ŷ − 1. */
function logGap(truth: number, prediction: number): number {
  return exactDeviance(prediction, truth) / prediction;
}

// y log(y/ŷ) − y + ŷ
const poisson: Deviance = (truth, prediction) => {
  if (truth === 0) return prediction;
  if (isNear(truth, prediction)) return exactDeviance(truth, prediction);
  return truth * Math.log(truth / prediction) - (truth - prediction);
};

// log(ŷ/y) + y/ŷ − 1
const gamma: Deviance = (truth, prediction) => {
  if (isNear(truth, prediction)) return logGap(truth, prediction);
  return (truth - prediction) / prediction - Math.log(truth / prediction);
};

// y^a / (a b) − y ŷ^b / b + ŷ^a / a  with a = 2 − power, b = 1 − power
function general(power: number): Deviance {
  const a = 2 - power;
  const b = 1 - power;
  return (truth, prediction) => {
    const scale = prediction ** a;
    if (isNear(truth, prediction)) {
      const log = Math.log1p((truth - prediction) / prediction);
      return (scale * (expGap(a * log) - a * logGap(truth, prediction))) / (a * b);
    }
    // Powers below 0 let the truth be anything; what is not above 0 has no part in the first term.
    const first = truth > 0 ? truth ** a / (a * b) : 0;
    return first - (truth * prediction ** b) / b + scale / a;
  };
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` if it lies between 0 and 1, where there is no such distribution. */
export function checkPower(power = 0): number {
  if (Number.isFinite(power) && (power <= 0 || power >= 1)) return power;
  throw new ModelMountError('INVALID_ARGUMENT', `power must be ≤ 0 or ≥ 1, got ${show(power)}`);
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` naming the first number that the distribution does not have. */
export function checkTweedieRange({ yTrue, yPred }: OutputPair, power: number): void {
  if (power === 0) return;
  if (power >= 2) checkAbove(yTrue, { name: 'yTrue', power, allowsZero: false });
  else if (power >= 1) checkAbove(yTrue, { name: 'yTrue', power, allowsZero: true });
  checkAbove(yPred, { name: 'yPred', power, allowsZero: false });
}

interface Bound {
  readonly name: string;
  readonly power: number;
  readonly allowsZero: boolean;
}

function checkAbove(values: Float64Array, { name, power, allowsZero }: Bound): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > 0 || (allowsZero && value === 0)) continue;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${name}[${i}] must be ${allowsZero ? '≥' : 'above'} 0 for a deviance of power ${power}, got ${show(value)}`,
    );
  }
}
