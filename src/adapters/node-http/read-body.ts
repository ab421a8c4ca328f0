import type { Readable } from 'node:stream';
import { consumedError, streamBody, type RequestBody } from './stream-body.js';

/** Where a request's body may be found. */
export interface BodySource {
  readonly stream: Readable;
  /** The bytes that a parser in front of us kept. */
  readonly rawBody: unknown;
  /** The value that a parser in front of us made of them. Everything but `undefined` is one. */
  readonly parsed: unknown;
}

/**
 * The body to give a `Request`, with `headers` made to fit it: the stream if nobody has read it, else the bytes
 * that were kept, else the parsed value written out again, else a stream that fails with `BODY_CONSUMED`.
 *
 * The stream comes first: Express 4 leaves a `{}` for the content types that its parser passes over.
 */
export function readBody(source: BodySource, headers: Headers): RequestBody {
  const { stream, rawBody, parsed } = source;
  if (stream.readable && !stream.readableDidRead) return streamBody(stream);
  const kept = [rawBody, parsed].find((value) => value instanceof Uint8Array);
  const text = kept === undefined ? keptText(source, headers) : undefined;
  if (kept === undefined && text === undefined) return failingBody();
  const bytes = kept ?? Buffer.from(text ?? '');
  // Parsers undo the content encoding, and where they leave text the charset, before they keep anything.
  // The content type stays what the client said: a form does not become JSON because a parser understood it.
  headers.set('content-length', String(bytes.byteLength));
  headers.delete('content-encoding');
  headers.delete('transfer-encoding');
  const type = headers.get('content-type');
  if (kept === undefined && type !== null) headers.set('content-type', type.replace(/(;\s*charset=)[^;]*/i, '$1utf-8'));
  return { content: bytes, release: ignore };
}

function keptText({ rawBody, parsed }: BodySource, headers: Headers): string | undefined {
  if (typeof rawBody === 'string') return rawBody;
  if (typeof parsed === 'string' && isVerbatim(parsed, headers)) return parsed;
  try {
    return JSON.stringify(parsed);
  } catch {
    return undefined; // a bigint, a cycle: nothing that JSON made
  }
}

/** Whether `text` is the body itself (a text parser kept it) and not a JSON string that a JSON parser took out of it. */
function isVerbatim(text: string, headers: Headers): boolean {
  if (!/[/+]json\s*(?:;|$)/i.test(headers.get('content-type') ?? '')) return true;
  const length = headers.get('content-length');
  // A JSON string is at least its two quotes longer than the text it stands for.
  if (length !== null && !headers.has('content-encoding')) return Buffer.byteLength(text) === Number(length);
  return /^\s*[[{]/.test(text);
}

function failingBody(): RequestBody {
  const content = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(consumedError()) }, { highWaterMark: 0 });
  return { content, release: ignore };
}

function ignore(): void {
  // Nothing in the connection waits for these bytes.
}
