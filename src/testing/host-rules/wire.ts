import { connect, type Socket } from 'node:net';
import { expectRule } from '../expect-rule.js';
import type { OpenHost } from '../host-subject.js';

/** A request, byte by byte as it is sent. */
export interface WireRequest {
  /** @default 'GET' */
  readonly method?: string;
  /** Below the mount path; with the query. */
  readonly path?: string;
  /** The whole request target, in place of mount path and `path`. */
  readonly target?: string;
  /** Added to `Host` and the framing of the body; a `host` here replaces it. */
  readonly headers?: readonly (readonly [string, string])[];
  /** Sent with `content-length`, or chunked if it is a list. */
  readonly body?: Uint8Array | readonly Uint8Array[];
  /** Whether the connection is to stay open. @default false */
  readonly isKeptAlive?: boolean;
}

/** A response, read off the wire. */
export interface WireAnswer {
  readonly status: number;
  /** In lower case; repeated ones joined with `, `, except that `set-cookie` is joined with a line feed. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Whether the body came to its end, as its framing tells. */
  readonly isWhole: boolean;
}

/** The longest that a host may be silent. */
const SILENCE_MS = 10_000;

/** The bytes of a request. */
export function encodeRequest(host: OpenHost, request: WireRequest): Buffer {
  const { method = 'GET', path = '/', target = host.prefix + path, headers = [], body } = request;
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!headers.some(([name]) => name === 'host')) lines.push(`host: 127.0.0.1:${host.port}`);
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  if (request.isKeptAlive !== true) lines.push('connection: close');
  if (body instanceof Uint8Array) lines.push(`content-length: ${body.length}`);
  else if (body !== undefined) lines.push('transfer-encoding: chunked');
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (body === undefined) return head;
  if (body instanceof Uint8Array) return Buffer.concat([head, body]);
  const chunks = body.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);
  return Buffer.concat([head, ...chunks, Buffer.from('0\r\n\r\n')]);
}

/** Connects to a host. */
export function dial(host: OpenHost): Socket {
  // A reset after the answer is no news to a client that asked for the connection to be closed.
  return connect(host.port, '127.0.0.1').on('error', () => undefined);
}

/** Sends `bytes` on a new connection and gives everything that comes until the host closes it. */
export async function exchange(host: OpenHost, bytes: Uint8Array): Promise<Buffer> {
  const socket = dial(host);
  const received: Buffer[] = [];
  let isSilent = false;
  socket.setTimeout(SILENCE_MS, () => {
    isSilent = true;
    socket.destroy();
  });
  socket.on('data', (chunk) => received.push(chunk));
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  expectRule(!isSilent, `neither answered nor closed the connection within ${SILENCE_MS / 1000} s`);
  return Buffer.concat(received);
}

/** Sends one request on a connection of its own. */
export async function send(host: OpenHost, request: WireRequest): Promise<WireAnswer> {
  const [answer, ...more] = decodeAnswers(await exchange(host, encodeRequest(host, request)), [request]);
  expectRule(answer !== undefined, 'closed the connection without an answer');
  expectRule(more.length === 0, `answered one request ${1 + more.length} times`);
  return answer;
}

/** Sends requests on one connection, each when the one before is answered. Gives what came until it was closed. */
export async function converse(host: OpenHost, requests: readonly WireRequest[]): Promise<WireAnswer[]> {
  const socket = dial(host);
  const isOpen = (): boolean => !socket.closed;
  let received = Buffer.alloc(0);
  let wake = (): void => undefined;
  socket.on('close', () => wake());
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('silent')));
  let answers: WireAnswer[] = [];
  for (const [i, request] of requests.entries()) {
    if (!isOpen()) break;
    socket.write(encodeRequest(host, request));
    while (isOpen() && answers.filter((answer) => answer.isWhole).length <= i) {
      await new Promise<void>((resolve) => (wake = resolve));
      answers = decodeAnswers(received, requests);
    }
  }
  const isSilent = socket.errored?.message === 'silent';
  socket.destroy();
  expectRule(!isSilent, `neither answered nor closed the connection within ${SILENCE_MS / 1000} s`);
  return answers;
}

/** The responses in `bytes`, in answer to `requests` (a HEAD has no body). */
export function decodeAnswers(bytes: Buffer, requests: readonly WireRequest[]): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) break;
    const [line = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = new Map<string, string>();
    for (const header of lines) {
      const colon = header.indexOf(':');
      const name = header.slice(0, colon).toLowerCase();
      const earlier = headers.get(name);
      const value = header.slice(colon + 1).trim();
      headers.set(name, earlier === undefined ? value : earlier + (name === 'set-cookie' ? '\n' : ', ') + value);
    }
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1]);
    expectRule(!Number.isNaN(status), `sent something that is not an answer: ${JSON.stringify(line.slice(0, 64))}`);
    rest = rest.subarray(end + 4);
    if (status < 200) continue;
    const isBare = requests[answers.length]?.method === 'HEAD' || status === 204 || status === 304;
    const { body, isWhole, length } = isBare
      ? { body: Buffer.alloc(0), isWhole: true, length: 0 }
      : decodeBody(rest, headers);
    rest = rest.subarray(length);
    answers.push({ status, headers, body, isWhole });
  }
  return answers;
}

function decodeBody(
  bytes: Buffer,
  headers: ReadonlyMap<string, string>,
): { body: Buffer; isWhole: boolean; length: number } {
  if (headers.get('transfer-encoding') !== 'chunked') {
    const length = Number(headers.get('content-length') ?? bytes.length);
    return { body: bytes.subarray(0, length), isWhole: bytes.length >= length, length };
  }
  const chunks: Buffer[] = [];
  for (let offset = 0; ;) {
    const line = bytes.indexOf('\r\n', offset);
    const size = line === -1 ? NaN : Number.parseInt(bytes.toString('latin1', offset, line), 16);
    const end = line + 2 + size + 2;
    if (Number.isNaN(size) || end > bytes.length) {
      return { body: Buffer.concat(chunks), isWhole: false, length: bytes.length };
    }
    if (size === 0) return { body: Buffer.concat(chunks), isWhole: true, length: end };
    chunks.push(bytes.subarray(line + 2, end - 2));
    offset = end;
  }
}
