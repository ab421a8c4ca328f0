/**
 * From image files to predictions, with a TensorFlow.js network for handwritten digits.
 *
 *   node examples/image-classification/index.js [file.pgm …]     after npm run build
 *
 * Prints the first image and the three likeliest digits for each. Without files it takes one image of each digit,
 * none of them seen in training; the network takes the 5 for a 9.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel } from 'modelmount';
import { decodePgm } from './decode-pgm.js';

const folder = fileURLToPath(new URL('../data/digits', import.meta.url));
const given = process.argv.slice(2);
const files = given.length > 0 ? given : readdirSync(folder).map((name) => path.join(folder, name));

// A row is a decoded image: { height, width, channels, data }, with bytes from 0 to 255. Any size and grey or colour
// will do: the model folder says what the network wants, and the model brings the pixels there.
const images = files.map((file) => decodePgm(readFileSync(file)));

const model = await loadModel(new URL('../models/digits', import.meta.url));
const predictions = await model.predict(images);
await model.close();

console.log(draw(images[0]));
predictions.forEach(({ label, top }, i) => {
  const likeliest = top.map((each) => `${each.label} ${(100 * each.probability).toFixed(2)} %`).join(', ');
  console.log(`${path.basename(files[i])}: ${label} (${likeliest})`);
});

function draw({ height, width, data }) {
  const shade = (value) => ' .:-=+*#%@'[Math.floor((value / 256) * 10)].repeat(2);
  return Array.from({ length: height }, (_, y) => Array.from(data.subarray(y * width, (y + 1) * width), shade).join(''))
    .map((line) => line.trimEnd())
    .join('\n');
}
