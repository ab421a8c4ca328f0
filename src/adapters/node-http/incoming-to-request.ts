import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { NodeRequest } from './node-types.js';
import type { BodySource, ReadHeader } from './request-body/kept-body.js';
import { readBody } from './request-body/read-body.js';
import type { RequestBody } from './request-body/stream-body.js';
import { parseTarget } from './request-target.js';

/** One request as its host has it. */
export interface Incoming {
  readonly raw: NodeRequest;
  /** The request target below the mount point. */
  readonly target: string;
  readonly source: BodySource;
}

// A name or an address, and a port up to 65535.
const HOST =
  /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?$/i;

/** The request for the handler, and the body that it was given, if any. */
export interface Translated {
  readonly request: Request;
  readonly body: RequestBody | undefined;
}

/**
 * A host's request as a web-standard `Request`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if no `Request` can be made of it.
 */
export function incomingToRequest({ raw, target, source }: Incoming, signal: AbortSignal): Translated {
  const headers = readHeaders(raw);
  const url = readUrl(raw, target, headers);
  const method = raw.method ?? 'GET';
  if (method === 'TRACE') {
    // Refused by the constructor, but the handler has to see it to answer 405.
    const request = new Request(url, { headers, signal });
    return { request: Object.defineProperty(request, 'method', { value: method }), body: undefined };
  }
  const body = hasBody(raw, (name) => headers.get(name) ?? undefined) ? readBody(source, headers) : undefined;
  const init = { method, headers, signal, duplex: 'half', body: body?.content ?? null };
  return { request: new Request(url, init as RequestInit), body };
}

/** All headers as they came: fetch joins repeated ones, Node's own table drops some. */
function readHeaders({ rawHeaders }: NodeRequest): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    const value = rawHeaders[i + 1] as string;
    if (name === ':authority') headers.set('host', value);
    else if (!name.startsWith(':')) headers.append(name, value);
  }
  return headers;
}

function readUrl(raw: NodeRequest, target: string, headers: Headers): string {
  const { path, query } = parseTarget(target);
  const host = checkHost(headers.get('host') ?? undefined);
  const scheme = 'encrypted' in raw.socket && raw.socket.encrypted === true ? 'https' : 'http';
  return `${scheme}://${host}${path}${query}`;
}

/**
 * The host that a request names; `localhost` where it names none.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is not one that a URL can have.
 */
export function checkHost(host = 'localhost'): string {
  if (!HOST.test(host) || (host.startsWith('[') && !URL.canParse(`http://${host}`))) {
    throw new ModelMountError('INVALID_ARGUMENT', `the Host header ${show(host)} is not a host name`);
  }
  return host;
}

/** Whether a request has a body, empty ones aside. */
export function hasBody(raw: NodeRequest, header: ReadHeader): boolean {
  if (raw.method === undefined || raw.method === 'GET' || raw.method === 'HEAD') return false;
  if (raw.httpVersionMajor >= 2) return true;
  return header('transfer-encoding') !== undefined || (header('content-length') ?? '0') !== '0';
}
