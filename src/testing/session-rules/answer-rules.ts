import { shapeFits, showShape } from '../../core/tensor/shape.js';
import { sliceRows } from '../../core/tensor/tensor-rows.js';
import { Tensor } from '../../core/tensor/tensor.js';
import { takeNoRow, takeRow } from '../derive-inputs.js';
import { expectRefusal, expectRule } from '../expect-rule.js';
import { doors, expectSameAnswer, rowsOf, type Rule } from './rule.js';
import { ModelMountError } from '../../core/errors.js';

/** What a session answers to a valid input. */
export const ANSWER_RULES: Readonly<Record<string, Rule>> = {
  'answers with every declared output, in its declared dtype and shape': async ({ subject, session }) => {
    for (const { name: door, call } of doors(session)) {
      const outputs = await call(subject.inputs());
      const declared = session.signature.outputs.map((spec) => spec.name);
      const stray = [...outputs.keys()].find((name) => !declared.includes(name));
      expectRule(stray === undefined, `${door} answered with the undeclared output "${stray ?? ''}"`);
      for (const { name, dtype, shape } of session.signature.outputs) {
        const tensor = outputs.get(name);
        expectRule(tensor !== undefined, `${door} answered without the declared output "${name}"`);
        expectRule(Tensor.is(tensor), `${door} answered with something for "${name}" that is not a Tensor`);
        expectRule(tensor.dtype === dtype, `${door} answered ${tensor.dtype} for "${name}", declared as ${dtype}`);
        expectRule(
          shapeFits(tensor.shape, shape),
          `${door} answered shape ${showShape(tensor.shape)} for "${name}", declared as ${showShape(shape)}`,
        );
      }
    }
  },

  'gives the known answer': async ({ subject, session }) => {
    if (subject.outputs === undefined) return;
    for (const { name, call } of doors(session)) {
      expectSameAnswer(subject, { what: name, actual: await call(subject.inputs()), expected: subject.outputs });
    }
  },

  'gives the same answer to the same input': async ({ subject, session }) => {
    const expected = await session.run(subject.inputs());
    for (const { name, call } of doors(session)) {
      const actual = await call(subject.inputs());
      expectSameAnswer(subject, { what: `${name} after a first run`, actual, expected });
    }
  },

  'answers with the outputs that are asked for, and no others': async ({ subject, session }) => {
    const all = await session.run(subject.inputs());
    for (const { name: door, call } of doors(session)) {
      for (const { name } of session.signature.outputs) {
        const outputs = await call(subject.inputs(), { outputs: [name] });
        expectRule(
          outputs.size === 1 && outputs.has(name),
          `${door} with outputs ["${name}"] answered with ${[...outputs.keys()].join(', ') || 'nothing'}`,
        );
        const expected = new Map([...all].filter(([key]) => key === name));
        expectSameAnswer(subject, { what: `${door} with outputs ["${name}"]`, actual: outputs, expected });
      }
    }
  },

  'refuses an unknown output name with INVALID_ARGUMENT': async ({ subject, session }) => {
    const unknown = `no such output ${session.signature.outputs.map((spec) => spec.name).join('')}`;
    for (const { name, call } of doors(session)) {
      await expectRefusal(`${name} with an unknown output name`, 'INVALID_ARGUMENT', () =>
        call(subject.inputs(), { outputs: [unknown] }),
      );
    }
  },

  'has runSync where its backend is flagged synchronous, and only there': ({ subject, session }) => {
    const { isSynchronous } = subject.backend.flags;
    expectRule(
      (session.runSync !== undefined) === isSynchronous,
      `flags.isSynchronous is ${isSynchronous}, but the session has ${isSynchronous ? 'no' : 'a'} runSync`,
    );
  },

  'answers a row alone as it does in a batch': async (context) => {
    const { subject, session } = context;
    const nRows = rowsOf(context);
    if (nRows === 0) return;
    for (const { name: door, call } of doors(session)) {
      const batch = await call(subject.inputs());
      for (let row = 0; row < nRows; row++) {
        const actual = await call(takeRow(session.signature, subject.inputs(), row));
        const expected = new Map<string, Tensor>();
        for (const { name, shape } of session.signature.outputs) {
          const tensor = batch.get(name);
          if (shape[0] !== -1 || tensor === undefined) continue;
          const length = tensor.shape[0] ?? 0;
          expectRule(length === nRows, `${door} answered ${nRows} rows with ${length} rows of "${name}"`);
          expected.set(name, sliceRows(tensor, row, row + 1));
        }
        expectSameAnswer(subject, { what: `${door} with row ${row} alone`, actual, expected });
      }
    }
  },

  'answers no rows with no rows, or refuses them': async (context) => {
    const { subject, session } = context;
    if (rowsOf(context) === 0) return;
    for (const { name: door, call } of doors(session)) {
      try {
        const outputs = await call(takeNoRow(session.signature, subject.inputs()));
        for (const { name, shape } of session.signature.outputs) {
          const length = outputs.get(name)?.shape[0];
          expectRule(
            shape[0] !== -1 || length === 0,
            `${door} answered no rows with ${length ?? 'no'} rows of "${name}"`,
          );
        }
      } catch (error) {
        if (!ModelMountError.is(error)) throw error;
        expectRule(
          error.code === 'INVALID_INPUT' || error.code === 'RUN_FAILED',
          `${door} refused no rows with ${error.code}, not with INVALID_INPUT or RUN_FAILED`,
        );
      }
    }
  },
};
