import { throwIfAborted } from '../../../core/abort.js';
import { checkFinite, isFiniteArray, isFiniteTensor } from '../../../core/tensor/check-finite.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { show, type Issue } from '../../../core/issue.js';
import type { RunOptions, Session } from '../../../core/session.js';
import { checkInputs, fitsInputs, type Signature } from '../../../core/signature.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import { Matrix } from '../../../learn/math/matrix.js';
import type { LinearModel } from './linear-model.js';

/** A session that computes a linear model in this thread, in float64. */
export function linearSession(model: LinearModel): Session {
  const { nFeatures, featureNames, score, answer } = model;
  const signature: Signature = {
    inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, nFeatures] }],
    outputs: answer.outputs,
  };
  let isClosed = false;

  const runSync = (
    inputs: ReadonlyMap<string, Tensor>,
    { signal, outputs: names }: RunOptions = {},
  ): ReadonlyMap<string, Tensor> => {
    if (isClosed) throw new ModelMountError('SESSION_CLOSED', 'the linear model was closed before this run');
    throwIfAborted(signal, 'the linear model ran');
    checkOutputNames(names, signature);
    const { data, shape } = checkedInput(signature, inputs);
    const X = new Matrix(shape[0] as number, nFeatures, data as Float64Array);
    const scores = new Matrix(X.nRows, answer.nColumns);
    score(X, scores);
    const hasFiniteScores = isFiniteArray(scores.data);
    const outputs = answer.of(scores);
    // Finite scores have finite answers; so have some that are infinite.
    if (!hasFiniteScores) checkAnswer(outputs);
    return names === undefined ? outputs : new Map([...outputs].filter(([name]) => names.includes(name)));
  };

  return {
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
    // The constructor of a promise turns what runSync throws into a rejection.
    run: (inputs, options) => new Promise((resolve) => resolve(runSync(inputs, options))),
    runSync,
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
}

function checkOutputNames(names: readonly string[] | undefined, { outputs }: Signature): void {
  const unknown = names?.find((name) => !outputs.some((spec) => spec.name === name));
  if (unknown !== undefined) {
    const known = outputs.map((spec) => spec.name).join(', ');
    throw new ModelMountError('INVALID_ARGUMENT', `unknown output ${show(unknown)}; the linear model has ${known}`);
  }
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
