import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import { RandomState } from '../../math/random-state.js';
import { resolveClassWeight } from '../common/class-weight.js';
import type { LinearModelParts } from '../common/fitted-linear-model.js';
import { holdBack } from './descent/hold-back.js';
import { runSgd, type SgdRun, type SgdState } from './descent/run-sgd.js';
import type { SGDClassifierOptions } from './sgd-classifier-options.js';
import type { SgdInput } from './sgd-input.js';
import { sgdLoss } from './descent/sgd-loss.js';
import type { SgdSettings } from './sgd-options.js';
import { startTraining, toAnswer, type SgdTraining } from './descent/sgd-training.js';

/** Numpy's draws of seeds end here. */
const MAX_SEED = 2 ** 31 - 1;

/** Labelled rows, checked. */
export interface ClassifierData {
  readonly input: SgdInput;
  readonly labels: readonly Label[];
  /** At least two, in order. */
  readonly classes: readonly Label[];
}

/** What a trained classifier is made of. */
export interface SgdClassifierParts extends LinearModelParts {
  readonly classes: readonly Label[];
  readonly options: SGDClassifierOptions;
  /** The weight of each class. */
  readonly classWeights: Float64Array;
  readonly training: SgdTraining;
  readonly nIter: number;
  readonly isConverged: boolean;
  readonly criterion: readonly number[];
}

/**
 * Trains one output for two classes, else one for each class against the rest.
 *
 * @param before - Where training goes on. @default at the beginning
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a label that is no class, for class weights that do not fit, and if
 *   the coefficients overflow.
 */
export function trainClassifier(
  data: ClassifierData,
  options: SGDClassifierOptions,
  settings: SgdSettings & { readonly before?: { training: SgdTraining; classWeights: Float64Array } },
): SgdClassifierParts {
  const { input, labels, classes } = data;
  const { rows, featureNames, weights } = input;
  const nOutputs = classes.length === 2 ? 1 : classes.length;
  const classOf = indexLabels(labels, classes);
  const classWeights = settings.before?.classWeights ?? resolveClassWeights(classOf, classes, options);
  const training = settings.before?.training ?? startTraining(nOutputs, rows.nColumns, settings.average);
  const seed = options.randomState ?? Math.floor(Math.random() * 2 ** 32);
  const heldBackOf = (classOf: Int32Array): Uint8Array | undefined =>
    settings.earlyStopping
      ? holdBack({ nSamples: rows.nRows, fraction: settings.validationFraction, seed, classOf, weights })
      : undefined;
  const isHeldBack = heldBackOf(classOf);
  const random = new RandomState(seed);
  const runs = Array.from({ length: nOutputs }, (_, k): SgdRun => {
    const positive = nOutputs === 1 ? 1 : k;
    // For many classes scikit-learn draws the seed of each, and from that once more.
    const source = nOutputs === 1 ? random : new RandomState(random.randint(0, MAX_SEED));
    source.randint(1, MAX_SEED);
    const { negative } = sgdLoss(settings.loss, settings.epsilon);
    const targets = Float64Array.from(classOf, (own) => (own === positive ? 1 : negative));
    const [rest, own] = [nOutputs === 1 ? (classWeights[0] as number) : 1, classWeights[positive] as number];
    const problem = {
      rows,
      targets,
      weights: weights.map((weight, i) => weight * (classOf[i] === positive ? own : rest)),
      isHeldBack,
      validate: (score: (i: number) => number) => accuracy(score, { targets, weights, isHeldBack }),
      seed: source.randint(0, MAX_SEED),
    };
    return runSgd(problem, settings, { ...(training.states[k] as SgdState), t: training.t });
  });
  const nIter = Math.max(...runs.map((run) => run.nIter));
  const after: SgdTraining = { states: runs, t: training.t + nIter * rows.nRows };
  return {
    ...toAnswer(after, settings.average),
    ...{ featureNames, classes, classWeights, nIter },
    options: withoutFunctions(options),
    training: after,
    isConverged: runs.every((run) => run.isConverged),
    criterion: runs.map((run) => run.criterion),
  };
}

function indexLabels(labels: readonly Label[], classes: readonly Label[]): Int32Array {
  const indexOf = new Map(classes.map((label, k) => [label, k]));
  return Int32Array.from(labels, (label, i) => {
    const k = indexOf.get(label);
    if (k !== undefined) return k;
    throw new ModelMountError('INVALID_ARGUMENT', `y[${i}] is ${show(label)}, which is none of the classes`);
  });
}

/** 'balanced' counts samples, without their weights, as scikit-learn's SGD does. */
function resolveClassWeights(
  classOf: Int32Array,
  classes: readonly Label[],
  { classWeight }: SGDClassifierOptions,
): Float64Array {
  const counts = new Float64Array(classes.length);
  for (const k of classOf) counts[k] = (counts[k] as number) + 1;
  return resolveClassWeight(classWeight, classes, counts);
}

/** Weighted share of the samples held back that are on the right side of 0. */
function accuracy(
  score: (i: number) => number,
  held: { targets: Float64Array; weights: Float64Array; isHeldBack: Uint8Array | undefined },
): number {
  let right = 0;
  let total = 0;
  held.isHeldBack?.forEach((isHeld, i) => {
    if (isHeld === 0) return;
    const weight = held.weights[i] as number;
    total += weight;
    if (score(i) > 0 === (held.targets[i] as number) > 0) right += weight;
  });
  return right / total;
}

/** What of the options a fitted value keeps: what JSON can hold. Numbers by class are kept in order of the classes. */
function withoutFunctions({ onWarning: _, classWeight, ...options }: SGDClassifierOptions): SGDClassifierOptions {
  return classWeight === 'balanced' ? { ...options, classWeight } : options;
}
