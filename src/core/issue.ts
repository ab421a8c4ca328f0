/** One thing that is wrong with an input. */
export interface Issue {
  /** JSON Pointer (RFC 6901) to the value, from the root of what the caller handed in; `''` is the root. */
  readonly path: string;
  /** What kind of fault it is; stable, for programs. */
  readonly code: IssueCode;
  /** What was expected and what came, for people. Never quotes more than 64 characters of the input. */
  readonly message: string;
}

/** The closed set of faults. */
export type IssueCode = 'missing' | 'unexpected' | 'type' | 'value' | 'range' | 'nonFinite' | 'shape' | 'duplicate';

/** How many issues one error carries at most; a million bad cells must not become a million messages. */
export const MAX_ISSUES = 100;

/** One token of a JSON Pointer, escaped as RFC 6901 asks. */
export function pointerToken(token: string | number): string {
  return String(token).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A JSON Pointer made of `tokens`. */
export function pointer(...tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${pointerToken(token)}`).join('');
}

/** A short, quoted rendering of any value for a message: at most 64 characters, control characters escaped. */
export function show(value: unknown): string {
  if (typeof value === 'bigint') return clip(`${value}n`);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) {
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (typeof value === 'string') return clip(JSON.stringify(value.slice(0, 64)), value.length > 64);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

function clip(text: string, isCut = false): string {
  // By code points, so that a cut never leaves half a surrogate pair.
  const shown = Array.from(text).slice(0, 64).join('');
  return isCut || shown.length < text.length ? `${shown}…` : shown;
}
