import { DTYPES } from '../../core/tensor/dtype.js';
import { ModelMountError } from '../../core/errors.js';
import type { Session } from '../../core/session.js';
import type { ClassificationPostprocessing, Postprocessing } from '../description.js';
import { classificationOutput } from './classification-output.js';
import { labelOutput } from './label-output.js';
import { multilabelOutput } from './multilabel-output.js';
import type { OutputStage } from './output-stage.js';
import { ownLabel } from './own-label.js';
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
        return declaredClasses({ signature, info }, declared);
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

type Described = Pick<Session, 'signature' | 'info'>;

/**
 * Classes as declared. Where the file tells which class the model itself chooses, that one is answered, under the name
 * that is declared for it: a classifier's own threshold is not given up for being described.
 */
function declaredClasses({ signature, info }: Described, declared: ClassificationPostprocessing): OutputStage {
  const [classifier] = info.classifiers;
  const { labels, scores, activation, threshold, topK } = declared;
  if (info.classifiers.length !== 1 || classifier?.label === undefined)
    return classificationOutput(signature, declared);
  const { label, probabilities } = classifier;
  if (probabilities !== undefined) {
    const isItsOwn = classifier.labels.length === labels.length && (scores === undefined || scores === probabilities);
    const own = isItsOwn ? ownLabel(classifier, { output: label, labels }) : undefined;
    return classificationOutput(signature, declared, own);
  }
  // Scores can be made probabilities, if that is said.
  if (scores !== undefined || activation !== undefined) return classificationOutput(signature, declared);
  if (threshold !== undefined || topK !== undefined || classifier.labels.length !== labels.length) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `the model has ${classifier.labels.length} classes and no probabilities; declare as many labels, and neither threshold nor topK`,
    );
  }
  return labelOutput(signature, {
    labels,
    own: ownLabel(classifier, { output: label, labels }),
    scores: classifier.scores,
  });
}

function derive({ signature, info }: Described): OutputStage | undefined {
  const [classifier] = info.classifiers;
  if (info.classifiers.length === 1 && classifier !== undefined) {
    const { probabilities, labels } = classifier;
    const scores = probabilities === undefined ? {} : { scores: probabilities };
    return declaredClasses({ signature, info }, { kind: 'classification', labels, ...scores });
  }
  const [only] = signature.outputs;
  const isRegression =
    signature.outputs.length === 1 &&
    only !== undefined &&
    DTYPES[only.dtype].kind === 'float' &&
    ((only.shape.length === 1 && only.shape[0] === -1) || (only.shape.length === 2 && only.shape[1] === 1));
  return isRegression ? regressionOutput(signature, { kind: 'regression', output: only.name }) : undefined;
}
