import { throwIfAborted } from '../../../core/abort.js';
import type { Artifact } from '../../../core/artifact.js';
import type { Backend, BackendLoadOptions } from '../../../core/backend.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import type { Issue } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Session } from '../../../core/session.js';
import { findDocuments, LINEAR_JSON } from './find-document.js';
import type { Importer } from './importers/importer.js';
import { linearJsonImporter } from './importers/linear-json.js';
import { mlLogisticRegressionImporter } from './importers/ml-logistic-regression.js';
import { mlRegressionImporter } from './importers/ml-regression.js';
import { scikitLearnImporter } from './importers/scikit-learn.js';
import { linearSession } from './linear-session.js';
import { plainDocument } from './plain-document.js';

/** The linear backend has no options. */
export type LinearOptions = Readonly<Record<string, never>>;

/**
 * Runs linear and logistic regressions from their coefficients, without any runtime.
 *
 * Reads `linear.json`, scikit-learn's attributes as JSON, and the JSON or instances of `ml-regression` and
 * `ml-logistic-regression`. A session takes `X` (FP64, shape `[-1, nFeatures]`) and answers `value` (FP64) for a
 * regression, `probabilities` (FP64, one column per class) for a logistic one; it has `runSync`. NaN and
 * infinities in `X` are `INVALID_INPUT`; an answer is never one of them, but `NON_FINITE_OUTPUT`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option.
 *
 * @example
 * ```ts
 * const artifact = await openArtifact({ kind: 'ridge', coef: [[2, -1]], intercept: [0.5] });
 * const session = await linear().load(artifact);
 * session.runSync?.(new Map([['X', Tensor.of('FP64', [1, 2], [3, 4])]])).get('value')?.toFlat(); // [2.5]
 * ```
 */
export function linear(options: LinearOptions = {}): Backend {
  checkOptionNames('linear', options, []);
  const importers: readonly Importer[] = [
    linearJsonImporter(),
    scikitLearnImporter(),
    mlRegressionImporter(),
    mlLogisticRegressionImporter(),
  ];
  return {
    name: 'linear',
    flags: { isSynchronous: true, packages: [] },
    reference: { module: 'modelmount/linear', options: {} },
    accepts: (artifact) =>
      findDocuments(artifact, importers).then(
        (found) => found.length > 0,
        // A damaged linear.json is nobody else's: load says what is wrong with it.
        (error: unknown) => ModelMountError.is(error) && error.details['file'] === LINEAR_JSON,
      ),
    load: (artifact, loadOptions) => load(artifact, importers, loadOptions),
  };
}

async function load(
  artifact: Artifact,
  importers: readonly Importer[],
  { signal }: BackendLoadOptions = {},
): Promise<Session> {
  throwIfAborted(signal, `"${artifact.label}" was loaded`);
  const found = await findDocuments(artifact, importers);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const what = first === undefined ? 'no coefficients of a linear model' : `${found.length} files with coefficients`;
    throw new ModelMountError(
      'INVALID_MODEL',
      `"${artifact.label}" has ${what}; expected one JSON of ${importers.map(({ source }) => source).join(', ')}`,
    );
  }
  const issues: Issue[] = [];
  const model = await first.importer.read(
    artifact.value === undefined ? first.document : plainDocument(first.document),
    issues,
  );
  throwIfAborted(signal, `"${artifact.label}" was loaded`);
  if (model === undefined) {
    throw errorFromIssues('INVALID_MODEL', `"${artifact.label}" (${first.importer.source})`, issues);
  }
  return linearSession(model);
}
