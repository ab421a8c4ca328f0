import { validateHeaderValue } from 'node:http';
import type { Readable } from 'node:stream';
import type { Handler } from '../../serve/handler-contract.js';
import { problemResponse, toProblem } from '../../serve/problem.js';
import { isUnmatched, markUnmatched } from '../../serve/unmatched.js';
import { closeSignal, type CloseSignal } from './close-signal.js';
import { incomingToRequest, type Incoming, type Translated } from './incoming-to-request.js';
import type { NodeRequest, NodeResponse } from './node-types.js';
import { discardRest, responseStream } from './response-stream.js';
import { wholeBody } from './whole-body.js';

/** What a host is to answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Bytes if all of it is there; `undefined` where nothing follows the headers. */
  readonly body: Readable | Buffer | undefined;
}

/** One request to a handler in a host. */
export interface Call {
  readonly handler: Handler;
  readonly incoming: Incoming;
  /** The host's response; only its closing is looked at. */
  readonly response: NodeResponse;
  readonly passUnmatched: boolean;
  readonly onError: (error: unknown) => void;
}

/** The handler's answer to a host's request; `undefined` if the request is to be passed on. Never rejects. */
export async function callHandler(call: Call): Promise<Answer | undefined> {
  const watch = closeSignal(call.response);
  const onError = (error: unknown): void => {
    if (watch.signal.aborted || toProblem(error).status < 500) return;
    try {
      call.onError(error);
    } catch (failure) {
      process.emitWarning(failure instanceof Error ? failure : String(failure));
    }
  };
  const { response, body } = await respond({ ...call, onError }, watch);
  const ending: Ending = {
    signal: watch.signal,
    onError,
    endRequest: () => {
      body?.release();
      return discardRest(call.incoming);
    },
  };
  try {
    if (!call.passUnmatched || !isUnmatched(response)) return await openAnswer(response, call, ending);
    watch.release();
    return undefined;
  } catch (error) {
    onError(error);
    return openAnswer(problemResponse(toProblem(error)), call, ending);
  }
}

async function respond(
  { handler, incoming, onError }: Call,
  watch: CloseSignal,
): Promise<{ response: Response; body?: Translated['body'] }> {
  let translated: Translated;
  try {
    translated = incomingToRequest(incoming, watch.signal);
  } catch (error) {
    return { response: markUnmatched(problemResponse(toProblem(error))) };
  }
  const { request, body } = translated;
  watch.hold(request);
  try {
    return { response: await handler(request), body };
  } catch (error) {
    onError(error);
    return { response: problemResponse(toProblem(error)), body };
  }
}

interface Ending {
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
  readonly endRequest: () => Promise<void>;
}

async function openAnswer(response: Response, { incoming: { raw } }: Call, ending: Ending): Promise<Answer> {
  const { signal, onError, endRequest } = ending;
  const { status } = response;
  const headers = new Headers(response.headers);
  // Fetch allows control characters that Node refuses: better here than with half of the headers set.
  for (const [name, value] of headers) validateHeaderValue(name, value);
  // What has not come yet would be in the way of the next request.
  const close = (): void => headers.set('connection', 'close');
  const reader = response.body?.getReader();
  const cancel = (): void => void reader?.cancel(signal.reason).catch(() => undefined);
  if (reader === undefined || raw.method === 'HEAD' || signal.aborted) {
    cancel();
    if (!(await hasArrived(raw))) close();
    void endRequest();
    return { status, headers, body: undefined };
  }
  // A stream that waits for something would otherwise keep its reader waiting for ever.
  signal.addEventListener('abort', cancel, { once: true });
  // The head is sent with the first bytes, so that a body that fails at once can still be answered as a failure.
  const first = await reader.read();
  const whole = await wholeBody(reader, first);
  if (whole !== undefined && !headers.has('content-length')) headers.set('content-length', String(whole.length));
  if (!(await hasArrived(raw))) close();
  else if (whole !== undefined) {
    void endRequest();
    return { status, headers, body: whole };
  }
  return { status, headers, body: responseStream(reader, first, endRequest).on('error', onError) };
}

async function hasArrived(raw: NodeRequest): Promise<boolean> {
  if (raw.complete || raw.httpVersionMajor >= 2) return true;
  // A handler can answer while the parser is still at the packet that brought the request's head.
  await new Promise((resolve) => setImmediate(resolve));
  return raw.complete;
}
