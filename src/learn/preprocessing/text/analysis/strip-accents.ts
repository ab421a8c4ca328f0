/** What can be done with accents. */
export type StripAccents = 'ascii' | 'unicode';

/** All of `StripAccents`. */
export const STRIP_ACCENTS: readonly StripAccents[] = ['ascii', 'unicode'];

/** Of the highest combining class: it stays in front only of what does not combine. */
const LAST_MARK = '\u0345';
const MARKS = /\p{M}/gu;
const BEYOND_ASCII = /[\u0080-\uffff]+/g;

/**
 * The text without accents: decomposed (NFKD), then without its combining marks (`unicode`), or without all that is
 * not ASCII (`ascii`).
 */
export function stripAccents(text: string, method: StripAccents): string {
  if (text.search(BEYOND_ASCII) === -1) return text;
  const decomposed = text.normalize('NFKD');
  if (method === 'ascii') return decomposed.replace(BEYOND_ASCII, '');
  return decomposed.replace(MARKS, (mark) => (isCombining(mark) ? '' : mark));
}

/**
 * Whether a mark has a combining class other than 0, which JavaScript does not tell: normalizing puts marks in the
 * order of their classes, and those of class 0 stay where they are.
 */
function isCombining(mark: string): boolean {
  return mark === LAST_MARK || !(LAST_MARK + mark).normalize('NFD').startsWith(LAST_MARK);
}
