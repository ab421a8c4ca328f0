import { ModelMountError } from '../../core/errors.js';
import { expectRefusal, expectRule } from '../expect-rule.js';
import { doors, expectSameAnswer, type Rule } from './rule.js';

/** Abort and close. */
export const LIFETIME_RULES: Readonly<Record<string, Rule>> = {
  'refuses to start with ABORTED when the signal has fired': async ({ subject, session }) => {
    for (const { name, call } of doors(session)) {
      await expectRefusal(`${name} with a fired signal`, 'ABORTED', () =>
        call(subject.inputs(), { signal: AbortSignal.abort() }),
      );
      await call(subject.inputs());
    }
  },

  'when aborted on the way, answers rightly or fails with ABORTED, and stays usable': async ({ subject, session }) => {
    const expected = await session.run(subject.inputs());
    const controller = new AbortController();
    const running = session.run(subject.inputs(), { signal: controller.signal });
    controller.abort();
    const outcome = await running.catch((error: unknown) => error);
    if (outcome instanceof Map) {
      expectSameAnswer(subject, { what: 'run, aborted on the way', actual: outcome, expected });
    } else {
      const code = ModelMountError.is(outcome) ? outcome.code : String(outcome);
      expectRule(
        code === 'ABORTED',
        `a run that is aborted on the way must fail with ABORTED, but failed with ${code}`,
      );
    }
    const actual = await session.run(subject.inputs());
    expectSameAnswer(subject, { what: 'run after an aborted one', actual, expected });
  },

  'completes the run in progress before close resolves': async ({ subject, session }) => {
    const expected = await session.run(subject.inputs());
    let isSettled = false;
    const running = session.run(subject.inputs()).finally(() => (isSettled = true));
    const closed = session.close();
    const outcome = running.catch((error: unknown) => {
      throw new Error(`a run in progress must survive close(), but failed: ${String(error)}`);
    });
    const [actual] = await Promise.all([
      outcome,
      closed.then(async () => {
        // Promises of one turn settle in no promised order: the run may be some microtasks behind.
        await new Promise((resolve) => setImmediate(resolve));
        expectRule(isSettled, 'close() resolved while a run was still in progress');
      }),
    ]);
    expectSameAnswer(subject, { what: 'run, closed on the way', actual, expected });
  },

  'can be closed again, and at once twice': async ({ session }) => {
    await Promise.all([session.close(), session.close()]);
    await session.close();
  },

  'refuses to run with SESSION_CLOSED once it is closed': async ({ subject, session }) => {
    const closing = session.close();
    for (const { name, call } of doors(session)) {
      await expectRefusal(`${name} during close`, 'SESSION_CLOSED', () => call(subject.inputs()));
    }
    await closing;
    for (const { name, call } of doors(session)) {
      await expectRefusal(`${name} after close`, 'SESSION_CLOSED', () => call(subject.inputs()));
    }
  },
};
