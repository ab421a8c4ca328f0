// One answer from a model, from nothing: what a function in the cloud does at its first request.
const [source, row] = process.argv.slice(2);
const { loadModel } = await import('modelmount');
const importedMs = performance.now();
const model = await loadModel(source);
const readyMs = performance.now();
const [prediction] = await model.predict([JSON.parse(row)]);
const answeredMs = performance.now();
const { user, system } = process.cpuUsage();
const probabilities = prediction.output_probability ?? Object.values(prediction.probabilities);
process.stdout.write(
  `${JSON.stringify({ probabilities, importedMs, readyMs, answeredMs, cpuMs: (user + system) / 1000 })}\n`,
);
await model.close();
