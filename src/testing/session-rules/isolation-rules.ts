import { differenceBetween, overlaps, type Tensors } from '../compare-tensors.js';
import { copyTensors, wipeTensors } from '../derive-inputs.js';
import { expectRule } from '../expect-rule.js';
import { doors, expectSameAnswer, variants, type Rule } from './rule.js';

/** That runs do not touch each other, nor their callers' memory. */
export const ISOLATION_RULES: Readonly<Record<string, Rule>> = {
  'does not mix up the answers of concurrent runs': async (context) => {
    const { subject, session } = context;
    const inputs = variants(context);
    const expected: Tensors[] = [];
    for (const tensors of inputs) expected.push(copyTensors(await session.run(tensors)));
    // A row and the whole batch differ in any case: only among the rows does a difference tell something.
    const comparable = expected.length > 2 ? expected.slice(1) : expected;
    expectRule(
      expected.length === 1 || comparable.some((answer) => differenceBetween(answer, comparable[0] as Tensors, 0)),
      'the suite cannot tell: every input that it derived has the same answer; give rows with different answers',
    );
    // Twice, so that more runs are under way than there are different inputs.
    const answers = await Promise.all([...inputs, ...inputs].map((tensors) => session.run(tensors)));
    for (const [i, actual] of answers.entries()) {
      const what = `run ${i} of ${answers.length} at once`;
      expectSameAnswer(subject, { what, actual, expected: expected[i % expected.length] as Tensors });
    }
  },

  'reads its input before run returns: a later change of the buffers does not reach the answer': async ({
    subject,
    session,
  }) => {
    const expected = copyTensors(await session.run(subject.inputs()));
    const inputs = copyTensors(subject.inputs());
    const running = session.run(inputs);
    wipeTensors(inputs);
    expectSameAnswer(subject, { what: 'run, its input wiped at once', actual: await running, expected });
  },

  'leaves the tensors of its caller as they were': async ({ subject, session }) => {
    for (const { name, call } of doors(session)) {
      const inputs = copyTensors(subject.inputs());
      await call(inputs);
      const difference = differenceBetween(inputs, subject.inputs(), 0);
      expectRule(difference === undefined, `${name} changed its input: ${difference ?? ''}`);
    }
  },

  'answers in memory that is neither its input nor another answer': async ({ subject, session }) => {
    for (const { name: door, call } of doors(session)) {
      const inputs = subject.inputs();
      const first = await call(inputs);
      const kept = copyTensors(first);
      const second = await call(inputs);
      const others = [...[...inputs].map(named('input')), ...[...second].map(named('the next answer’s'))];
      for (const [name, { data }] of first) {
        const shared = others.find((other) => data.length > 0 && overlaps(data, other.data));
        expectRule(shared === undefined, `${door}: output "${name}" shares memory with ${shared?.name ?? ''}`);
      }
      wipeTensors(second);
      expectSameAnswer(subject, { what: `${door}, the next answer wiped`, actual: first, expected: kept });
      const third = await call(inputs);
      expectSameAnswer(subject, { what: `${door} after an answer was wiped`, actual: third, expected: kept });
    }
  },
};

function named(owner: string): (entry: [string, { readonly data: Parameters<typeof overlaps>[0] }]) => {
  name: string;
  data: Parameters<typeof overlaps>[0];
} {
  return ([name, { data }]) => ({ name: `${owner} "${name}"`, data });
}
