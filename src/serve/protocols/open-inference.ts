import type { CancelSignal } from '../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../core/errors.js';
import { pointer, type Issue } from '../../core/issue.js';
import type { Model } from '../../model/model.js';
import type { decodeInfer, InferCall } from './open-inference-decode.js';
import { createInferEncoder } from './open-inference-encode.js';

/** One inference request. */
export interface InferRequest {
  /** The parsed body. */
  readonly body: unknown;
  readonly signal: CancelSignal;
  /** When the answer is of no more use, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
}

/** Answers one model's inference requests in JSON text. */
export type Infer = (request: InferRequest) => Promise<string>;

/**
 * Makes the inference of one model in the Open Inference Protocol (version 2) in JSON: named tensors in, named tensors
 * out.
 *
 * @param name - What the model is called in URLs.
 * @returns A function that answers JSON text; it rejects with `INVALID_INPUT`, pointers into the body, and as
 *   `Model.run`.
 */
export function createInfer(name: string, model: Model): Infer {
  const encode = createInferEncoder(name, model);
  let decode: typeof decodeInfer | undefined;
  return async ({ body, signal, deadlineMs }) => {
    // At the first request: most applications are asked for rows.
    decode ??= (await import('./open-inference-decode.js')).decodeInfer;
    const call = decode(body, model.signature);
    const { id, outputs } = call;
    try {
      const answer = await model.run(call.inputs, { signal, deadlineMs, ...(outputs && { outputs }) });
      return encode(id, answer);
    } catch (error) {
      if (!ModelMountError.is(error) || error.code !== 'INVALID_INPUT') throw error;
      const issues = error.issues.map((issue) => toBodyPath(issue, call));
      throw errorFromIssues('INVALID_INPUT', `the tensors do not fit model "${name}"`, issues);
    }
  };
}

/** An issue of a tensor (`/X/3/1`) as one of the body (`/inputs/0/data/3/1`). */
function toBodyPath(issue: Issue, { inputs }: InferCall): Issue {
  const i = [...inputs.keys()].findIndex((name) => `${issue.path}/`.startsWith(`${pointer(name)}/`));
  const name = [...inputs.keys()][i];
  if (name === undefined) return issue;
  return { ...issue, path: `/inputs/${i}/data${issue.path.slice(pointer(name).length)}` };
}
