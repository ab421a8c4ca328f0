import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';

const MAX_LENGTH = 1_000;

/** Finds tokens by a regular expression. */
export interface TokenPattern {
  /** Hands each match on, in order, or what its group matched where the pattern has one. */
  readonly scan: (text: string, take: (token: string) => void) => void;
}

/**
 * A token pattern as a person writes it.
 *
 * @param where - Whose pattern it is, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is no regular expression, or has more than one group.
 */
export function compileTokenPattern(source: string, where: string): TokenPattern {
  const fail = (message: string, cause?: unknown): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `${where} ${message}`, cause === undefined ? {} : { cause });
  };
  if (source.length > MAX_LENGTH) fail(`must have at most ${MAX_LENGTH} characters, got ${source.length}`);
  const compile = (text: string): RegExp => {
    try {
      return new RegExp(text, 'gu');
    } catch (cause) {
      return fail(
        `must be a regular expression of JavaScript, got ${show(source)}; what Python writes (?u)\\w is [\\p{L}\\p{N}_] here`,
        cause,
      );
    }
  };
  const pattern = compile(source);
  // An alternative that always matches tells how many groups there are.
  const nGroups = (compile(`${source}|`).exec('')?.length ?? 1) - 1;
  if (nGroups > 1) fail(`must have at most one capturing group, got ${nGroups}; write the others (?:…)`);
  return {
    scan: (text, take) => {
      for (const match of text.matchAll(pattern)) take(nGroups === 0 ? match[0] : (match[1] ?? ''));
    },
  };
}
