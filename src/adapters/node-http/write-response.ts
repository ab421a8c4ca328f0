import { drop, isWhole, type Answer } from './answer.js';
import type { NodeResponse } from './node-types.js';

/**
 * The headers to set on a host's response that may have some already: cookies and `vary` are added to those,
 * all others replace them.
 *
 * @param existing - The host's value of a header.
 */
export function headersToSet(headers: Answer['headers'], existing: (name: string) => unknown): Answer['headers'] {
  const cookies = headers.get('set-cookie');
  const vary = headers.get('vary');
  if (cookies === undefined && vary === undefined) return headers;
  const result = new Map(headers);
  if (cookies !== undefined) {
    result.set('set-cookie', [existing('set-cookie') ?? []].flat().map(String).concat(cookies));
  }
  if (vary !== undefined) result.set('vary', [existing('vary') ?? [], vary].flat().map(String).join(', '));
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
  if (isWhole(body)) {
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
