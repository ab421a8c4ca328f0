import * as ort from 'onnxruntime-node';

const TUNED = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/**
 * The Open Inference answer to a parsed request, as one writes it for one's own model: one `session.run`, inputs into
 * typed arrays, no checks but those of the runtime.
 */
export async function createAnswer({ source, name }) {
  const session = await ort.InferenceSession.create(source, TUNED);
  return async ({ inputs }) => {
    const [{ name: input, shape, data }] = inputs;
    const outputs = await session.run({ [input]: new ort.Tensor('float32', Float32Array.from(data), shape) });
    const { output_label: label, output_probability: probability } = outputs;
    return {
      model_name: name,
      outputs: [
        { name: 'output_label', datatype: 'INT64', shape: label.dims, data: Array.from(label.data, Number) },
        { name: 'output_probability', datatype: 'FP32', shape: probability.dims, data: Array.from(probability.data) },
      ],
    };
  };
}
