import { DTYPES, isDType, type DType, type TensorData } from '../../core/tensor/dtype.js';
import { encodeValues } from '../../core/tensor/encode-values.js';
import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import { flatten, positionOf } from '../../core/tensor/nested.js';
import { elementCount, shapeFits, showShape } from '../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import { toIssue } from '../../model/schema-issue.js';
import { validate } from './generated/infer-request-validator.js';

/** An Open Inference request as tensors. */
export interface InferCall {
  /** Echoed in the answer where the client gave one. */
  readonly id: string | undefined;
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Names of the outputs wanted, in order; `undefined` for all. */
  readonly outputs: readonly string[] | undefined;
}

interface WireInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: unknown;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/**
 * Reads an Open Inference request in JSON.
 *
 * @throws {ModelMountError} `INVALID_INPUT` with every fault and its pointer into the body.
 */
export function decodeInfer(body: unknown, signature: Signature): InferCall {
  const issues: Issue[] = [];
  if (!validate(body)) {
    for (const fault of validate.errors ?? []) issues.push(describeBinary(body, toIssue(fault)));
    fail(issues);
  }
  const { id, inputs, outputs } = body as {
    id?: string;
    inputs: readonly WireInput[];
    outputs?: readonly { name: string }[];
  };
  const tensors = new Map<string, Tensor>();
  for (const [i, input] of inputs.entries()) {
    const spec = signature.inputs.find(({ name }) => name === input.name);
    const tensor = spec && !tensors.has(input.name) ? readInput(input, i, { spec, issues }) : undefined;
    if (tensor !== undefined) tensors.set(input.name, tensor);
    else if (spec === undefined) {
      const known = signature.inputs.map(({ name }) => name).join(', ');
      issues.push({
        path: `/inputs/${i}/name`,
        code: 'unexpected',
        message: `no input ${show(input.name)}; the model has ${known}`,
      });
    } else if (tensors.has(input.name)) {
      issues.push({
        path: `/inputs/${i}/name`,
        code: 'duplicate',
        message: `input ${show(input.name)} is given twice`,
      });
    }
  }
  const missing = tensors.size < signature.inputs.length ? signature.inputs : [];
  for (const { name, dtype, shape } of missing) {
    if (!inputs.some((input) => input.name === name)) {
      issues.push({
        path: '/inputs',
        code: 'missing',
        message: `input "${name}" is missing; expected ${dtype} ${showShape(shape)}`,
      });
    }
  }
  if (outputs !== undefined) checkOutputs(outputs, signature, issues);
  if (issues.length > 0) fail(issues);
  // An empty list of outputs means all of them, as leaving it out does.
  return { id, inputs: tensors, outputs: outputs?.length ? outputs.map(({ name }) => name) : undefined };
}

function fail(issues: readonly Issue[]): never {
  throw errorFromIssues('INVALID_INPUT', 'the inference request does not fit the model', issues.slice(0, MAX_ISSUES));
}

function readInput(
  input: WireInput,
  i: number,
  { spec, issues }: { readonly spec: TensorSpec; readonly issues: Issue[] },
): Tensor | undefined {
  const path = `/inputs/${i}`;
  const count = elementCount(input.shape);
  if (!isDType(input.datatype) || input.datatype !== spec.dtype) {
    issues.push({
      path: `${path}/datatype`,
      code: 'type',
      message: `expected ${spec.dtype}, got ${show(input.datatype)}`,
    });
    return undefined;
  }
  if (count === undefined || !shapeFits(input.shape, spec.shape)) {
    issues.push({
      path: `${path}/shape`,
      code: 'shape',
      message: `expected ${showShape(spec.shape)}, got ${showShape(input.shape)}`,
    });
    return undefined;
  }
  return readData(input, { path, dtype: input.datatype, count, issues });
}

function readData(
  { data, shape }: WireInput,
  {
    path,
    dtype,
    count,
    issues,
  }: { readonly path: string; readonly dtype: DType; readonly count: number; readonly issues: Issue[] },
): Tensor | undefined {
  if (!Array.isArray(data)) {
    issues.push({ path: `${path}/data`, code: 'type', message: `expected an array, got ${show(data)}` });
    return undefined;
  }
  const plain = readFlat(dtype, data, count);
  if (plain !== undefined) return new Tensor(dtype, shape, plain);
  const flat = flatten(data, `${path}/data`);
  if (!('values' in flat)) {
    issues.push(flat);
    return undefined;
  }
  // Data may be flat or nested; nested data must have the very shape that is declared.
  const isFlat = flat.shape.length <= 1;
  if (flat.values.length !== count || (!isFlat && !shapeFits(flat.shape, shape))) {
    const got = isFlat ? `${flat.values.length} values` : `values in shape ${showShape(flat.shape)}`;
    issues.push({
      path: `${path}/data`,
      code: 'shape',
      message: `expected ${count} values for shape ${showShape(shape)}, got ${got}`,
    });
    return undefined;
  }
  const before = issues.length;
  const pathOf = (k: number): string => `${path}/data${pointer(...positionOf(k, flat.shape))}`;
  const encoded = encodeValues(dtype, flat.values, { issues, pathOf });
  return issues.length > before ? undefined : new Tensor(dtype, shape, encoded);
}

/** Flat data without a fault, which is what nearly all requests have; `undefined` for what needs a closer look. */
function readFlat(dtype: DType, values: readonly unknown[], count: number): TensorData | undefined {
  if (values.length !== count) return undefined;
  const { allocate, encode } = DTYPES[dtype];
  const data = allocate(count);
  const cells = data as { [index: number]: unknown };
  for (let k = 0; k < count; k++) {
    const stored = encode(values[k]);
    if (stored === undefined) return undefined;
    cells[k] = stored;
  }
  return data;
}

function checkOutputs(outputs: readonly { name: string }[], signature: Signature, issues: Issue[]): void {
  const known = signature.outputs.map(({ name }) => name);
  const seen = new Set<string>();
  for (const [i, { name }] of outputs.entries()) {
    if (issues.length >= MAX_ISSUES) return;
    const path = `/outputs/${i}/name`;
    if (!known.includes(name)) {
      issues.push({ path, code: 'unexpected', message: `no output ${show(name)}; the model has ${known.join(', ')}` });
    } else if (seen.has(name))
      issues.push({ path, code: 'duplicate', message: `output ${show(name)} is asked for twice` });
    seen.add(name);
  }
}

/** A missing `data` is more likely binary data than forgotten. */
function describeBinary(body: unknown, issue: Issue): Issue {
  const [, list, index, member] = issue.path.split('/');
  if (list !== 'inputs' || member !== 'data' || !isObject(body) || !Array.isArray(body['inputs'])) return issue;
  const input: unknown = body['inputs'][Number(index)];
  const parameters = isObject(input) ? input['parameters'] : undefined;
  return isObject(parameters) && 'binary_data_size' in parameters
    ? { ...issue, message: 'is missing; binary tensor data is not supported, send the tensor as JSON in "data"' }
    : issue;
}
