import type { ClassifierOutputs, Label } from '../../../core/session.js';
import type { TensorSpec } from '../../../core/signature.js';
import type { DType } from '../../../core/tensor/dtype.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import type { Predictor } from '../../../learn/contracts.js';
import type { Samples } from '../../../learn/data/samples.js';
import { Matrix } from '../../../learn/math/matrix.js';

/** The outputs of a session and how a fitted model makes them. */
export interface EstimatorAnswer {
  readonly outputs: readonly TensorSpec[];
  readonly classifiers: readonly ClassifierOutputs[];
  /** Makes those outputs of rows whose names are wanted, in memory of its own. */
  readonly make: (X: Samples, isWanted: (output: string) => boolean) => ReadonlyMap<string, Tensor>;
}

/**
 * `value` of a regressor. Of a classifier `label`, which is what `predict` says and need not be the most probable
 * class, and `probabilities` where it has them, else `scores` where it has a decision function.
 */
export function estimatorAnswer(predictor: Predictor): EstimatorAnswer {
  const { classes } = predictor;
  if (classes === undefined) return valueAnswer(predictor);
  if (predictor.predictProba !== undefined) return probabilityAnswer(predictor as Classifier, classes);
  return scoreAnswer(predictor, classes);
}

type Classifier = Predictor & Required<Pick<Predictor, 'predictProba'>>;

function valueAnswer(predictor: Predictor): EstimatorAnswer {
  return {
    outputs: [{ name: 'value', dtype: 'FP64', shape: [-1] }],
    classifiers: [],
    make: (X, isWanted) => {
      const answers = new Map<string, Tensor>();
      if (!isWanted('value')) return answers;
      const values = predictor.predict(X) as Float64Array;
      return answers.set('value', new Tensor('FP64', [values.length], values));
    },
  };
}

function probabilityAnswer(predictor: Classifier, classes: readonly Label[]): EstimatorAnswer {
  const { dtype, tensor } = labelsOf(classes);
  return {
    outputs: [
      { name: 'label', dtype, shape: [-1] },
      { name: 'probabilities', dtype: 'FP64', shape: [-1, classes.length] },
    ],
    classifiers: [{ label: 'label', probabilities: 'probabilities', labels: classes }],
    make: (X, isWanted) => {
      const isBoth = isWanted('label') && isWanted('probabilities');
      const both = isBoth ? predictor.predictWithProba?.(X) : undefined;
      const answers = new Map<string, Tensor>();
      if (isWanted('label')) answers.set('label', tensor(both?.labels ?? (predictor.predict(X) as Label[])));
      if (isWanted('probabilities')) {
        const { data, nRows, nColumns } = both?.probabilities ?? predictor.predictProba(X);
        answers.set('probabilities', new Tensor('FP64', [nRows, nColumns], data));
      }
      return answers;
    },
  };
}

function scoreAnswer(predictor: Predictor, classes: readonly Label[]): EstimatorAnswer {
  const { dtype, tensor } = labelsOf(classes);
  const rest = classes.length === 2 ? [] : [classes.length];
  const scores: readonly TensorSpec[] =
    predictor.decisionFunction === undefined ? [] : [{ name: 'scores', dtype: 'FP64', shape: [-1, ...rest] }];
  return {
    outputs: [{ name: 'label', dtype, shape: [-1] }, ...scores],
    classifiers: [{ label: 'label', labels: classes, ...(scores.length > 0 && { scores: 'scores' }) }],
    make: (X, isWanted) => {
      const answers = new Map<string, Tensor>();
      if (isWanted('label')) answers.set('label', tensor(predictor.predict(X) as Label[]));
      const decisions = isWanted('scores') ? predictor.decisionFunction?.(X) : undefined;
      if (decisions === undefined) return answers;
      const isMatrix = decisions instanceof Matrix;
      const nRows = isMatrix ? decisions.nRows : decisions.length;
      return answers.set('scores', new Tensor('FP64', [nRows, ...rest], isMatrix ? decisions.data : decisions));
    },
  };
}

/** Makes a tensor of labels, of the dtype that holds every one of `classes`; those of mixed types become strings. */
function labelsOf(classes: readonly Label[]): { readonly dtype: DType; readonly tensor: (labels: Label[]) => Tensor } {
  const dtype = labelDType(classes);
  return {
    dtype,
    tensor: (labels) => Tensor.of(dtype, [labels.length], dtype === 'BYTES' ? labels.map(String) : labels),
  };
}

function labelDType(classes: readonly Label[]): DType {
  if (classes.every((label) => typeof label === 'boolean')) return 'BOOL';
  if (classes.every((label) => Number.isSafeInteger(label))) return 'INT64';
  return classes.every((label) => typeof label === 'number') ? 'FP64' : 'BYTES';
}
