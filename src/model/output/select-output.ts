import { DTYPES } from '../../core/tensor/dtype.js';
import type { Session } from '../../core/session.js';
import type { Postprocessing } from '../description.js';
import { classificationOutput } from './classification-output.js';
import { multilabelOutput } from './multilabel-output.js';
import type { OutputStage } from './output-stage.js';
import { regressionOutput } from './regression-output.js';
import { tensorOutput } from './tensor-output.js';

/**
 * The output stage that a postprocessing declares, or what the model file itself tells where none is declared:
 * a classifier's label and probabilities, a regressor's value, else the outputs as they are.
 *
 * A stage that was derived leaves the tensor door as the model file has it.
 */
export function selectOutput({ signature, info }: Session, declared: Postprocessing | undefined): OutputStage {
  if (declared !== undefined) {
    switch (declared.kind) {
      case 'classification':
        return classificationOutput(signature, declared);
      case 'multilabel':
        return multilabelOutput(signature, declared);
      case 'regression':
        return regressionOutput(signature, declared);
    }
  }
  const raw = tensorOutput(signature);
  const derived = derive({ signature, info });
  return derived === undefined ? raw : { ...derived, outputs: raw.outputs, toTensors: raw.toTensors };
}

function derive({ signature, info }: Pick<Session, 'signature' | 'info'>): OutputStage | undefined {
  const [classifier] = info.classifiers;
  if (info.classifiers.length === 1 && classifier !== undefined) {
    const { probabilities, labels, label } = classifier;
    return classificationOutput(signature, { kind: 'classification', scores: probabilities, labels }, label);
  }
  const [only] = signature.outputs;
  const isRegression =
    signature.outputs.length === 1 &&
    only !== undefined &&
    DTYPES[only.dtype].kind === 'float' &&
    ((only.shape.length === 1 && only.shape[0] === -1) || (only.shape.length === 2 && only.shape[1] === 1));
  return isRegression ? regressionOutput(signature, { kind: 'regression', output: only.name }) : undefined;
}
