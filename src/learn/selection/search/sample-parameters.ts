import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import type { RandomState } from '../../math/random-state.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { OnSelectionWarning } from '../selection-warning.js';
import { range } from '../splits/common/fold-split.js';
import { makeRandom } from '../splits/common/split-options.js';
import type { OptionChanges } from '../with-options.js';
import type { Distribution } from './distributions.js';
import { ParameterGrid, readGrids, readValues, type ParamGrid } from './parameter-grid.js';

/** What to draw each option from: a list of values or a distribution. A list is several spaces, one drawn each time. */
export type ParamDistributions = ParamSpace | readonly ParamSpace[];

/** What to draw each option of one space from. */
export type ParamSpace = Readonly<Record<string, ArrayLike<unknown> | Distribution>>;

/** How to draw. */
export interface ParameterSamplerOptions {
  /** How many combinations, at least 1. */
  readonly nIter: number;
  /** Seed, a whole number from 0 to 2³² − 1: the same one gives the same combinations. @default a random one */
  readonly randomState?: number;
  /** Told if there are fewer combinations than `nIter`. @default nothing */
  readonly onWarning?: OnSelectionWarning;
}

/**
 * Combinations of options drawn at random: different ones where all values are in lists, else each by itself.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if an option has neither values nor a distribution.
 *
 * Semantics of scikit-learn's `ParameterSampler`, draw by draw.
 *
 * @example
 * ```ts
 * sampleParameters({ alpha: loguniform(0.1, 10), fitIntercept: [true, false] }, { nIter: 3, randomState: 0 }).length; // 3
 * ```
 */
export function sampleParameters(
  paramDistributions: ParamDistributions,
  options: ParameterSamplerOptions,
): OptionChanges[] {
  checkOptions('sampleParameters', options, {
    nIter: VALIDATION_RULES.count,
    randomState: VALIDATION_RULES.seed,
    onWarning: VALIDATION_RULES.listener,
  });
  const { nIter, randomState, onWarning } = options;
  const random = makeRandom(randomState);
  const spaces = readGrids(paramDistributions, 'paramDistributions', readSpace);
  const isAllLists = spaces.every((space) => space.every(([, values]) => !isDistribution(values)));
  if (!isAllLists) return Array.from({ length: nIter }, () => draw(spaces, random));
  const grid = new ParameterGrid(paramDistributions as ParamGrid);
  if (grid.length < nIter) {
    onWarning?.({
      code: 'smallGrid',
      message: `there are ${grid.length} combinations, fewer than nIter = ${nIter}: all are tried`,
    });
  }
  return sampleWithoutReplacement(grid.length, Math.min(nIter, grid.length), random).map((index) => grid.at(index));
}

type Space = readonly (readonly [name: string, values: ArrayLike<unknown> | Distribution])[];

function draw(spaces: readonly Space[], random: RandomState): OptionChanges {
  const space = spaces[random.randint(0, spaces.length)] ?? [];
  return Object.fromEntries(
    space.map(([name, values]) => [
      name,
      isDistribution(values) ? values.rvs(random) : values[random.randint(0, values.length)],
    ]),
  );
}

function readSpace(values: unknown, where: string): ArrayLike<unknown> | Distribution {
  if (isDistribution(values)) return values;
  if (isObject(values) && !ArrayBuffer.isView(values)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${where} must be a list of values, or a distribution with rvs, got ${show(values)}`,
    );
  }
  return readValues(values, where);
}

function isDistribution(values: unknown): values is Distribution {
  return isObject(values) && typeof values['rvs'] === 'function';
}

/** `size` different whole numbers below `population`, by the method that scikit-learn takes for such numbers. */
function sampleWithoutReplacement(population: number, size: number, random: RandomState): number[] {
  const ratio = size / population;
  if (ratio > 0.01 && ratio < 0.99) {
    const order = range(0, population);
    random.shuffleInPlace(order);
    return Array.from(order.subarray(0, size));
  }
  if (ratio < 0.2) {
    const chosen = new Set<number>();
    while (chosen.size < size) chosen.add(random.randint(0, population));
    return [...chosen];
  }
  const reservoir = Array.from({ length: size }, (_, k) => k);
  for (let k = size; k < population; k++) {
    const place = random.randint(0, k + 1);
    if (place < size) reservoir[place] = k;
  }
  return reservoir;
}
