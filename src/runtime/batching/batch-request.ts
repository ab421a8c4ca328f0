import { throwIfAborted, type CancelSignal } from '../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../core/errors.js';
import { pointer, show } from '../../core/issue.js';
import type { RunOptions } from '../../core/session.js';
import { checkInputs, type Signature } from '../../core/signature.js';
import { countRows, type Tensors } from './join-rows.js';

/** One caller's run, checked, with nothing left to default. */
export interface BatchRequest {
  readonly inputs: Tensors;
  readonly nRows: number;
  /** Requests of one key may be joined; `undefined` where none may. */
  readonly key: string | undefined;
  readonly outputs: readonly string[] | undefined;
  readonly priority: number;
  readonly arrivedMs: number;
  /** When it must have started, and when it must be answered; `Infinity` for no such time. */
  readonly startByMs: number;
  readonly deadlineMs: number;
  readonly signal: CancelSignal | undefined;
  /** Let in although it looks late, to see. */
  readonly isTrial: boolean;
}

/** What a request is read against. */
export interface RequestRules {
  readonly signature: Signature;
  readonly isFixedBatch: boolean;
  readonly queueDeadlineMs: number;
  readonly now: number;
}

/** Checks all that can be said of a run without looking at others. */
export function readRequest(inputs: Tensors, options: RunOptions, rules: RequestRules): BatchRequest {
  const { signal, deadlineMs = Infinity, priority = 0 } = options;
  throwIfAborted(signal, 'the run');
  // Plain JavaScript can hand in anything.
  if (typeof deadlineMs !== 'number' || Number.isNaN(deadlineMs)) {
    throw new ModelMountError('INVALID_ARGUMENT', `deadlineMs must be a number, got ${show(deadlineMs)}`);
  }
  if (!Number.isFinite(priority)) {
    throw new ModelMountError('INVALID_ARGUMENT', `priority must be a finite number, got ${show(priority)}`);
  }
  const outputs = wantedOutputs(rules.signature, options.outputs);
  const issues = checkInputs(rules.signature, inputs);
  if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', 'inputs of the model', issues);
  const nRows = countRows(inputs);
  if (rules.isFixedBatch && !nRows) throw rowsError(inputs);
  return {
    inputs,
    nRows: nRows ?? 1,
    // Tensors without rows, or of different numbers of them, are the inner session's to judge.
    key: nRows ? joinKey(rules.signature, inputs, outputs) : undefined,
    outputs,
    priority,
    arrivedMs: rules.now,
    startByMs: rules.now + rules.queueDeadlineMs,
    deadlineMs,
    signal,
    isTrial: false,
  };
}

/** What must be equal for rows to be joined, beyond what the signature says: the shape of a row, the outputs wanted. */
function joinKey({ inputs: specs }: Signature, inputs: Tensors, outputs: readonly string[] | undefined): string {
  let key = '';
  for (const { name, shape } of specs) {
    for (let axis = 1; axis < shape.length; axis++) {
      if (shape[axis] === -1) key += `${inputs.get(name)?.shape[axis] ?? ''},`;
    }
    key += ';';
  }
  return outputs === undefined ? key : key + JSON.stringify(outputs);
}

/** The names in the signature's order, each once; `undefined` for all of them. */
function wantedOutputs({ outputs }: Signature, names: readonly string[] | undefined): readonly string[] | undefined {
  if (names === undefined) return undefined;
  const known = outputs.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the model has no output ${show(unknown)}; it has ${known.join(', ')}`,
    );
  }
  const wanted = known.filter((name) => names.includes(name));
  return wanted.length === known.length ? undefined : wanted;
}

function rowsError(inputs: Tensors): ModelMountError {
  const issues = Array.from(inputs, ([name, { shape }]) => ({
    path: pointer(name),
    code: 'shape' as const,
    message: `expected at least one row, and as many as the other inputs have; got ${shape[0] ?? 0}`,
  }));
  return errorFromIssues('INVALID_INPUT', 'inputs of the model', issues);
}
