import { validateHeaderValue } from 'node:http';
import type { Handler } from '../../serve/handler-contract.js';
import { exchangerOf, type Exchanger, type Reply } from '../../serve/exchange/exchange.js';
import { problemReply, toProblem } from '../../serve/problem.js';
import { isUnmatched, markUnmatched } from '../../serve/exchange/unmatched.js';
import { webResponse } from '../../serve/exchange/web-exchange.js';
import { answerHeaders, type Answer } from './answer.js';
import { closeSignal, type CloseSignal } from './close-signal.js';
import { incomingToRequest, type Incoming, type Translated } from './incoming-to-request.js';
import { NodeExchange } from './node-exchange.js';
import type { NodeRequest, NodeResponse } from './node-types.js';
import { discardRest, responseStream } from './response-stream.js';
import { wholeBody } from './request-body/whole-body.js';

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
export function callHandler(call: Call): Promise<Answer | undefined> {
  const exchanger = exchangerOf(call.handler);
  return exchanger === undefined ? callWithRequest(call) : callWithExchange(call, exchanger);
}

async function callWithExchange(call: Call, exchanger: Exchanger): Promise<Answer | undefined> {
  const { incoming, response } = call;
  const { raw, source } = incoming;
  let reply: Reply;
  try {
    reply = await exchanger(new NodeExchange(incoming, response));
  } catch (error) {
    reply = { ...problemReply(toProblem(error)), isUnmatched: true };
  }
  if (call.passUnmatched && reply.isUnmatched === true) return undefined;
  if (raw.complete || (await hasArrived(raw))) {
    // Otherwise the connection would wait for the bytes that have come already to be read.
    if (!source.stream.readableEnded) source.stream.resume();
    return { status: reply.status, headers: replyHeaders(reply, raw), body: reply.body };
  }
  const { signal } = closeSignal(response);
  return openAnswer(webResponse(reply), call, {
    signal,
    onError: call.onError,
    endRequest: () => discardRest(incoming),
  });
}

async function callWithRequest(call: Call): Promise<Answer | undefined> {
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
    return openAnswer(webResponse(problemReply(toProblem(error))), call, ending);
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
    return { response: markUnmatched(webResponse(problemReply(toProblem(error)))) };
  }
  const { request, body } = translated;
  watch.hold(request);
  try {
    return { response: await handler(request), body };
  } catch (error) {
    onError(error);
    return { response: webResponse(problemReply(toProblem(error))), body };
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
    return { status, headers: answerHeaders(headers), body: undefined };
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
    return { status, headers: answerHeaders(headers), body: whole };
  }
  return {
    status,
    headers: answerHeaders(headers),
    body: responseStream(reader, first, endRequest).on('error', onError),
  };
}

async function hasArrived(raw: NodeRequest): Promise<boolean> {
  if (raw.complete || raw.httpVersionMajor >= 2) return true;
  // A handler can answer while the parser is still at the packet that brought the request's head.
  await new Promise((resolve) => setImmediate(resolve));
  return raw.complete;
}

function replyHeaders({ headers }: Reply, { httpVersionMajor }: NodeRequest): Answer['headers'] {
  if (httpVersionMajor < 2 || !headers.has('connection')) return headers;
  // HTTP/2 has no such header, and Node warns of one.
  return new Map([...headers].filter(([name]) => name !== 'connection'));
}
