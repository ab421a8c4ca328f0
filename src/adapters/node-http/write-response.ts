import type { Answer } from './call-handler.js';
import type { NodeResponse } from './node-types.js';

/**
 * The headers to set on a host's response that may have some already: cookies and `vary` are added to those,
 * all others replace them.
 *
 * @param existing - The host's value of a header.
 */
export function headersToSet(headers: Headers, existing: (name: string) => unknown): Map<string, string | string[]> {
  const result = new Map<string, string | string[]>();
  for (const [name, value] of headers) result.set(name, value);
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) result.set('set-cookie', [existing('set-cookie') ?? []].flat().map(String).concat(cookies));
  const vary = headers.get('vary');
  if (vary !== null) result.set('vary', [existing('vary') ?? [], vary].flat().map(String).join(', '));
  return result;
}

/** Writes an answer to Node's response, at the pace of its client. */
export function writeResponse({ status, headers, body }: Answer, response: NodeResponse): void {
  if (response.headersSent || response.destroyed) {
    drop(body);
    return;
  }
  response.statusCode = status;
  for (const [name, value] of headersToSet(headers, (name) => response.getHeader(name)))
    response.setHeader(name, value);
  if (body === undefined || Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  // Compressing middleware holds back what it has; an answer of known length comes in one piece anyway.
  const isStreamed = !headers.has('content-length');
  body.on('data', (chunk: Uint8Array) => {
    if (!response.write(chunk)) body.pause();
    if (isStreamed) response.flush?.();
  });
  body.on('end', () => void response.end());
  // A broken body must not look complete.
  body.on('error', () => void response.destroy());
  const onDrain = (): void => void body.resume();
  response.on('drain', onDrain).once('close', () => {
    response.off('drain', onDrain);
    body.destroy();
  });
}

/** Gives up a body that is not to be sent. */
export function drop(body: Answer['body']): void {
  if (body !== undefined && !Buffer.isBuffer(body)) body.destroy();
}
