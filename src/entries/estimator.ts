/** Models that were fitted here, from their own JSON, in pure JavaScript. */
export { estimator } from '../runtime/backends/estimator/estimator.js';
export type { EstimatorOptions } from '../runtime/backends/estimator/estimator-options.js';
