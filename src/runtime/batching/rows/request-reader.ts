import { throwIfAborted } from '../../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { pointer, show } from '../../../core/issue.js';
import type { RunOptions } from '../../../core/session.js';
import { shapeFits } from '../../../core/tensor/shape.js';
import { checkInputs, type Signature, type TensorSpec } from '../../../core/signature.js';
import type { BatchRequest } from './batch-request.js';
import { countRows, type Tensors } from './join-rows.js';

/** What a request is read against. */
export interface RequestRules {
  readonly signature: Signature;
  readonly isFixedBatch: boolean;
  readonly queueDeadlineMs: number;
}

/** The outputs that a run wants: in the signature's order, each once; `undefined` for all of them. */
interface Wanted {
  readonly given: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  /** Tells it apart from other wishes; empty for all outputs. */
  readonly key: string;
}

const ALL: Wanted = { given: undefined, names: undefined, key: '' };

/** Checks all that can be said of a run without looking at others. What does not change between runs is kept. */
export class RequestReader {
  readonly #rules: RequestRules;
  /** Where an axis beside that of the rows can have any length: what the shape of a row is told by. */
  readonly #freeAxes: readonly { readonly input: string; readonly axis: number }[];
  readonly #sharesAxisNames: boolean;
  /** Most callers want the same each time. */
  #lastWanted = ALL;

  constructor(rules: RequestRules) {
    const { inputs } = rules.signature;
    this.#rules = rules;
    this.#freeAxes = inputs.flatMap(({ name, shape }) =>
      [...shape.keys()].filter((axis) => axis > 0 && shape[axis] === -1).map((axis) => ({ input: name, axis })),
    );
    const names = inputs.flatMap(freeAxisNames);
    this.#sharesAxisNames = new Set(names).size < names.length;
  }

  /**
   * @param now - When the run arrived.
   * @throws {ModelMountError} `ABORTED`, `INVALID_ARGUMENT`, `INVALID_INPUT`.
   */
  read(inputs: Tensors, options: RunOptions, now: number): BatchRequest {
    const { signal, deadlineMs = Infinity, priority = 0 } = options;
    throwIfAborted(signal, 'the run');
    // Plain JavaScript can hand in anything.
    if (typeof deadlineMs !== 'number' || Number.isNaN(deadlineMs)) {
      throw new ModelMountError('INVALID_ARGUMENT', `deadlineMs must be a number, got ${show(deadlineMs)}`);
    }
    if (!Number.isFinite(priority)) {
      throw new ModelMountError('INVALID_ARGUMENT', `priority must be a finite number, got ${show(priority)}`);
    }
    const wanted = this.#wanted(options.outputs);
    this.#check(inputs);
    const nRows = countRows(inputs);
    if (this.#rules.isFixedBatch && !nRows) throw rowsError(inputs);
    return {
      nRows: nRows ?? 1,
      // Tensors without rows, or of different numbers of them, are the inner session's to judge.
      key: nRows ? this.#rowShape(inputs) + wanted.key : undefined,
      outputs: wanted.names,
      priority,
      arrivedMs: now,
      startByMs: now + this.#rules.queueDeadlineMs,
      deadlineMs,
      signal,
    };
  }

  #check(inputs: Tensors): void {
    const { signature } = this.#rules;
    // Nearly all pass here, at a fraction of what it costs to say what is wrong.
    if (!this.#sharesAxisNames && fits(signature.inputs, inputs)) return;
    const issues = checkInputs(signature, inputs);
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', 'inputs of the model', issues);
  }

  /** What the signature leaves open of the shape of a row, and must be equal for rows to be joined. */
  #rowShape(inputs: Tensors): string {
    let key = '';
    for (const { input, axis } of this.#freeAxes) key += `${inputs.get(input)?.shape[axis] ?? ''},`;
    return key;
  }

  #wanted(given: readonly string[] | undefined): Wanted {
    if (given === undefined) return ALL;
    if (!isSameList(given, this.#lastWanted.given)) {
      // A copy: the caller may change the list.
      this.#lastWanted = { ...wantedOutputs(this.#rules.signature, given), given: [...given] };
    }
    return this.#lastWanted;
  }
}

function freeAxisNames({ shape, axes = [] }: TensorSpec): string[] {
  return axes.filter((name, axis) => name !== '' && shape[axis] === -1);
}

function fits(specs: readonly TensorSpec[], inputs: Tensors): boolean {
  if (inputs.size !== specs.length) return false;
  for (const { name, dtype, shape } of specs) {
    const tensor = inputs.get(name);
    if (tensor?.dtype !== dtype || !shapeFits(tensor.shape, shape)) return false;
  }
  return true;
}

function isSameList(a: readonly string[], b: readonly string[] | undefined): boolean {
  return a.length === b?.length && a.every((name, i) => name === b[i]);
}

function wantedOutputs({ outputs }: Signature, names: readonly string[]): Pick<Wanted, 'names' | 'key'> {
  const known = outputs.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the model has no output ${show(unknown)}; it has ${known.join(', ')}`,
    );
  }
  const wanted = known.filter((name) => names.includes(name));
  return wanted.length === known.length ? ALL : { names: wanted, key: JSON.stringify(wanted) };
}

function rowsError(inputs: Tensors): ModelMountError {
  const issues = Array.from(inputs, ([name, { shape }]) => ({
    path: pointer(name),
    code: 'shape' as const,
    message: `expected at least one row, and as many as the other inputs have; got ${shape[0] ?? 0}`,
  }));
  return errorFromIssues('INVALID_INPUT', 'inputs of the model', issues);
}
