/** TensorFlow.js models: layers and graph models, Keras 2 and 3. */
export { tfjs, type TfjsOptions } from '../runtime/backends/tfjs/tfjs.js';
export type { TfLike } from '../runtime/backends/tfjs/runtime/tf-like.js';
