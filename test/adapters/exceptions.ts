import type { HostName, Variant } from './hosts.js';

/** Checks that a host does not pass, and why that is not the adapter's to mend. */
interface Exception {
  readonly hosts: readonly HostName[];
  /** @default with its parsers and without */
  readonly hasParser?: boolean;
  /** @default at the root and below */
  readonly prefix?: string;
  readonly reason: string;
  readonly checks: readonly string[];
}

const EXPRESS: readonly HostName[] = ['Express 4', 'Express 5'];
const KOA: readonly HostName[] = ['Koa', 'Koa with koa-mount'];

export const EXCEPTIONS: readonly Exception[] = [
  {
    hosts: [...EXPRESS, ...KOA],
    hasParser: true,
    reason: 'the parser answers what it refuses (no object or array, malformed, too large) itself',
    checks: [
      'hands over a JSON null',
      'hands over a JSON false',
      'hands over a JSON zero',
      'hands over a JSON string',
      'hands over an empty JSON string',
      'hands over malformed JSON',
      'hands over JSON of five megabytes',
      'hands over JSON in broken gzip',
    ],
  },
  {
    hosts: KOA,
    hasParser: true,
    reason: 'the parser refuses keys that could pollute the prototype',
    checks: ['hands over JSON with keys of the prototype'],
  },
  {
    hosts: EXPRESS,
    hasParser: true,
    reason: 'the parser keeps the value alone, which is written out again',
    checks: [
      'hands over JSON with white space',
      'hands over JSON with an integer beyond 2^53',
      'hands over JSON that says it is a form',
      'hands over a form',
    ],
  },
  {
    hosts: EXPRESS,
    hasParser: true,
    reason: 'the parser leaves the same {} as for the body {}',
    checks: ['hands over an empty chunked body'],
  },
  {
    hosts: EXPRESS,
    hasParser: true,
    reason: 'the parser knows no other charset than UTF-8',
    checks: ['hands over JSON in latin-1'],
  },
  {
    hosts: KOA,
    hasParser: true,
    reason: 'the parser takes every charset for UTF-8',
    checks: ['hands over JSON in latin-1'],
  },
  {
    hosts: ['Express 4'],
    prefix: '/ml',
    reason: 'it takes a second slash for part of the mount path',
    checks: ['hands over a path that begins with two slashes'],
  },
  {
    hosts: ['Fastify'],
    reason: 'it answers a path that it cannot decode itself',
    checks: ['hands over broken percent-encoding', 'hands over percent-encoded bytes that are not UTF-8'],
  },
  {
    hosts: ['Fastify'],
    reason: 'it answers a content type that it cannot read itself',
    checks: ['hands over JSON with a content type that is none'],
  },
  {
    hosts: ['Hono'],
    reason: 'its URL has resolved the dots before anybody sees the request',
    checks: [
      'refuses a path with dots',
      'refuses a path with percent-encoded dots',
      'refuses a path that ends with a dot',
    ],
  },
  {
    hosts: ['Hono'],
    reason: 'its server answers a URL that it cannot build itself, and takes the first of two hosts',
    checks: ['refuses a path with a backslash', 'refuses a Host header that is not a host', 'refuses two Host headers'],
  },
  {
    hosts: ['Hono'],
    reason: 'its mount copies the request, which fetch refuses for TRACE',
    checks: ['shows the handler every common method'],
  },
  {
    hosts: ['Hono'],
    reason: 'its server ends an answer that broke off with the text of the error',
    checks: ['does not let a body that failed look whole'],
  },
  {
    hosts: ['Hono'],
    reason: 'its server closes a connection on an unread body without announcing it, and without reading it first',
    checks: [
      'delivers its answer to a client that sends all of a body before it reads',
      'does not take an unread body for the next request',
      'does not take an unread chunked body for the next request',
      'does not take the rest of a body that the handler cancelled for the next request',
      'does not take the rest of a body that the handler forgot for the next request',
    ],
  },
];

/** Why a host does not pass a check; `undefined` if it has to. */
export function exceptionTo(variant: Variant, check: string): string | undefined {
  return EXCEPTIONS.find(
    ({ hosts, hasParser = variant.hasParser, prefix = variant.prefix, checks }) =>
      hosts.includes(variant.host) &&
      hasParser === variant.hasParser &&
      prefix === variant.prefix &&
      checks.includes(check),
  )?.reason;
}
