import type { RunOptions, Session } from '../../core/session.js';
import { differenceBetween, type Tensors } from '../compare-tensors.js';
import { countRows, takeRow } from '../derive-inputs.js';
import { expectRule } from '../expect-rule.js';
import type { SessionSubject } from '../session-subject.js';

/** One rule of the session contract: rejects where the session breaks it. */
export type Rule = (context: RuleContext) => void | Promise<void>;

/** What a rule is checked on. */
export interface RuleContext {
  readonly subject: SessionSubject;
  /** A session of this rule alone; the suite closes it. */
  readonly session: Session;
}

/** A way to run a session. */
export interface Door {
  readonly name: 'run' | 'runSync';
  readonly call: (inputs: Tensors, options?: RunOptions) => Promise<Tensors>;
}

/** `run`, and `runSync` where there is one: what holds for one holds for the other. */
export function doors(session: Session): readonly Door[] {
  const run: Door = { name: 'run', call: (inputs, options) => session.run(inputs, options) };
  if (session.runSync === undefined) return [run];
  // In a promise, so that what it throws becomes a rejection as run's.
  const call: Door['call'] = (inputs, options) =>
    new Promise((resolve) => {
      resolve(session.runSync?.(inputs, options) ?? new Map());
    });
  return [run, { name: 'runSync', call }];
}

/** Fails unless the two answers are equal within the subject's tolerance. */
export function expectSameAnswer(
  subject: SessionSubject,
  pair: { what: string; actual: Tensors; expected: Tensors },
): void {
  const { what, actual, expected } = pair;
  const difference = differenceBetween(actual, expected, subject.tolerance ?? DEFAULT_TOLERANCE);
  expectRule(difference === undefined, `${what}: ${difference ?? ''}`);
}

const DEFAULT_TOLERANCE = 1e-6;

/**
 * How many separate rows the subject's input has; 0 where the model takes none.
 */
export function rowsOf({ subject, session }: RuleContext): number {
  if (subject.hasIndependentRows === false) return 0;
  const nRows = countRows(session.signature, subject.inputs());
  if (nRows === undefined) return 0;
  expectRule(nRows >= 2, `the suite needs inputs() of at least 2 rows for a model that takes any number, got ${nRows}`);
  return nRows;
}

/** Valid inputs with different answers: the whole input, its single rows, and the subject's other one. */
export function variants(context: RuleContext): readonly Tensors[] {
  const { subject, session } = context;
  const inputs = subject.inputs();
  const rows = Array.from({ length: Math.min(rowsOf(context), 8) }, (_, row) =>
    takeRow(session.signature, inputs, row),
  );
  return [inputs, ...rows, ...(subject.otherInputs === undefined ? [] : [subject.otherInputs()])];
}
