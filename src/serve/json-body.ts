import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { readBody } from './body.js';
import type { Exchange } from './exchange/exchange.js';

/** Deeper nesting than any tensor or row needs; deeper bodies are refused before they are parsed. */
const MAX_DEPTH = 64;

/**
 * A request's body as parsed JSON.
 *
 * A missing content type counts as JSON, since widely used clients send none; any other type is refused.
 *
 * @throws {ModelMountError} `UNSUPPORTED_MEDIA_TYPE`, `MALFORMED_BODY`, and as `readBody`.
 */
export async function readJsonBody(exchange: Exchange, limitBytes: number): Promise<unknown> {
  checkContentType(exchange.header('content-type'));
  const bytes = await readBody(exchange, limitBytes);
  if (bytes.length === 0) throw new ModelMountError('MALFORMED_BODY', 'the body is empty; expected a JSON object');
  checkDepth(bytes);
  let text: string;
  try {
    text = UTF_8.decode(bytes);
  } catch (cause) {
    throw new ModelMountError('MALFORMED_BODY', 'the body is not valid UTF-8', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's own message quotes the body; tell the place instead.
    const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
    const where = position === undefined ? '' : ` at character ${position}`;
    throw new ModelMountError('MALFORMED_BODY', `the body is not valid JSON${where}`, { cause });
  }
}

// A byte order mark is kept, so that the parser refuses it: RFC 8259 does not allow one.
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function checkContentType(header: string | undefined): void {
  // What nearly everyone sends.
  if (header === undefined || header === 'application/json' || header.trim() === '') return;
  const match = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.exec(header.trim());
  if (match !== null) return;
  throw new ModelMountError(
    'UNSUPPORTED_MEDIA_TYPE',
    `expected content-type application/json (UTF-8), got ${show(header)}; with curl add -H 'content-type: application/json'`,
    { details: { headers: { accept: 'application/json' } } },
  );
}

/** Counts brackets outside of strings; says nothing about whether they match. */
function checkDepth(bytes: Uint8Array): void {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (isString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) isString = false;
    } else if (byte === QUOTE) isString = true;
    else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      if (++depth > MAX_DEPTH) {
        throw new ModelMountError('MALFORMED_BODY', `the body's nesting depth exceeds ${MAX_DEPTH}`);
      }
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) depth--;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
