import { throwIfAborted } from '../../../core/abort.js';
import type { Artifact } from '../../../core/artifact.js';
import type { BackendLoadOptions } from '../../../core/backend.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import type { Session } from '../../../core/session.js';
import { DTYPES } from '../../../core/tensor/dtype.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import { revivePredictor } from '../../../learn/estimators/revive.js';
import { reviveTransformer } from '../../../learn/preprocessing/revive.js';
import { checkDocument } from './check-document.js';
import type { EstimatorOptions } from './estimator-options.js';
import { estimatorSession } from './estimator-session.js';
import { readDocument } from './find-document.js';
import { importMlRegression } from './import-ml-regression.js';

/** Loads the fitted model that the artifact has. */
export async function loadEstimator(
  artifact: Artifact,
  { signal }: BackendLoadOptions = {},
  options: EstimatorOptions = {},
): Promise<Session> {
  const { label } = artifact;
  throwIfAborted(signal, `"${label}" was loaded`);
  const document = await readDocument(artifact);
  const { hasMlRegression } = checkDocument(document, label);
  const mlRegression = options.mlRegression ?? (hasMlRegression ? await importMlRegression(label) : []);
  throwIfAborted(signal, `"${label}" was loaded`);
  const { transformers, functions } = options;
  try {
    const predictor = revivePredictor(document, {
      mlRegression,
      reviveTransformer: (json, own) => reviveTransformer(json, { ...own, transformers, functions }),
    });
    const session = estimatorSession({ predictor, document });
    // What is wrong with the whole of a model, rather than with a row, shows without any.
    session.runSync?.(noRows(session));
    return session;
  } catch (error) {
    throw invalidModel(error, label);
  }
}

function noRows({ signature }: Session): ReadonlyMap<string, Tensor> {
  const empty = signature.inputs.map(({ name, dtype, shape: [, width = 1] }) => {
    return [name, new Tensor(dtype, [0, width], DTYPES[dtype].allocate(0))] as const;
  });
  return new Map(empty);
}

function invalidModel(error: unknown, label: string): ModelMountError {
  const text = error instanceof Error ? error.message : String(error);
  // Faults of a document begin with their place.
  const [, path = '', message = text] = /^(\/[^\s:]*):? (.*)$/s.exec(text) ?? [];
  const subject = `"${label}" (estimator.json)`;
  const { issues } = errorFromIssues('INVALID_MODEL', subject, [{ path, code: 'value', message }]);
  return new ModelMountError('INVALID_MODEL', `${subject}: ${text}`, { issues, cause: error });
}
