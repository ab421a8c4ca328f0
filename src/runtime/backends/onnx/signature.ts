import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { TensorSpec } from '../../../core/signature.js';
import type { OnnxAxis, OnnxFile, OnnxValue } from './file/onnx-file.js';
import { dtypeFromOrt, dtypeOf, showOnnxType } from './file/onnx-type.js';
import type { OrtSession } from './runtime/ort.js';
import type { ZipMap } from './file/zip-maps.js';

/**
 * The inputs that a model needs: those of its graph without an initializer, which would be a default.
 *
 * @throws {ModelMountError} `UNSUPPORTED_MODEL` for an input that is no tensor, or of a type or rank that cannot
 *   be handled.
 */
export function readInputs({ graph }: OnnxFile, label: string): TensorSpec[] {
  return graph.inputs
    .filter(({ name }) => !graph.initializers.has(name))
    .map((value) => {
      const { dtype, axes } = readTensorType(value, `input ${show(value.name)} of model "${label}"`);
      if (dtype === undefined || axes === undefined) {
        throw new ModelMountError(
          'UNSUPPORTED_MODEL',
          `input ${show(value.name)} of model "${label}" has no ${dtype === undefined ? 'type' : 'shape'}; export the model with one (-1 or a name for an axis of any length)`,
        );
      }
      return { name: value.name, dtype, ...shapeOf(axes) };
    });
}

/** An output as far as the file tells. */
export interface DeclaredOutput {
  readonly name: string;
  readonly dtype: TensorSpec['dtype'] | undefined;
  readonly shape: readonly number[] | undefined;
  readonly axes?: readonly string[];
}

/**
 * A model's outputs as the file declares them. A first axis of length 1 is taken for one of any length where the
 * inputs have batches: exporters (LightGBM's) declare labels `[1]` and answer one a row.
 *
 * @throws {ModelMountError} `UNSUPPORTED_MODEL` for an output that is no tensor or of a type that cannot be
 *   handled.
 */
export function readOutputs(
  { graph }: OnnxFile,
  { label, inputs, zipMaps }: { label: string; inputs: readonly TensorSpec[]; zipMaps: readonly ZipMap[] },
): DeclaredOutput[] {
  const hasBatches = inputs.some(({ shape }) => shape[0] === -1);
  return graph.outputs.map((value): DeclaredOutput => {
    const { name } = value;
    const zipMap = zipMaps.find(({ output }) => output === name);
    if (zipMap !== undefined) return { name, dtype: undefined, shape: [-1, zipMap.classes.labels.length] };
    const { dtype, axes } = readTensorType(value, `output ${show(name)} of model "${label}"`);
    if (axes === undefined) return { name, dtype, shape: undefined };
    const [first, ...rest] = axes;
    const isDoubtful = hasBatches && first?.length === 1;
    return { name, dtype, ...shapeOf(isDoubtful ? [{ length: -1, name: '' }, ...rest] : axes) };
  });
}

/** The outputs with what the file left open filled in from what the runtime inferred. */
export function completeOutputs(declared: readonly DeclaredOutput[], session: OrtSession): TensorSpec[] {
  return declared.map(({ name, dtype, shape, ...axes }) => {
    const inferred = session.outputMetadata?.find((output) => output.name === name);
    const found = dtype ?? dtypeFromOrt(inferred?.type ?? '');
    if (found === undefined) {
      throw new ModelMountError(
        'UNSUPPORTED_MODEL',
        `the type of output ${show(name)} is neither in the file nor told by the runtime; use onnxruntime 1.23 or later`,
      );
    }
    const known = inferred?.shape?.map((length) => (typeof length === 'number' && length >= 0 ? length : -1)) ?? [];
    // For a rank that it does not know the runtime says []; one axis is the likelier guess.
    return { name, dtype: found, shape: shape ?? (known.length === 0 ? [-1] : known), ...axes };
  });
}

function readTensorType(
  { type }: OnnxValue,
  what: string,
): { readonly dtype: TensorSpec['dtype'] | undefined; readonly axes: readonly OnnxAxis[] | undefined } {
  if (type === undefined) return { dtype: undefined, axes: undefined };
  if (type.kind !== 'tensor') {
    throw new ModelMountError(
      'UNSUPPORTED_MODEL',
      `${what} is ${showOnnxType(type)}, which no JavaScript runtime can handle; export the model so that it is a tensor`,
      { details: { type: showOnnxType(type) } },
    );
  }
  const dtype = dtypeOf(type.elementType);
  if (dtype === undefined) {
    throw new ModelMountError(
      'UNSUPPORTED_MODEL',
      `${what} is ${showOnnxType(type)}, which no JavaScript runtime can handle; add a Cast to float or float16 to the model`,
      { details: { type: showOnnxType(type) } },
    );
  }
  return { dtype, axes: type.axes };
}

function shapeOf(axes: readonly OnnxAxis[]): { shape: number[]; axes?: string[] } {
  const shape = axes.map(({ length }) => length);
  const names = axes.map(({ name }) => name);
  return names.some((name) => name !== '') ? { shape, axes: names } : { shape };
}
