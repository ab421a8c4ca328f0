import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Build } from './build.js';
import { slowModel, slowToLoadModel } from './slow-model.js';

/** How a program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

// What the programs below have at hand: a pool over the slow model, its inputs, and the moment when a worker is busy.
const PRELUDE = `
import { onnx, openArtifact, poolSession, poolSpec, Tensor } from './pool.js';

const backend = onnx({ runtime: 'native', sessionOptions: { intraOpNumThreads: 1 } });
const openModel = async (file, options) =>
  poolSession(poolSpec(backend, await openArtifact(new URL(file, import.meta.url))), options);
const open = (options) => openModel('./slow.onnx', options);
const openLarge = (options) => openModel('./large.onnx', options);
const inputs = (n) => new Map([
  ['n', new Tensor('INT64', [], BigInt64Array.of(n))],
  ['x', new Tensor('FP32', [64, 64], new Float32Array(4096).fill(1))],
]);
async function untilBusy() {
  const guard = () => process[Symbol.for('modelmount.exitGuard')];
  while (![...(guard()?.guarded ?? [])].some((one) => !one.wait(0))) await new Promise(setImmediate);
}
/** A run, once a worker is in the middle of it. */
async function runInside(pool, n, options) {
  const running = pool.run(inputs(n), options);
  const outcome = running.then(() => 'answered', (error) => error.code);
  await untilBusy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { outcome };
}
`;

/** Writes the slow models beside the build, for the programs. */
export async function writeSlowModels({ folder }: Build): Promise<void> {
  await writeFile(path.join(folder, 'slow.onnx'), slowModel());
  await writeFile(path.join(folder, 'large.onnx'), slowToLoadModel());
}

/** Runs a program that uses the build, to its end. It must end by itself. */
export async function runProgram(build: Build, code: string): Promise<Ending> {
  const file = path.join(build.folder, `program-${String(Math.random()).slice(2)}.js`);
  await writeFile(file, PRELUDE + code);
  // One that does not end by itself is not to outlive the test; no program ends by this signal otherwise.
  const limit = { timeout: 60_000, killSignal: 'SIGINT' } as const;
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'], ...limit });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
}
