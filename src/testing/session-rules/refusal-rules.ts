import { DTYPES, type DType } from '../../core/tensor/dtype.js';
import { pointer } from '../../core/issue.js';
import { Tensor } from '../../core/tensor/tensor.js';
import type { Tensors } from '../compare-tensors.js';
import { expectRefusal, expectRule } from '../expect-rule.js';
import { doors, expectSameAnswer, type Rule, type RuleContext } from './rule.js';

/** What a session does with an input that does not fit its signature. */
export const REFUSAL_RULES: Readonly<Record<string, Rule>> = {
  'refuses missing inputs with INVALID_INPUT and the path of each': async (context) => {
    const names = context.session.signature.inputs.map((spec) => spec.name);
    if (names.length > 0) await expectIssues(context, { what: 'no inputs', inputs: new Map(), names });
  },

  'refuses an unexpected input with INVALID_INPUT and its path': async (context) => {
    const name = unexpectedName(context);
    const inputs = new Map(context.subject.inputs()).set(name, Tensor.of('FP32', [1], [0]));
    await expectIssues(context, { what: 'an unexpected input', inputs, names: [name] });
  },

  'refuses a wrong dtype with INVALID_INPUT and its path': async (context) => {
    for (const [name, tensor] of context.subject.inputs()) {
      const inputs = new Map(context.subject.inputs()).set(name, withOtherDType(tensor));
      await expectIssues(context, { what: `a wrong dtype for "${name}"`, inputs, names: [name] });
    }
  },

  'refuses a wrong rank with INVALID_INPUT and its path': async (context) => {
    for (const [name, tensor] of context.subject.inputs()) {
      const inputs = new Map(context.subject.inputs()).set(name, withAnotherAxis(tensor));
      await expectIssues(context, { what: `one axis too many for "${name}"`, inputs, names: [name] });
    }
  },

  'refuses a wrong length of a fixed axis with INVALID_INPUT and its path': async (context) => {
    for (const { name, dtype, shape } of context.session.signature.inputs) {
      const axis = shape.findIndex((length) => length >= 0);
      const valid = context.subject.inputs().get(name);
      if (axis === -1 || valid === undefined) continue;
      const longer = valid.shape.map((length, i) => (i === axis ? length + 1 : length));
      const inputs = new Map(context.subject.inputs()).set(name, zeroes(dtype, longer));
      await expectIssues(context, { what: `axis ${axis} of "${name}" too long by one`, inputs, names: [name] });
    }
  },

  'tells all faults of an input at once': async (context) => {
    const name = unexpectedName(context);
    const inputs = new Map<string, Tensor>([[name, Tensor.of('FP32', [1], [0])]]);
    for (const [valid, tensor] of context.subject.inputs()) inputs.set(valid, withOtherDType(tensor));
    await expectIssues(context, { what: 'every input wrong', inputs, names: [...inputs.keys()] });
  },

  'still answers after it refused an input': async (context) => {
    const { subject, session } = context;
    const expected = await session.run(subject.inputs());
    const bad = new Map(subject.inputs()).set(unexpectedName(context), Tensor.of('FP32', [1], [0]));
    for (const { name, call } of doors(session)) {
      const refused = expectRefusal(`${name} with an unexpected input`, 'INVALID_INPUT', () => call(bad));
      // At the same time and afterwards: the fault of one caller is not another's.
      const [during] = await Promise.all([call(subject.inputs()), refused]);
      expectSameAnswer(subject, { what: `${name} while another run is refused`, actual: during, expected });
      const actual = await call(subject.inputs());
      expectSameAnswer(subject, { what: `${name} after a refused run`, actual, expected });
    }
  },
};

interface BadInput {
  readonly what: string;
  readonly inputs: Tensors;
  /** The inputs at fault, each of which must have an issue. */
  readonly names: readonly string[];
}

async function expectIssues({ session }: RuleContext, { what, inputs, names }: BadInput): Promise<void> {
  for (const { name: door, call } of doors(session)) {
    const { issues } = await expectRefusal(`${door} with ${what}`, 'INVALID_INPUT', () => call(inputs));
    for (const name of names) {
      expectRule(
        issues.some(({ path }) => path === pointer(name) || path.startsWith(`${pointer(name)}/`)),
        `${door} with ${what}: no issue has the path ${pointer(name)}; they have ${issues.map(({ path }) => path).join(', ') || 'none'}`,
      );
    }
  }
}

function unexpectedName({ session }: RuleContext): string {
  return `no such input ${session.signature.inputs.map((spec) => spec.name).join('')}`;
}

function withOtherDType(tensor: Tensor): Tensor {
  return zeroes(tensor.dtype === 'FP32' ? 'FP64' : 'FP32', tensor.shape);
}

function withAnotherAxis({ dtype, shape, data }: Tensor): Tensor {
  return new Tensor(dtype, [...shape, 1], data);
}

function zeroes(dtype: DType, shape: readonly number[]): Tensor {
  return new Tensor(dtype, shape, DTYPES[dtype].allocate(shape.reduce((product, length) => product * length, 1)));
}
