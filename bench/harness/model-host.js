import { monitorEventLoopDelay } from 'node:perf_hooks';
import { image } from '../models/cnn.js';

/** How many different inputs the callers take turns with. */
const N_IMAGES = 8;

/**
 * An application that holds an image model and has a route of its own, for `serve.js`: the parent has callers keep the
 * model busy for a while and learns how many runs there were and how late the event loop was.
 *
 * @param model - `run(pixels)` answers the logits of one image; it may keep or transfer what it is given.
 */
export function modelHost({ run, close }, shape) {
  const images = Array.from({ length: N_IMAGES }, (_, seed) => image(shape, seed));
  return {
    listener: (_request, response) => response.end('ok'),
    close,
    functions: {
      answers: async () => Promise.all(images.map(async (pixels) => Array.from(await run(pixels.slice())))),
      work: ({ callers, ms }) => work({ run, images, callers, ms }),
    },
  };
}

async function work({ run, images, callers, ms }) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const start = performance.now();
  let runs = 0;
  delay.enable();
  const call = async (k) => {
    for (let i = k; performance.now() - start < ms; i++) {
      await run(images[i % images.length].slice());
      runs++;
    }
  };
  if (callers === 0) await new Promise((resolve) => setTimeout(resolve, ms));
  await Promise.all(Array.from({ length: callers }, (_, k) => call(k)));
  delay.disable();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const toMs = (percentile) => delay.percentile(percentile) / 1e6;
  return { perSecond: runs / seconds, cpuCores: (user + system) / 1e6 / seconds, p50: toMs(50), p99: toMs(99) };
}
