const ROUNDS = 9;
const ROUND_MS = 250;

/**
 * Measures a scenario: `ours` and each of `baselines` are functions that do one unit of work.
 *
 * @returns Units per second of each, the ratios ours ÷ baseline, and the spread of ours in percent.
 */
export async function measure({ ours, baselines }) {
  const sides = { ours, ...baselines };
  const rates = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (const work of Object.values(sides)) await round(work);
  for (let i = 0; i < ROUNDS; i++) {
    for (const [name, work] of Object.entries(sides)) rates[name].push(await round(work));
  }
  const { ours: own, ...others } = Object.fromEntries(Object.entries(rates).map(([name, all]) => [name, median(all)]));
  const ratios = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, own / value]));
  const spread = Math.round((50 * (Math.max(...rates.ours) - Math.min(...rates.ours))) / own);
  return { ours: own, baselines: others, ratios, spread };
}

/** Units per second over about `ROUND_MS`; a synchronous unit is not awaited. */
async function round(work) {
  const start = performance.now();
  let units = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < 16; i++) {
      const pending = work();
      if (pending !== undefined) await pending;
    }
    units += 16;
    elapsed = performance.now() - start;
  } while (elapsed < ROUND_MS);
  return (units * 1000) / elapsed;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
