import { AssertionError } from 'node:assert';
import { ANSWER_RULES } from './session-rules/answer-rules.js';
import { DESCRIPTION_RULES } from './session-rules/description-rules.js';
import { ISOLATION_RULES } from './session-rules/isolation-rules.js';
import { LIFETIME_RULES } from './session-rules/lifetime-rules.js';
import { REFUSAL_RULES } from './session-rules/refusal-rules.js';
import type { Rule } from './session-rules/rule.js';
import type { Check, SessionSubject } from './session-subject.js';

/**
 * The contract of `Session` as a list of checks, for the author of a backend or of a wrapper.
 *
 * Each check opens its own session and closes it. The list needs no test runner of its own: hand the checks to
 * the one you use. A rule that a model cannot break (rows of a model that takes none) passes.
 *
 * @example
 * ```ts
 * describe('the backend keeps the session contract', () => {
 *   for (const check of sessionChecks({
 *     name: 'linear',
 *     backend: linear(),
 *     open: async () => linear().load(await openArtifact({ coef_: [2, -1], intercept_: 0 })),
 *     inputs: () => new Map([['X', Tensor.of('FP64', [2, 2], [1, 2, 3, 4])]]),
 *   })) {
 *     it(check.name, check.run);
 *   }
 * });
 * ```
 */
export function sessionChecks(subject: SessionSubject): readonly Check[] {
  return Object.entries({
    ...DESCRIPTION_RULES,
    ...ANSWER_RULES,
    ...REFUSAL_RULES,
    ...ISOLATION_RULES,
    ...LIFETIME_RULES,
  }).map(([name, rule]) => ({ name, run: () => checkRule(subject, name, rule) }));
}

async function checkRule(subject: SessionSubject, name: string, rule: Rule): Promise<void> {
  const session = await subject.open();
  try {
    await rule({ subject, session });
    await session.close();
  } catch (cause) {
    // What is wrong is known by now; the session may be too broken to close.
    await session.close().catch(() => undefined);
    const found = cause instanceof Error ? cause.message : String(cause);
    const message = `a session ${name}. Not so "${subject.name}": ${found}`;
    throw Object.assign(new AssertionError({ message, stackStartFn: checkRule }), { cause });
  }
}
