import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../meta/repository.js';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How a server ends that was told to stop: tidily, except on Windows, which has no signals to send. */
export const STOPPED: Exit =
  process.platform === 'win32' ? { code: null, signal: 'SIGTERM' } : { code: 0, signal: null };

/** An example in a process of its own, started by the command that its documentation names. */
export class ExampleProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<Exit>;
  #stdout = '';
  #stderr = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#exit = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** `node examples/<file>`, on a free port and without a drain delay unless `env` has others. */
  static start(file: string, env: Readonly<Record<string, string>> = {}): ExampleProcess {
    if (!existsSync(join(ROOT, 'dist/index.js'))) throw new Error('the examples run on dist: npm run build');
    const child = spawn(process.execPath, [`examples/${file}`], {
      cwd: ROOT,
      env: { ...process.env, PORT: '0', NO_COLOR: '1', DRAIN_DELAY_MS: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ExampleProcess(child);
  }

  /** As `start`, for one test alone. */
  static startHere(file: string, env: Readonly<Record<string, string>> = {}): ExampleProcess {
    const example = ExampleProcess.start(file, env);
    onTestFinished(() => example.kill());
    return example;
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The curl lines printed, once there are `count` of them. */
  async curlLines(count: number): Promise<string[]> {
    const lines = (): string[] => this.#stdout.match(/^curl .*(?=\n)/gm) ?? [];
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (lines().length >= count) resolve(lines());
      };
      this.#child.stdout?.on('data', check);
      this.#exit.then(({ code }) => reject(new Error(`ended with ${code}: ${this.#stderr}${this.#stdout}`)), reject);
      check();
    });
  }

  /** Sends `signal`, as Ctrl-C (`SIGINT`) and process managers (`SIGTERM`) do, and waits for the end. */
  async stop(signal: 'SIGINT' | 'SIGTERM'): Promise<Exit> {
    this.signal(process.platform === 'win32' ? 'SIGTERM' : signal);
    return this.#exit;
  }

  /** Sends `signal` and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Stops reading what it prints, as `| head -1` does once it has its line. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
  }

  /** Waits for a process that ends by itself. */
  ended(): Promise<Exit> {
    return this.#exit;
  }

  /** Ends what a failed test left running. */
  kill(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
  }
}
