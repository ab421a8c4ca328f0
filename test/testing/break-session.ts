import type { RunOptions, Session } from '../../src/core/session.js';
import type { TensorSpec } from '../../src/core/signature.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import { createFakeSession, type FakeSessionOptions } from '../../src/testing/fake-session.js';
import type { SessionSubject } from '../../src/testing/session-subject.js';
import { X } from './subjects.js';

export type Tensors = ReadonlyMap<string, Tensor>;
export type Run = (inputs: Tensors, options?: RunOptions) => Promise<Tensors>;

/** A faulty session and the rule of the contract that must catch it. */
export interface Fault {
  readonly fault: string;
  readonly rule: string;
  readonly subject: SessionSubject;
}

export const SPEC: TensorSpec = { name: 'X', dtype: 'FP64', shape: [-1, 2] };
const column = (name: string): TensorSpec => ({ name, dtype: 'FP64', shape: [-1] });
export const columnOf = (values: readonly number[]) => new Tensor('FP64', [values.length], Float64Array.from(values));
export const turn = () => new Promise((resolve) => setImmediate(resolve));

export function sumAndProduct(inputs: Tensors): Map<string, Tensor> {
  const rows = inputs.get('X')!.toNested() as [number, number][];
  return new Map([
    ['sum', columnOf(rows.map(([a, b]) => a + b))],
    ['product', columnOf(rows.map(([a, b]) => a * b))],
  ]);
}

const SOUND: FakeSessionOptions = {
  signature: { inputs: [SPEC], outputs: [column('sum'), column('product')] },
  answer: async (inputs) => {
    await turn();
    return sumAndProduct(inputs);
  },
};

export const sound: SessionSubject = {
  name: 'sound',
  backend: { name: 'fake', flags: { isSynchronous: false, packages: [] }, reference: undefined },
  open: () => Promise.resolve(createFakeSession(SOUND)),
  inputs: () => X([1, 2, 30, 4, 5, 6]),
  outputs: new Map([['sum', columnOf([3, 34, 11])]]),
};

/** The sound session with some members replaced, as a faulty implementation of them would be. */
export function faulty(replace: (session: Session) => Partial<Session>): SessionSubject {
  return {
    ...sound,
    name: 'faulty',
    open: () => {
      const session = createFakeSession(SOUND);
      return Promise.resolve(Object.assign({ ...session }, replace(session)));
    },
  };
}

export const faultyRun = (
  run: (sound: Run, inputs: Tensors, options?: RunOptions) => Promise<Tensors>,
): SessionSubject =>
  faulty((session) => ({ run: (inputs, options) => run(session.run.bind(session), inputs, options) }));

export const answering = (answer: NonNullable<FakeSessionOptions['answer']>): SessionSubject => ({
  ...sound,
  open: () => Promise.resolve(createFakeSession({ ...SOUND, answer })),
});

export function rule(name: string, faults: Readonly<Record<string, SessionSubject>>): Fault[] {
  return Object.entries(faults).map(([fault, subject]) => ({ fault, rule: name, subject }));
}
