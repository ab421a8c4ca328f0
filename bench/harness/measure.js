import { roundsOr } from './rounds.js';
import { median, pairedRatio } from './statistics.js';

const ROUNDS = 10;
const ROUND_MS = 250;
const WARM_UP_MS = 1000;

/**
 * Measures functions of this process: `ours` and each of `baselines` do one unit of work.
 *
 * @returns Units a second of each, the ratios ours ÷ baseline and their spreads.
 */
export async function measure({ ours, baselines }) {
  const sides = Object.entries({ ours, ...baselines });
  const rates = Object.fromEntries(sides.map(([name]) => [name, []]));
  for (const [, work] of sides) await round(work, WARM_UP_MS);
  for (let i = 0; i < roundsOr(ROUNDS); i++) {
    // There and back again, so that no side always comes after the same other.
    for (const [name, work] of i % 2 === 0 ? sides : [...sides].reverse()) {
      rates[name].push(await round(work, ROUND_MS));
    }
  }
  const pairs = Object.keys(baselines).map((name) => [name, pairedRatio(rates.ours, rates[name])]);
  return {
    ours: median(rates.ours),
    baselines: Object.fromEntries(Object.keys(baselines).map((name) => [name, median(rates[name])])),
    ratios: Object.fromEntries(pairs.map(([name, { ratio }]) => [name, ratio])),
    spreads: Object.fromEntries(pairs.map(([name, { low, high }]) => [name, [low, high]])),
  };
}

/** Units per second over about `ms`; a synchronous unit is not awaited. */
async function round(work, ms) {
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
  } while (elapsed < ms);
  return (units * 1000) / elapsed;
}
