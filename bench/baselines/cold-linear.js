// The same for a logistic regression with its scaler, by hand.
import { readFileSync } from 'node:fs';
import { createAnswer } from './linear-by-hand.js';

const [source, row] = process.argv.slice(2);
const importedMs = performance.now();
const answer = createAnswer('iris', JSON.parse(readFileSync(source, 'utf8')));
const readyMs = performance.now();
const [prediction] = answer({ rows: [JSON.parse(row)] }).predictions;
const answeredMs = performance.now();
const { user, system } = process.cpuUsage();
const probabilities = Object.values(prediction.probabilities);
process.stdout.write(
  `${JSON.stringify({ probabilities, importedMs, readyMs, answeredMs, cpuMs: (user + system) / 1000 })}\n`,
);
