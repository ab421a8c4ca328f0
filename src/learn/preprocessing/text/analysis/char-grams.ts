const SURROGATE = /[\ud800-\udfff]/;

/** Which runs of characters are terms. */
export interface CharGramOptions {
  readonly ngramRange: readonly [fewest: number, most: number];
  /** Whether a text of fewer characters than a run asks for is a run of its own, once. */
  readonly takesShort: boolean;
}

/** Hands on every run of characters (code points) of a text. */
export function charGrams(text: string, options: CharGramOptions, take: (term: string) => void): void {
  const [fewest, most] = options.ngramRange;
  const starts = SURROGATE.test(text) ? characterStarts(text) : undefined;
  const length = starts === undefined ? text.length : starts.length - 1;
  const longest = Math.min(most, length);
  for (let n = fewest; n <= longest; n++) {
    for (let i = 0; i + n <= length; i++) {
      take(starts === undefined ? text.slice(i, i + n) : text.slice(starts[i], starts[i + n]));
    }
  }
  if (options.takesShort && length < fewest) take(text);
}

/** Where each character begins, and where the last one ends. */
function characterStarts(text: string): Int32Array {
  const starts = new Int32Array(text.length + 1);
  let n = 0;
  for (let i = 0; i < text.length; n++) {
    starts[n] = i;
    i += (text.codePointAt(i) as number) > 0xffff ? 2 : 1;
  }
  starts[n] = text.length;
  return starts.subarray(0, n + 1);
}
