/** Splits of data into parts to train on and parts to test on. */
export {
  trainTestSplit,
  type LabelledSamples,
  type TrainTestSplit,
  type TrainTestSplitOptions,
} from '../learn/selection/train-test-split.js';
