/** Linear and logistic models from their coefficients, in pure JavaScript. */
export { linear, type LinearOptions } from '../runtime/backends/linear/linear.js';
export { LINEAR_SCHEMA } from '../runtime/backends/linear/linear-schema.js';
