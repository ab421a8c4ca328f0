/** What Python calls white space; JavaScript's `\s` lacks U+001C to U+001F and U+0085, and has U+FEFF. */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const SPACES = new RegExp(`[${SPACE}]{2,}`, 'g');
const WORDS = new RegExp(`[^${SPACE}]+`, 'g');

/** The text with one space in the place of several white spaces; one alone stays what it is. */
export function joinSpaces(text: string): string {
  return text.replace(SPACES, ' ');
}

/** What stands between white spaces. */
export function splitAtSpaces(text: string): readonly string[] {
  return text.match(WORDS) ?? [];
}
