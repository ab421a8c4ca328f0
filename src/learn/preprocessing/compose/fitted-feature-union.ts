import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import {
  alignTable,
  countRows,
  isColumns,
  toTable,
  type Columns,
  type FeatureExpectation,
  type Samples,
} from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { emptyTable } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { prefixNames } from '../common/names/prefix-names.js';
import type { ReviveContext } from '../common/revive-context.js';
import { scaleColumns, stack } from '../common/stack-columns.js';
import { checkStepNames } from '../common/names/step-names.js';
import { readWeight, weightToJson } from './part-weights.js';

const WHO = 'FeatureUnion';

/** One of the transformers that get all columns. */
export interface UnionPart {
  readonly name: string;
  readonly transformer: Transformer | 'drop' | 'passthrough';
  /** What its outputs are multiplied by. */
  readonly weight: number;
}

/** What a fitted `FeatureUnion` knows. */
export interface FeatureUnionState extends FeatureExpectation {
  /** In the order of the outputs. */
  readonly parts: readonly UnionPart[];
  readonly verboseFeatureNamesOut: boolean;
}

/** A fitted `FeatureUnion`. */
export class FittedFeatureUnion implements Transformer {
  readonly kind = 'featureUnion';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly verboseFeatureNamesOut: boolean;
  readonly transformers: readonly UnionPart[];
  readonly #active: readonly UnionPart[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a transformer was fitted on another number of columns. */
  constructor({ parts, nFeatures, featureNames, verboseFeatureNamesOut }: FeatureUnionState) {
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
    this.verboseFeatureNamesOut = verboseFeatureNamesOut;
    this.transformers = parts;
    this.#active = parts.filter(({ transformer }) => transformer !== 'drop');
    let nFeaturesOut = 0;
    for (const { name, transformer } of this.#active) {
      const input = typeof transformer === 'string' ? this : transformer;
      if (input.nFeatures !== nFeatures) {
        throw new ModelMountError(
          'INVALID_ARGUMENT',
          `${show(name)} in ${WHO} was fitted on ${input.nFeatures} columns, but gets ${nFeatures}`,
        );
      }
      nFeaturesOut += typeof transformer === 'string' ? nFeatures : transformer.nFeaturesOut;
    }
    this.nFeaturesOut = nFeaturesOut;
  }

  /**
   * @param X - The columns seen when fitting.
   * @returns Sparse where an output is, a table where one holds strings, else a matrix.
   * @throws {ModelMountError} What the transformers throw.
   */
  transform(X: Samples): Columns {
    const columns = isColumns(X) ? X : countRows(X) === 0 ? emptyTable(this) : toTable(X);
    const outputs = this.#active.map(({ name, transformer, weight }) => {
      const output = typeof transformer === 'string' ? this.#passThrough(columns) : transformer.transform(columns);
      return scaleColumns(output, weight, `${show(name)} in ${WHO}`);
    });
    return stack(outputs, columns.nRows);
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if two are the same, without `verboseFeatureNamesOut`. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    const outputs = this.#active.map(({ name, transformer }): [string, readonly string[]] => [
      name,
      typeof transformer === 'string' ? inputs : transformer.featureNamesOut(inputs),
    ]);
    return prefixNames(outputs, this.verboseFeatureNamesOut, WHO);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, verboseFeatureNamesOut } = this;
    const transformers = this.transformers.map(({ name, transformer, weight }) => ({
      name,
      transformer: typeof transformer === 'string' ? transformer : transformer.toJSON(),
      weight: weightToJson(weight),
    }));
    return { kind, featureNames, nFeatures, verboseFeatureNamesOut, transformers };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, context: ReviveContext): FittedFeatureUnion {
    const known = ['featureNames', 'nFeatures', 'verboseFeatureNamesOut', 'transformers'];
    const fields = new JsonFields(json, context.path, { kind: 'featureUnion', known });
    const nFeatures = fields.nFeatures();
    const parts = fields.list('transformers').map((item, k): UnionPart => {
      const part = new JsonFields(item, fields.at(`transformers/${k}`), { known: ['name', 'transformer', 'weight'] });
      const transformer = part.raw('transformer');
      const isAction = transformer === 'drop' || transformer === 'passthrough';
      return {
        name: part.raw('name') as string,
        transformer: isAction ? transformer : context.revive(transformer, part.at('transformer')),
        weight: readWeight(part),
      };
    });
    checkStepNames(
      parts.map(({ name }) => name),
      fields.at('transformers'),
    );
    return new FittedFeatureUnion({
      ...{ parts, nFeatures },
      featureNames: fields.featureNames(nFeatures),
      verboseFeatureNamesOut: fields.boolean('verboseFeatureNamesOut'),
    });
  }

  #passThrough(columns: Columns): Columns {
    const isNumbers = columns instanceof Matrix || columns instanceof SparseMatrix;
    return isNumbers && columns.nColumns === this.nFeatures ? columns : alignTable(columns, this, WHO);
  }
}
