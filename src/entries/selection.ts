/** Splits of data into parts to train on and parts to test on. */
export {
  trainTestSplit,
  type LabelledSamples,
  type TrainTestSplit,
  type TrainTestSplitOptions,
} from '../learn/selection/splits/train-test-split.js';
