import { RandomState } from '../../math/random-state.js';
import type { LinearModelParts } from '../common/fitted-linear-model.js';
import { holdBack } from './descent/hold-back.js';
import { runSgd, type SgdState } from './descent/run-sgd.js';
import type { SgdInput } from './sgd-input.js';
import type { SgdSettings } from './sgd-options.js';
import type { SGDRegressorOptions } from './sgd-regressor-options.js';
import { startTraining, toAnswer, type SgdTraining } from './descent/sgd-training.js';

/** Rows with their targets, checked. */
export interface RegressorData {
  readonly input: SgdInput;
  readonly targets: Float64Array;
}

/** What a trained regressor is made of. */
export interface SgdRegressorParts extends LinearModelParts {
  readonly options: SGDRegressorOptions;
  readonly training: SgdTraining;
  readonly nIter: number;
  readonly isConverged: boolean;
  readonly criterion: number;
}

/**
 * Trains a regressor.
 *
 * @param before - Where training goes on. @default at the beginning
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the coefficients overflow.
 */
export function trainRegressor(
  { input, targets }: RegressorData,
  { onWarning: _, ...options }: SGDRegressorOptions,
  settings: SgdSettings & { readonly before?: SgdTraining },
): SgdRegressorParts {
  const { rows, featureNames, weights } = input;
  const training = settings.before ?? startTraining(1, rows.nColumns, settings.average);
  const seed = options.randomState ?? Math.floor(Math.random() * 2 ** 32);
  const isHeldBack = settings.earlyStopping
    ? holdBack({ nSamples: rows.nRows, fraction: settings.validationFraction, seed, weights })
    : undefined;
  const run = runSgd(
    {
      ...{ rows, targets, weights, isHeldBack },
      validate: (score) => determination(score, { targets, weights, isHeldBack }),
      seed: new RandomState(seed).randint(0, 2 ** 31 - 1),
    },
    settings,
    { ...(training.states[0] as SgdState), t: training.t },
  );
  const { nIter, isConverged, criterion } = run;
  const after: SgdTraining = { states: [run], t: training.t + nIter * rows.nRows };
  return {
    ...toAnswer(after, settings.average),
    ...{ featureNames, options, nIter, isConverged, criterion },
    training: after,
  };
}

/** Weighted R² of the samples held back. */
function determination(
  score: (i: number) => number,
  held: { targets: Float64Array; weights: Float64Array; isHeldBack: Uint8Array | undefined },
): number {
  const { targets, weights, isHeldBack = new Uint8Array(0) } = held;
  let total = 0;
  let center = 0;
  for (let i = 0; i < isHeldBack.length; i++) {
    if (isHeldBack[i] === 0) continue;
    total += weights[i] as number;
    center += (weights[i] as number) * (targets[i] as number);
  }
  center /= total;
  let residual = 0;
  let spread = 0;
  for (let i = 0; i < isHeldBack.length; i++) {
    if (isHeldBack[i] === 0) continue;
    residual += (weights[i] as number) * ((targets[i] as number) - score(i)) ** 2;
    spread += (weights[i] as number) * ((targets[i] as number) - center) ** 2;
  }
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}
