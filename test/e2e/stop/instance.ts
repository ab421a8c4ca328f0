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

/** Long against the balancer's lag, so that a machine that is busy with other things is no failure. */
const DRAIN_DELAY_MS = 1000;

/** Starts an example and waits until it listens. Whoever starts it kills it in the end. */
export async function startInstance(file: string): Promise<Instance> {
  const example = ExampleProcess.start(file, { DRAIN_DELAY_MS: String(DRAIN_DELAY_MS) });
  const [line = ''] = await example.curlLines(1);
  const [, origin = '', path = '', body = ''] = /^curl -sS '(http:\/\/[^/]+)(\S+)' .* -d '(.*)'$/.exec(line) ?? [];
  return { process: example, origin, predict: { path, body } };
}
