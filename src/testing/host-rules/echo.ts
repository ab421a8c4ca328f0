import { createHash } from 'node:crypto';

/** What a handler saw of a request. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly length: number;
  readonly sha256: string;
  /** The first bytes, for messages. */
  readonly start: string;
}

/** Answers with what it sees. */
export async function echo(request: Request): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const url = new URL(request.url);
  const seen: Seen = {
    method: request.method,
    path: url.pathname,
    query: url.search,
    headers: Object.fromEntries(request.headers),
    length: bytes.length,
    sha256: sha256(bytes),
    start: Buffer.from(bytes.subarray(0, 40)).toString(),
  };
  return Response.json(seen);
}

/** A digest to compare bodies by. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
