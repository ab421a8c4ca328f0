import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { roundsOr } from './rounds.js';

const BUDGET_MS = 30_000;

/**
 * Starts a Node program that prints one line of JSON.
 *
 * @returns What it printed, with `totalMs`: from before the process was started until the line was here.
 */
export function startToAnswer(file, args = []) {
  const start = performance.now();
  const program = fileURLToPath(file);
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  let totalMs;
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (text.includes('\n')) totalMs ??= performance.now() - start;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      if (code === 0 && totalMs !== undefined) resolve({ ...JSON.parse(text), totalMs });
      else reject(new Error(`${path.basename(program)} ended with ${code}, after ${JSON.stringify(text)}`));
    });
  });
}

/**
 * Starts each program `rounds` times, there and back again, after one start each that fills the file cache. Fewer
 * times where that takes longer than `BUDGET_MS`.
 */
export async function interleaveStarts(programs, rounds) {
  const end = performance.now() + BUDGET_MS;
  const names = Object.keys(programs);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await startToAnswer(...programs[name]);
  for (let i = 0; i < roundsOr(rounds) && performance.now() < end; i++) {
    for (const name of i % 2 === 0 ? names : [...names].reverse()) {
      results[name].push(await startToAnswer(...programs[name]));
    }
  }
  return results;
}
