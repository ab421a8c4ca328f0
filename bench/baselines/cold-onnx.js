// The same for an ONNX model, by hand.
const [source, row] = process.argv.slice(2);
const ort = await import('onnxruntime-node');
const importedMs = performance.now();
const session = await ort.InferenceSession.create(source, { intraOpNumThreads: 1 });
const readyMs = performance.now();
const data = Float32Array.from(JSON.parse(row));
const { output_probability } = await session.run({ X: new ort.Tensor('float32', data, [1, data.length]) });
const answeredMs = performance.now();
const { user, system } = process.cpuUsage();
const probabilities = Array.from(output_probability.data);
process.stdout.write(
  `${JSON.stringify({ probabilities, importedMs, readyMs, answeredMs, cpuMs: (user + system) / 1000 })}\n`,
);
await session.release();
