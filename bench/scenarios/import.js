import { interleaveStarts } from '../harness/start-to-answer.js';
import { median, pairedRatio } from '../harness/statistics.js';

const ROUNDS = 30;

export const what = "what `import 'modelmount'` adds to the start of a process with an empty module";
export const unit = 'ms';
export const targets = { ours: { max: 15 } };

export async function run() {
  const { ours, empty } = await interleaveStarts(
    {
      ours: [new URL('../servers/import.js', import.meta.url)],
      empty: [new URL('../baselines/empty.js', import.meta.url)],
    },
    ROUNDS,
  );
  const totals = (results) => results.map(({ totalMs }) => totalMs);
  const cpu = (results) => results.map(({ cpuMs }) => cpuMs);
  const { ratio, low, high } = pairedRatio(totals(empty), totals(ours));
  const added = totals(ours).map((total, round) => total - totals(empty)[round]);
  return {
    ours: median(added),
    baselines: { empty: median(totals(empty)) },
    ratios: { empty: ratio },
    spreads: { empty: [low, high] },
    lines: [
      `cpu ${median(cpu(ours)).toFixed(1)} ms, of the empty module ${median(cpu(empty)).toFixed(1)} ms`,
      `the fastest starts differ by ${(Math.min(...totals(ours)) - Math.min(...totals(empty))).toFixed(1)} ms`,
    ],
  };
}
