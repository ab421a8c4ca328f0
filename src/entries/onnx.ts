/** ONNX models, on onnxruntime-node or onnxruntime-web. */
export { onnx, type OnnxOptions } from '../runtime/backends/onnx/onnx.js';
export type { OrtLike } from '../runtime/backends/onnx/runtime/ort.js';
