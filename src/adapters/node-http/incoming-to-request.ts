import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { NodeRequest } from './node-types.js';
import { readBody, type BodySource } from './read-body.js';
import type { RequestBody } from './stream-body.js';
import { parseTarget } from './request-target.js';

/** One request as its host has it. */
export interface Incoming {
  readonly raw: NodeRequest;
  /** The request target below the mount point. */
  readonly target: string;
  readonly source: BodySource;
}

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

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
  const body = hasBody(raw, headers) ? readBody(source, headers) : undefined;
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
  const host = headers.get('host') ?? 'localhost';
  const scheme = 'encrypted' in raw.socket && raw.socket.encrypted === true ? 'https' : 'http';
  const url = `${scheme}://${host}${path}${query}`;
  if (!HOST.test(host) || !URL.canParse(url)) {
    throw new ModelMountError('INVALID_ARGUMENT', `the Host header ${show(host)} is not a host name`);
  }
  return url;
}

function hasBody(raw: NodeRequest, headers: Headers): boolean {
  if (raw.method === undefined || raw.method === 'GET' || raw.method === 'HEAD') return false;
  if (raw.httpVersionMajor >= 2) return true;
  return headers.has('transfer-encoding') || (headers.get('content-length') ?? '0') !== '0';
}
