import { checkFinite, isFiniteArray, isFiniteTensor } from '../../../core/tensor/check-finite.js';
import { errorFromIssues } from '../../../core/errors.js';
import type { Issue } from '../../../core/issue.js';
import type { Session } from '../../../core/session.js';
import { checkInputs, fitsInputs, type Signature } from '../../../core/signature.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import { Matrix } from '../../../learn/math/matrix.js';
import { pureSession } from '../pure-session.js';
import type { LinearModel } from './linear-model.js';

/** A session that computes a linear model in this thread, in float64. */
export function linearSession(model: LinearModel): Session {
  const { nFeatures, featureNames, score, answer } = model;
  const signature: Signature = {
    inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, nFeatures] }],
    outputs: answer.outputs,
  };
  return pureSession({
    what: 'the linear model',
    signature,
    info: {
      format: 'linear',
      runtime: 'modelmount',
      metadata: {
        source: model.source,
        kind: model.kind,
        ...(model.metadata !== undefined && { metadata: model.metadata }),
      },
      classifiers: answer.classifiers,
      ...(featureNames !== undefined && { featureNames }),
    },
    compute: (inputs) => {
      const { data, shape } = checkedInput(signature, inputs);
      const X = new Matrix(shape[0] as number, nFeatures, data as Float64Array);
      const scores = new Matrix(X.nRows, answer.nColumns);
      score(X, scores);
      const hasFiniteScores = isFiniteArray(scores.data);
      const outputs = answer.of(scores);
      // Finite scores have finite answers; so have some that are infinite.
      if (!hasFiniteScores) checkAnswer(outputs);
      return outputs;
    },
  });
}

function checkedInput(signature: Signature, inputs: ReadonlyMap<string, Tensor>): Tensor {
  const X = inputs.get('X') as Tensor;
  if (fitsInputs(signature, inputs) && isFiniteTensor(X)) return X;
  const misfits = checkInputs(signature, inputs);
  const issues = misfits.length > 0 ? misfits : checkFinite('X', X);
  throw errorFromIssues('INVALID_INPUT', 'inputs of the linear model', issues);
}

function checkAnswer(outputs: ReadonlyMap<string, Tensor>): void {
  const issues: Issue[] = [];
  for (const [name, tensor] of outputs) issues.push(...checkFinite(name, tensor));
  if (issues.length > 0) {
    throw errorFromIssues(
      'NON_FINITE_OUTPUT',
      'the features are beyond what the linear model can compute with',
      issues,
    );
  }
}
