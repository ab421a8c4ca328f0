import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { Estimator, FitTransformed, Target } from '../../contracts.js';
import { featureNamesOf, isColumns, toTable, type Columns, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { callFit } from '../../selection/run/call-fit.js';
import { scaleColumns, stack } from '../common/stack-columns.js';
import { checkStepNames } from '../common/names/step-names.js';
import { changeParts } from './change-parts.js';
import type { ColumnAction } from './column-transformer.js';
import { checkWeightNames, PART_WEIGHTS_RULE, weightOf, type PartWeights } from './part-weights.js';
import { FittedFeatureUnion, type UnionPart } from './fitted-feature-union.js';
import { checkTransforms, fitTransform } from './fit-transform.js';
import { partFitOptions, shareParams, type PartFitOptions } from './share-params.js';

const WHO = 'FeatureUnion';

/** A name, and what is done with all columns. */
export type UnionEntry = readonly [name: string, action: ColumnAction];

/** Options of `FeatureUnion`. */
export interface FeatureUnionOptions {
  /** What the outputs of an entry are multiplied by, by its name; finite. @default 1 each */
  readonly transformerWeights?: PartWeights | undefined;
  /** Whether `featureNamesOut` puts `<entry>__` before each name. Without it, names must not meet. @default true */
  readonly verboseFeatureNamesOut?: boolean;
}

/**
 * Applies several transformers to the same columns, and puts their outputs side by side in the order of the entries.
 *
 * `passthrough` takes the columns over as they are, `drop` leaves an entry out. The output is sparse where one of them
 * is. Semantics of scikit-learn's `FeatureUnion`.
 *
 * @example
 * ```ts
 * const union = new FeatureUnion([
 *   ['scaled', new MinMaxScaler()],
 *   ['raw', 'passthrough'],
 * ]).fit([{ age: 20 }, { age: 40 }]);
 * union.featureNamesOut(); // ['scaled__age', 'raw__age']
 * union.transform([{ age: 25 }]); // 1 × 2 matrix of 0.25, 25
 * ```
 */
export class FeatureUnion implements Estimator<FittedFeatureUnion> {
  readonly transformers: readonly UnionEntry[];
  /** The options it was made with. */
  readonly options: FeatureUnionOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for entries, names or options that are not as described. */
  constructor(transformers: readonly UnionEntry[], options: FeatureUnionOptions = {}) {
    checkOptions(WHO, options, {
      transformerWeights: PART_WEIGHTS_RULE,
      verboseFeatureNamesOut: OPTION_RULES.flag,
    });
    if (!isEntryList(transformers)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} takes a list of at least one [name, estimator, drop or passthrough]`,
      );
    }
    const names = transformers.map(([name]) => name);
    checkStepNames(names, WHO);
    checkWeightNames(options.transformerWeights, names, WHO);
    this.transformers = transformers;
    this.options = options;
  }

  /** As `name__option`, what the `fit` of each entry takes. */
  get fitOptions(): readonly string[] {
    return partFitOptions(this.transformers);
  }

  /**
   * @param X - Shape `[nSamples, nFeatures]`.
   * @param y - Handed to each transformer; shape `[nSamples]`.
   * @param options - Options of the entries' `fit`, as `name__option`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or an option is for an entry that is not there or
   *   does not take it; and what the transformers throw.
   */
  fit(X: Samples, y?: Target, options: PartFitOptions = {}): FittedFeatureUnion {
    const shares = shareParams(this.transformers, options, { who: WHO, part: 'entry' });
    const columns = readColumns(X);
    const parts = this.transformers.map(([name, action]): UnionPart => {
      const weight = weightOf(this.options.transformerWeights, name);
      if (typeof action === 'string') return { name, transformer: action, weight };
      const who = `${show(name)} in ${WHO}`;
      const transformer = checkTransforms(callFit(action, { X: columns, y, who }, shares.get(name)), who);
      return { name, transformer, weight };
    });
    return this.#make(columns, parts);
  }

  /** As `fit`, with what the transformers' own `fitTransform` make of `X`. */
  fitTransform(X: Samples, y?: Target, options: PartFitOptions = {}): FitTransformed<FittedFeatureUnion> {
    const shares = shareParams(this.transformers, options, { who: WHO, part: 'entry' });
    const columns = readColumns(X);
    const outputs: Columns[] = [];
    const parts = this.transformers.map(([name, action]): UnionPart => {
      const weight = weightOf(this.options.transformerWeights, name);
      if (action === 'drop') return { name, transformer: action, weight };
      const input = { X: columns, y, params: shares.get(name) };
      const made = action === 'passthrough' ? undefined : fitTransform(action, input, `${show(name)} in ${WHO}`);
      outputs.push(scaleColumns(made?.transformed ?? columns, weight, `${show(name)} in ${WHO}`));
      return { name, transformer: made?.fitted ?? 'passthrough', weight };
    });
    return { fitted: this.#make(columns, parts), transformed: stack(outputs, columns.nRows) };
  }

  /** The same union with other entries and options: `name`, `name__option`, `transformerWeights` … */
  withOptions(changes: Readonly<Record<string, unknown>>): FeatureUnion {
    const { transformerWeights, verboseFeatureNamesOut } = this.options;
    const whole = {
      parts: new Map(this.transformers),
      options: { transformerWeights, verboseFeatureNamesOut },
      who: WHO,
    };
    const { parts, options } = changeParts(whole, changes);
    return new FeatureUnion([...parts] as unknown as UnionEntry[], options);
  }

  #make(columns: Columns, parts: readonly UnionPart[]): FittedFeatureUnion {
    const { verboseFeatureNamesOut = true } = this.options;
    const { nColumns: nFeatures } = columns;
    return new FittedFeatureUnion({ parts, nFeatures, featureNames: featureNamesOf(columns), verboseFeatureNamesOut });
  }
}

function readColumns(X: Samples): Columns {
  const columns = isColumns(X) ? X : toTable(X);
  if (columns.nRows === 0 || columns.nColumns === 0) {
    throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs at least one row and one column to fit`);
  }
  return columns;
}

// Takes `unknown`, since `Array.isArray` on the declared type would leave `any`.
function isEntryList(entries: unknown): boolean {
  const isAction = (action: unknown): boolean =>
    action === 'drop' || action === 'passthrough' || (isObject(action) && typeof action['fit'] === 'function');
  return (
    Array.isArray(entries) &&
    entries.length > 0 &&
    entries.every((entry) => Array.isArray(entry) && entry.length === 2 && isAction(entry[1]))
  );
}
