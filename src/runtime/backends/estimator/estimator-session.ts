import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import type { Issue } from '../../../core/issue.js';
import type { Session } from '../../../core/session.js';
import { checkInputs, fitsInputs, type Signature } from '../../../core/signature.js';
import { checkFinite } from '../../../core/tensor/check-finite.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import type { Predictor } from '../../../learn/contracts.js';
import { pureSession } from '../pure-session.js';
import { estimatorAnswer } from './estimator-answer.js';
import { estimatorInput } from './estimator-input.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** What a session is made of. */
export interface FittedDocument {
  readonly predictor: Predictor;
  /** Its JSON. */
  readonly document: unknown;
}

/** A session of a model that was fitted here, which it asks in this thread. */
export function estimatorSession({ predictor, document }: FittedDocument): Session {
  const input = estimatorInput(predictor, document);
  const answer = estimatorAnswer(predictor);
  const signature: Signature = { inputs: input.specs, outputs: answer.outputs };
  const { kind, featureNames } = predictor;
  const takesMatrix = input.specs[0]?.name === 'X' && input.specs[0].shape[1] === predictor.nFeatures;
  return pureSession({
    what: 'the fitted model',
    signature,
    info: {
      format: 'estimator',
      runtime: 'modelmount',
      metadata: { kind },
      classifiers: answer.classifiers,
      ...(takesMatrix && featureNames !== undefined && { featureNames }),
    },
    compute: (inputs, names) => {
      if (!fitsInputs(signature, inputs)) throw refusal(checkInputs(signature, inputs));
      let outputs: Tensors;
      try {
        outputs = answer.make(input.read(inputs), (output) => names === undefined || names.includes(output));
      } catch (error) {
        throw failure(error, inputs);
      }
      checkAnswer(outputs);
      return outputs;
    },
  });
}

function refusal(issues: readonly Issue[]): ModelMountError {
  return errorFromIssues('INVALID_INPUT', 'inputs of the fitted model', issues);
}

/** What a fitted model refuses (a missing value, an unknown category) is a fault of the rows. */
function failure(error: unknown, inputs: Tensors): ModelMountError {
  if (!ModelMountError.is(error)) {
    return new ModelMountError('RUN_FAILED', `the fitted model failed: ${String(error)}`, { cause: error });
  }
  const issues = [...inputs].flatMap(([name, tensor]) => checkFinite(name, tensor));
  return refusal(issues.length > 0 ? issues : [{ path: '', code: 'value', message: error.message }]);
}

function checkAnswer(outputs: Tensors): void {
  const issues = [...outputs].flatMap(([name, tensor]) => checkFinite(name, tensor));
  if (issues.length === 0) return;
  throw errorFromIssues('NON_FINITE_OUTPUT', 'the fitted model has no finite answer', issues);
}
