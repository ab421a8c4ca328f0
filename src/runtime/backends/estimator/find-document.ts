import type { Artifact } from '../../../core/artifact.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import { ESTIMATOR_KINDS } from './estimator-kinds.js';

/** The name under which a file is ours whatever is in it. */
const ESTIMATOR_JSON = 'estimator.json';

/** With one of these a document is coefficients, whatever it says that it is. */
const COEFFICIENTS = ['coef', 'coef_', 'intercept_'];

/** The file of an artifact that can be a fitted model's JSON: its one file, or the `estimator.json` of a folder. */
export async function findFile(artifact: Artifact): Promise<string | undefined> {
  const { entry } = artifact;
  if (entry !== undefined) return entry.endsWith('.json') ? entry : undefined;
  return (await artifact.files()).includes(ESTIMATOR_JSON) ? ESTIMATOR_JSON : undefined;
}

/** Whether the artifact is a fitted model, or its JSON. Throws nothing. */
export async function isEstimator(artifact: Artifact): Promise<boolean> {
  try {
    if (isObject(artifact.value)) return claims(artifact.value);
    const file = await findFile(artifact);
    // A damaged estimator.json is nobody else's: load says what is wrong with it.
    return file !== undefined && (file === ESTIMATOR_JSON || claims(await readFile(artifact, file)));
  } catch {
    return false;
  }
}

/**
 * The JSON of the fitted model in an artifact, as nobody else can change it.
 *
 * @throws {ModelMountError} `INVALID_MODEL` if there is none; as `artifact.read`.
 */
export async function readDocument(artifact: Artifact): Promise<unknown> {
  if (isObject(artifact.value)) return copyOf(artifact.value);
  const file = await findFile(artifact);
  if (file !== undefined) return readFile(artifact, file);
  throw new ModelMountError(
    'INVALID_MODEL',
    `"${artifact.label}" has no fitted model; expected an ${ESTIMATOR_JSON}, as JSON.stringify writes it`,
  );
}

function claims(document: unknown): boolean {
  // Inherited too: an instance has its kind from its class.
  return (
    isObject(document) &&
    ESTIMATOR_KINDS.includes(document['kind'] as string) &&
    !COEFFICIENTS.some((member) => Object.hasOwn(document, member))
  );
}

async function readFile(artifact: Artifact, file: string): Promise<unknown> {
  const bytes = await artifact.read(file);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ModelMountError('INVALID_MODEL', `${show(file)} is not JSON`, { cause, details: { file } });
  }
}

function copyOf(value: object): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (cause) {
    throw new ModelMountError('INVALID_MODEL', `the value has no JSON form: ${String(cause)}`, { cause });
  }
}
