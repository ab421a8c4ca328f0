import { gzipSync } from 'node:zlib';
import type { WireRequest } from '../../src/testing/host-rules/wire.js';
import { readReference, rowsOf } from '../helpers/reference.js';
import type { Variant } from './hosts.js';

/** The model that the cases are about. */
export const MODEL = 'logistic-wine-multinomial';
export const BODY_LIMIT_BYTES = 64 * 1024;

/** A request, and what the handler answers to it in any host. */
export interface HandlerCase {
  readonly name: string;
  readonly request: WireRequest;
  readonly status: number;
  /** Where the host, or a parser in front of the handler, answers in our place with this status. */
  readonly answeredByHost?: readonly { readonly when: (variant: Variant) => boolean; readonly status: number }[];
  /** Whether the request is refused before there is a `Request` that a handler could be asked directly. */
  readonly isAdapters?: boolean;
}

const { inputs } = readReference(MODEL);
const input = Object.values(inputs)[0]!;
const ROWS = JSON.stringify({ rows: rowsOf(input) });
const INFER = JSON.stringify({ id: 'é', inputs: [{ name: 'X', ...input }] });

const JSON_TYPE = ['content-type', 'application/json'] as const;
const predict = (body: string | Uint8Array, ...headers: (readonly [string, string])[]): WireRequest => ({
  method: 'POST',
  path: '/predict',
  headers: headers.length === 0 ? [JSON_TYPE] : headers,
  body: Buffer.from(body),
});

const isParsed = ({ hasParser, host }: Variant): boolean => hasParser && host !== 'Fastify';
const isKoa = (variant: Variant): boolean => isParsed(variant) && variant.host.startsWith('Koa');
const isExpress = (variant: Variant): boolean => isParsed(variant) && variant.host.startsWith('Express');
const isHono = ({ host }: Variant): boolean => host === 'Hono';
const isFastify = ({ host }: Variant): boolean => host === 'Fastify';

export const HANDLER_CASES: readonly HandlerCase[] = [
  { name: 'rows', request: predict(ROWS), status: 200 },
  { name: 'rows by the name of the model', request: { ...predict(ROWS), path: `/models/wine/predict` }, status: 200 },
  {
    name: 'rows in chunks',
    request: { ...predict(''), body: ROWS.split(/(?<=],)/).map((part) => Buffer.from(part)) },
    status: 200,
  },
  { name: 'rows in gzip', request: predict(gzipSync(ROWS), JSON_TYPE, ['content-encoding', 'gzip']), status: 200 },
  { name: 'rows without a content type', request: predict(ROWS, ['x-a', '1']), status: 200 },
  { name: 'rows and a query', request: { ...predict(ROWS), path: '/predict?a[__proto__]=1&%zz' }, status: 200 },
  { name: 'tensors', request: { ...predict(INFER), path: '/v2/models/wine/infer' }, status: 200 },
  { name: 'an empty object', request: predict('{}'), status: 400 },
  { name: 'an empty array', request: predict('[]'), status: 400 },
  { name: 'no rows', request: predict('{"rows":[]}'), status: 200 },
  { name: 'a row that does not fit', request: predict('{"rows":[{"größe":"日本"}]}'), status: 400 },
  {
    name: 'a null',
    request: predict('null'),
    status: 400,
    answeredByHost: [{ when: isParsed, status: 400 }],
  },
  {
    name: 'malformed JSON',
    request: predict('{"rows":[1,'),
    status: 400,
    answeredByHost: [{ when: isParsed, status: 400 }],
  },
  {
    name: 'broken gzip',
    request: predict(ROWS, JSON_TYPE, ['content-encoding', 'gzip']),
    status: 400,
    answeredByHost: [
      { when: isExpress, status: 400 },
      { when: isKoa, status: 500 },
    ],
  },
  { name: 'an empty body', request: predict(''), status: 400 },
  { name: 'no body', request: { method: 'POST', path: '/predict' }, status: 400 },
  { name: 'JSON that says it is text', request: predict(ROWS, ['content-type', 'text/plain']), status: 415 },
  {
    name: 'JSON that says it is a form',
    request: predict(ROWS, ['content-type', 'application/x-www-form-urlencoded']),
    status: 415,
  },
  { name: 'bytes', request: predict(Buffer.alloc(100), ['content-type', 'application/octet-stream']), status: 415 },
  { name: 'a body over the limit', request: predict(`[${'1,'.repeat(40_000)}1]`), status: 413 },
  {
    name: 'a chunked body over the limit',
    request: {
      ...predict(''),
      body: Array.from({ length: 9 }, (_, i) => Buffer.from(i === 0 ? '[1' : ',1'.repeat(5000))).concat(
        Buffer.from(']'),
      ),
    },
    status: 413,
  },
  {
    name: 'five megabytes over the limit',
    request: predict(`[${'1,'.repeat(2.5 * 2 ** 20)}1]`),
    status: 413,
    answeredByHost: [{ when: isParsed, status: 413 }],
  },
  { name: 'an unknown path', request: { path: '/nothing/here' }, status: 404 },
  { name: 'an unknown path with a body', request: { ...predict(ROWS), path: '/predictions' }, status: 404 },
  { name: 'an unknown model', request: { ...predict(ROWS), path: '/models/constructor/predict' }, status: 404 },
  { name: 'a trailing slash', request: { ...predict(ROWS), path: '/predict/' }, status: 404 },
  { name: 'a doubled slash', request: { path: '/v2//models' }, status: 404 },
  {
    name: 'broken percent-encoding',
    request: { path: '/v2/models/%zz' },
    status: 400,
    answeredByHost: [{ when: isFastify, status: 400 }],
  },
  {
    name: 'dots in the path',
    request: { path: '/v2/models/%2e%2e/infer' },
    status: 400,
    isAdapters: true,
    answeredByHost: [{ when: isHono, status: 404 }],
  },
  { name: 'a method that the route does not take', request: { path: '/predict' }, status: 405 },
  {
    name: 'another such method',
    request: { ...predict('{}'), path: '/v2/health/live', method: 'DELETE' },
    status: 405,
  },
  { name: 'OPTIONS', request: { path: '/predict', method: 'OPTIONS' }, status: 204 },
  { name: 'HEAD', request: { path: '/v2/health/ready', method: 'HEAD' }, status: 200 },
  { name: 'metadata', request: { path: '/v2/models/wine' }, status: 200 },
  { name: 'the description of the API', request: { path: '/openapi.json' }, status: 200 },
];
