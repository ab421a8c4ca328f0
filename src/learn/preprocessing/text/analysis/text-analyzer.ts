import type { OnWarning } from '../../common/warning.js';
import type { ResolvedAnalyzerOptions } from './analyzer-options.js';
import { charGrams } from './char-grams.js';
import { englishStopWords } from './english-stop-words.js';
import { stripAccents } from './strip-accents.js';
import { compileTokenPattern, type TokenPattern } from './token-pattern.js';
import { joinSpaces, splitAtSpaces } from './white-space.js';
import { WordScanner } from './word-scanner.js';

/** Takes the terms of a text, one after the other. */
export type TakeTerm = (term: string) => void;

/** Makes terms of texts. */
export class TextAnalyzer {
  readonly options: ResolvedAnalyzerOptions;
  readonly #scanner: TokenPattern;
  readonly #stopWords: ReadonlySet<string>;
  /** The words of the text at hand. */
  readonly #words: string[] = [];

  /**
   * @param where - Whose options they are, for messages.
   * @throws {ModelMountError} `INVALID_ARGUMENT` for a token pattern that is none.
   */
  constructor(options: ResolvedAnalyzerOptions, where: string) {
    const { tokenPattern, stopWords = [] } = options;
    this.options = options;
    this.#scanner =
      tokenPattern === undefined ? new WordScanner() : compileTokenPattern(tokenPattern, `tokenPattern of ${where}`);
    this.#stopWords = new Set(stopWords === 'english' ? englishStopWords() : stopWords);
  }

  /** Hands on every term of the text, as often as it occurs. */
  analyze(text: string, take: TakeTerm): void {
    const { analyzer, ngramRange } = this.options;
    const prepared = this.#prepare(text);
    if (analyzer === 'word') this.#takeWords(prepared, take);
    else if (analyzer === 'char') charGrams(joinSpaces(prepared), { ngramRange, takesShort: false }, take);
    else {
      const options = { ngramRange, takesShort: true };
      for (const word of splitAtSpaces(prepared)) charGrams(` ${word} `, options, take);
    }
  }

  /**
   * Warns where a stop word can never be met, since as a text it becomes other words, as a rule because it is not
   * in lower case or has an apostrophe in it.
   */
  checkStopWords(onWarning: OnWarning | undefined, who: string): void {
    if (onWarning === undefined) return;
    const strays = new Set<string>();
    for (const word of this.#stopWords) {
      this.#scanner.scan(this.#prepare(word), (token) => {
        if (!this.#stopWords.has(token)) strays.add(token);
      });
    }
    if (strays.size === 0) return;
    const shown = [...strays].slice(0, 5).map((word) => JSON.stringify(word));
    const message = `stopWords of ${who} are not what texts are made into: as texts they become ${shown.join(', ')}, which are no stop words`;
    onWarning({ code: 'unreachableTerm', message, columns: [] });
  }

  #prepare(text: string): string {
    const cased = this.options.lowercase ? text.toLowerCase() : text;
    return this.options.stripAccents === undefined ? cased : stripAccents(cased, this.options.stripAccents);
  }

  #takeWords(text: string, take: TakeTerm): void {
    const [fewest, most] = this.options.ngramRange;
    const stopWords = this.#stopWords;
    const words = this.#words;
    const takeWord = most === 1 ? take : (word: string) => words.push(word);
    words.length = 0;
    this.#scanner.scan(text, (word) => {
      if (stopWords.size === 0 || !stopWords.has(word)) takeWord(word);
    });
    if (most === 1) return;
    for (let i = 0; i < words.length; i++) {
      let term = words[i] as string;
      if (fewest === 1) take(term);
      const end = Math.min(i + most, words.length);
      for (let k = i + 1; k < end; k++) {
        term += ` ${words[k] as string}`;
        if (k - i + 1 >= fewest) take(term);
      }
    }
  }
}
