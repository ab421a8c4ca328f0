import { throwIfAborted } from '../../../core/abort.js';
import type { Artifact } from '../../../core/artifact.js';
import type { BackendLoadOptions } from '../../../core/backend.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import type { Issue } from '../../../core/issue.js';
import type { Session } from '../../../core/session.js';
import { findDocuments, LINEAR_JSON } from './find-document.js';
import type { Importer } from './importers/importer.js';
import { linearJsonImporter } from './importers/linear-json.js';
import { mlLogisticRegressionImporter } from './importers/ml-logistic-regression.js';
import { mlRegressionImporter } from './importers/ml-regression.js';
import { scikitLearnImporter } from './importers/scikit-learn.js';
import { linearSession } from './linear-session.js';
import { plainDocument } from './plain-document.js';

const IMPORTERS: readonly Importer[] = [
  linearJsonImporter(),
  scikitLearnImporter(),
  mlRegressionImporter(),
  mlLogisticRegressionImporter(),
];

/** Whether the artifact has coefficients of a linear model. */
export function isLinear(artifact: Artifact): Promise<boolean> {
  return findDocuments(artifact, IMPORTERS).then(
    (found) => found.length > 0,
    // A damaged linear.json is nobody else's: load says what is wrong with it.
    (error: unknown) => ModelMountError.is(error) && error.details['file'] === LINEAR_JSON,
  );
}

/** Loads the one document with coefficients that the artifact has. */
export async function loadLinear(artifact: Artifact, { signal }: BackendLoadOptions = {}): Promise<Session> {
  throwIfAborted(signal, `"${artifact.label}" was loaded`);
  const found = await findDocuments(artifact, IMPORTERS);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const what = first === undefined ? 'no coefficients of a linear model' : `${found.length} files with coefficients`;
    throw new ModelMountError(
      'INVALID_MODEL',
      `"${artifact.label}" has ${what}; expected one JSON of ${IMPORTERS.map(({ source }) => source).join(', ')}`,
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
