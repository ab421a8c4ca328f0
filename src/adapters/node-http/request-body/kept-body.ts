import type { Readable } from 'node:stream';

/** Where a request's body may be found. */
export interface BodySource {
  readonly stream: Readable;
  /** The bytes that a parser in front of us kept. */
  readonly rawBody: unknown;
  /** The value that a parser in front of us made of them. Everything but `undefined` is one. */
  readonly parsed: unknown;
}

/** A header by its name in lower case. */
export type ReadHeader = (name: string) => string | undefined;

/**
 * Whether nobody has read the stream yet: then it is the body, whatever else there is. Express 4 leaves a `{}` for
 * the content types that its parser passes over.
 */
export function isUnread({ stream }: BodySource): boolean {
  return stream.readable && !stream.readableDidRead;
}

/** What was kept of a body that has been read. */
export interface KeptBody {
  readonly bytes: Uint8Array;
  /** What `content-type` is to say of them. The rest of it stays: a form does not become JSON by being understood. */
  readonly contentType: string | undefined;
}

/** The kept bytes, else the parsed value written out again; `undefined` where nothing was kept. */
export function keptBody(source: BodySource, header: ReadHeader): KeptBody | undefined {
  const { rawBody, parsed } = source;
  const kept = [rawBody, parsed].find((value) => value instanceof Uint8Array);
  const contentType = header('content-type');
  if (kept !== undefined) return { bytes: kept, contentType };
  const text = keptText(source, header);
  if (text === undefined) return undefined;
  // Parsers that leave text have undone its charset.
  return { bytes: Buffer.from(text), contentType: contentType?.replace(/(;\s*charset=)[^;]*/i, '$1utf-8') };
}

function keptText({ rawBody, parsed }: BodySource, header: ReadHeader): string | undefined {
  if (typeof rawBody === 'string') return rawBody;
  if (typeof parsed === 'string' && isVerbatim(parsed, header)) return parsed;
  try {
    return JSON.stringify(parsed);
  } catch {
    return undefined; // a bigint, a cycle: nothing that JSON made
  }
}

/** Whether `text` is the body itself (a text parser kept it) and not a JSON string that a JSON parser took out of it. */
function isVerbatim(text: string, header: ReadHeader): boolean {
  if (!/[/+]json\s*(?:;|$)/i.test(header('content-type') ?? '')) return true;
  const length = header('content-length');
  // A JSON string is at least its two quotes longer than the text it stands for.
  if (length !== undefined && header('content-encoding') === undefined) {
    return Buffer.byteLength(text) === Number(length);
  }
  return /^\s*[[{]/.test(text);
}
