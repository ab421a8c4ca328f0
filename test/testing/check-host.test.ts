import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { nodeListener } from '../../src/adapters/node.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { hostChecks } from '../../src/testing/check-host.js';
import { listen, quiet } from '../adapters/hosts.js';

type Mount = (handler: Handler) => RequestListener;

const sound: Mount = (handler) => nodeListener(handler, quiet);
/** A host whose handler sees another request. */
const seeing =
  (change: (request: Request) => Request): Mount =>
  (handler) =>
    sound((request) => handler(change(request)));
/** A host whose client gets another response. */
const sending =
  (change: (response: Response) => Response | Promise<Response>): Mount =>
  (handler) =>
    sound(async (request) => change(await handler(request)));
const withHeaders = (request: Request, change: (headers: Headers) => void): Request => {
  const headers = new Headers(request.headers);
  change(headers);
  return new Request(request, { headers });
};

/** The adapter that one writes first. */
const naive: Mount = (handler) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
  const headers = incoming.headers as Record<string, string>;
  const init = { method: incoming.method ?? 'GET', headers, body, duplex: 'half' };
  void handler(new Request(new URL(incoming.url ?? '/', 'http://localhost'), init as RequestInit))
    .then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })
    .catch(() => outgoing.end());
};

const FAULTS: readonly { readonly fault: string; readonly mount: Mount; readonly broken: readonly string[] }[] = [
  {
    fault: 'changes bodies',
    mount: seeing((request) => {
      if (request.body === null) return request;
      const shift = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => controller.enqueue(chunk.map((byte) => byte ^ 1)),
      });
      return new Request(request, { body: request.body.pipeThrough(shift), duplex: 'half' } as RequestInit);
    }),
    broken: ['hands over a JSON object', 'hands over an empty JSON object', 'hands over all bytes in chunks'],
  },
  {
    fault: 'tells another length than it hands over',
    mount: seeing((request) => withHeaders(request, (headers) => headers.set('content-length', '7'))),
    broken: ['hands over a JSON object', 'hands over no body'],
  },
  {
    fault: 'loses the content type',
    mount: seeing((request) => withHeaders(request, (headers) => headers.delete('content-type'))),
    broken: ['hands over a body of length 0', 'hands over an empty chunked body'],
  },
  {
    fault: 'decodes paths and loses queries',
    mount: seeing((request) => {
      const { pathname } = new URL(request.url);
      return new Request(`http://localhost${pathname.replace(/%20|%zz|%ff/g, '').replace(/\/+/g, '/')}`, request);
    }),
    broken: [
      'hands over percent-encoded characters',
      'hands over broken percent-encoding',
      'hands over percent-encoded bytes that are not UTF-8',
      'hands over a path with an empty segment',
      'hands over a path that begins with two slashes',
      'hands over a query',
      'hands over a query behind the mount path',
      'shows the handler a target in absolute form as a path',
    ],
  },
  {
    fault: 'loses headers',
    mount: seeing((request) =>
      withHeaders(request, (headers) => ['x-a', 'constructor'].forEach((n) => headers.delete(n))),
    ),
    broken: [
      'shows the handler all headers, repeated ones joined',
      'is not confused by headers named like members of the prototype',
    ],
  },
  {
    fault: 'is written without much thought',
    mount: naive,
    broken: [
      'refuses a path with dots',
      'refuses a path with percent-encoded dots',
      'refuses a path that ends with a dot',
      'refuses a path with a backslash',
      'refuses two Host headers',
      'refuses a Host header that is not a host',
      'hands over a path that begins with two slashes',
      'sends each cookie in a header of its own',
      'does not let a body that failed look whole',
    ],
  },
  {
    fault: 'changes responses',
    mount: sending(async (response) => {
      const headers = new Headers(response.headers);
      headers.set('content-type', 'text/html');
      headers.delete('x-a');
      const bytes = new Uint8Array(await response.arrayBuffer());
      return new Response(bytes.subarray(1), { headers });
    }),
    broken: [
      'sends status, headers and body as the handler made them',
      'sends no content type that the handler did not set',
      'sends statuses without content as such',
      'answers HEAD with the headers alone',
      'sends a large body whole',
      'does not take an unread body for the next request',
      'answers pipelined requests in order',
    ],
  },
  {
    fault: 'closes every connection',
    mount: (handler) => (request, response) => {
      response.setHeader('connection', 'close');
      sound(handler)(request, response);
    },
    broken: [
      'keeps a connection open after a small body that nobody read',
      'answers fifty requests on one connection without gathering listeners',
    ],
  },
  {
    fault: 'hangs up without an answer',
    mount: () => (request) => request.destroy(),
    broken: [
      'delivers its answer to a client that sends all of a body before it reads',
      'frees a connection whose body the handler cancelled when all of it was there',
      'closes a connection on which an unread body does not end',
      'answers two hundred requests at once, each with its own answer',
    ],
  },
  {
    fault: 'reads every body before it asks the handler',
    mount: (handler) => (request, response) => {
      const chunks: Uint8Array[] = [];
      request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      request.on('end', () => sound(handler)(Object.assign(request, { rawBody: Buffer.concat(chunks) }), response));
    },
    broken: ['takes no more of a body from its client than the handler reads'],
  },
  {
    fault: 'fires the signal of every request',
    mount: seeing((request) => new Request(request, { signal: AbortSignal.abort() })),
    broken: ['does not fire the signal after a complete answer'],
  },
];

describe('hostChecks', () => {
  it.each(FAULTS)('catches a host that $fault', async ({ fault, mount, broken }) => {
    const open = (handler: Handler) => listen(createServer(mount(handler)));
    const checks = new Map(hostChecks({ name: fault, open }).map(({ name, run }) => [name, run]));
    for (const name of broken) {
      await expect(checks.get(name)!(), name).rejects.toThrow(`a host ${name}. Not so "${fault}": `);
    }
  });

  it('finds no fault in a sound host', async () => {
    const open = (handler: Handler) => listen(createServer(sound(handler)));
    const checks = new Map(hostChecks({ name: 'sound', open }).map(({ name, run }) => [name, run]));
    for (const name of new Set(FAULTS.flatMap(({ broken }) => broken))) await checks.get(name)!();
  });
});
