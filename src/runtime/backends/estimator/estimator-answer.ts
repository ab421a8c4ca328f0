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
  /** Makes each output of rows, by its name, in memory of its own. */
  readonly makers: Readonly<Record<string, (X: Samples) => Tensor>>;
}

/**
 * `value` of a regressor. Of a classifier `label`, which is what `predict` says and need not be the most probable
 * class, and `probabilities` where it has them, else `scores` where it has a decision function.
 */
export function estimatorAnswer(predictor: Predictor): EstimatorAnswer {
  const { classes } = predictor;
  if (classes === undefined) {
    return {
      outputs: [{ name: 'value', dtype: 'FP64', shape: [-1] }],
      classifiers: [],
      makers: {
        value: (X) => {
          const values = Float64Array.from(predictor.predict(X) as Float64Array);
          return new Tensor('FP64', [values.length], values);
        },
      },
    };
  }
  const numbers = numbersOf(predictor, classes);
  const dtype = labelDType(classes);
  const label = (X: Samples): Tensor => {
    const labels = predictor.predict(X) as Label[];
    return Tensor.of(dtype, [labels.length], labels);
  };
  const named = numbers === undefined ? {} : { [numbers.name]: numbers.name };
  return {
    outputs: [
      { name: 'label', dtype, shape: [-1] },
      ...(numbers === undefined ? [] : [{ name: numbers.name, dtype: 'FP64' as const, shape: [-1, ...numbers.rest] }]),
    ],
    classifiers: [{ label: 'label', labels: classes, ...named }],
    makers: { label, ...(numbers !== undefined && { [numbers.name]: numbers.of }) },
  };
}

/** What tells how a classifier chose. */
interface Numbers {
  readonly name: 'probabilities' | 'scores';
  /** The axes behind the first. */
  readonly rest: readonly number[];
  readonly of: (X: Samples) => Tensor;
}

function numbersOf(predictor: Predictor, classes: readonly Label[]): Numbers | undefined {
  const nClasses = classes.length;
  if (predictor.predictProba !== undefined) {
    const { predictProba } = predictor as Required<Predictor>;
    return {
      name: 'probabilities',
      rest: [nClasses],
      of: (X) => {
        const { data, nRows } = predictProba.call(predictor, X);
        return new Tensor('FP64', [nRows, nClasses], data);
      },
    };
  }
  if (predictor.decisionFunction === undefined) return undefined;
  const { decisionFunction } = predictor as Required<Predictor>;
  const rest = nClasses === 2 ? [] : [nClasses];
  return {
    name: 'scores',
    rest,
    of: (X) => {
      const scores = decisionFunction.call(predictor, X);
      if (!(scores instanceof Matrix)) return new Tensor('FP64', [scores.length], scores);
      return new Tensor('FP64', [scores.nRows, ...rest], rest.length === 0 ? scores.column(1) : scores.data);
    },
  };
}

/** The classes of a fitted model are of one type, numbers among them whole. */
function labelDType([first]: readonly Label[]): DType {
  if (typeof first === 'boolean') return 'BOOL';
  return typeof first === 'number' ? 'INT64' : 'BYTES';
}
