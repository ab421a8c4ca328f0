import { ExampleProcess } from '../../examples/example-process.js';

/** A request that a client sends again and again. */
export interface RequestLine {
  readonly path: string;
  /** JSON to post; a GET without it. */
  readonly body: string | undefined;
}

/** A running example. */
export interface Instance {
  readonly process: ExampleProcess;
  readonly origin: string;
  /** Where its model answers, and the example's row. */
  readonly predict: RequestLine;
}

/** Starts an example and waits until it listens. Whoever starts it kills it in the end. */
export async function startInstance(file: string, drainDelayMs: number): Promise<Instance> {
  const example = ExampleProcess.start(file, { DRAIN_DELAY_MS: String(drainDelayMs) });
  const [line = ''] = await example.curlLines(1);
  const [, origin = '', path = '', body = ''] = /^curl -sS '(http:\/\/[^/]+)(\S+)' .* -d '(.*)'$/.exec(line) ?? [];
  return { process: example, origin, predict: { path, body } };
}
