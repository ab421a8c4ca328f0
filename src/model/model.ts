import { checkFinite } from '../core/check-finite.js';
import { errorFromIssues, ModelMountError } from '../core/errors.js';
import { MAX_ISSUES, show } from '../core/issue.js';
import { isObject, type JsonObject, type JsonValue } from '../core/json.js';
import type { Label, RunOptions, Session, SessionInfo } from '../core/session.js';
import { checkInputs, type Signature } from '../core/signature.js';
import { Tensor } from '../core/tensor.js';
import type { Batching } from '../runtime/batching/auto-batch.js';
import type { Placement } from '../runtime/placement/placement.js';
import type { ModelDescription } from './description.js';
import type { Feature } from './features.js';
import type { InputStage } from './input/input-stage.js';
import { selectInput } from './input/select-input.js';
import type { OutputStage } from './output/output-stage.js';
import { selectOutput } from './output/select-output.js';
import type { Prediction } from './prediction.js';
import { planRuns, runBatched } from './run-batched.js';

/** What `predict` takes: rows by feature name or by position, or tensors. */
export type PredictInput = readonly unknown[] | Tensor | ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>;

/** What a model is made from. */
export interface ModelParts {
  readonly name: string;
  /** @default none: the model is not versioned */
  readonly version?: string | undefined;
  readonly session: Session;
  readonly description?: ModelDescription | undefined;
  /** Rows that the model answers well, for documents. */
  readonly example?: ModelExample | undefined;
  /** Where the session runs, for `inspect`. @default not known */
  readonly execution?: Placement | undefined;
  /** Whether it joins calls, for `inspect`. @default not known */
  readonly batching?: Batching | undefined;
}

/** Rows and the predictions recorded with them. */
export interface ModelExample {
  readonly rows: readonly JsonValue[];
  readonly predictions: readonly JsonValue[];
}

/** What `inspect` tells. */
export interface ModelInspection {
  readonly name: string;
  readonly version: string | undefined;
  readonly format: string;
  readonly runtime: string;
  readonly features: readonly Feature[];
  readonly signature: Signature;
  /** The model file's own inputs and outputs, which preprocessing and postprocessing may hide. */
  readonly fileSignature: Signature;
  readonly metadata: JsonObject;
  /** Where it runs, and why; `undefined` for a model that `loadModel` did not make. */
  readonly execution: Placement | undefined;
  /** Whether calls are joined, and why; `undefined` for a model that `loadModel` did not make. */
  readonly batching: Batching | undefined;
}

/**
 * A model as its users know it: preprocessing, session, postprocessing.
 *
 * It is itself a `Session` over `signature`: what `predict` does with rows, `run` does with tensors. `P` is the type
 * of its predictions, for TypeScript: only whoever loads a model knows whether it classifies.
 *
 * @example
 * ```ts
 * const model = await loadModel('models/churn');
 * await model.predict([{ tenure: 3, plan: 'basic' }]);
 * // [{ label: 'stay', probabilities: { stay: 0.93, leave: 0.07 } }]
 * await model.close();
 * ```
 */
export class Model<P extends Prediction = Prediction> implements Session {
  readonly name: string;
  readonly version: string | undefined;
  /** The tensors that `run` takes and gives. */
  readonly signature: Signature;
  readonly info: SessionInfo;
  readonly example: ModelExample | undefined;
  readonly #session: Session;
  readonly #input: InputStage;
  readonly #output: OutputStage;
  readonly #decided: Pick<ModelInspection, 'execution' | 'batching'>;

  /** @throws {ModelMountError} `INVALID_MANIFEST` if the description does not fit the session. */
  constructor(parts: ModelParts) {
    const { name, version, session, description = {}, example } = parts;
    this.#decided = { execution: parts.execution, batching: parts.batching };
    this.name = name;
    this.version = version;
    this.example = example;
    this.info = session.info;
    this.#session = session;
    this.#input = selectInput(session, description);
    this.#output = selectOutput(session, description.postprocessing);
    this.signature = { inputs: this.#input.inputs, outputs: this.#output.outputs };
  }

  /** JSON Schema (draft 2020-12) of one row. */
  get rowSchema(): JsonObject {
    return this.#input.rowSchema;
  }

  /** JSON Schema (draft 2020-12) of one prediction. */
  get predictionSchema(): JsonObject {
    return this.#output.predictionSchema;
  }

  /** The classes that predictions choose one of; `undefined` where the model does not classify. */
  get classes(): readonly Label[] | undefined {
    return this.#output.classes;
  }

  /** Whether `predictSync` and `runSync` can be called. */
  get isSynchronous(): boolean {
    return this.#session.runSync !== undefined;
  }

  /**
   * One prediction per row.
   *
   * @param input - Rows: objects by feature name, or arrays by position. Or a tensor, or tensors by input name,
   *   that fit `signature`; their first axis counts the rows.
   * @returns Plain data that JSON can hold, in the order of the rows.
   * @throws {ModelMountError} `INVALID_INPUT` with every fault and its JSON Pointer (`/3/tenure`),
   *   `NON_FINITE_OUTPUT`, `RUN_FAILED`, `ABORTED`, `SESSION_CLOSED`.
   */
  async predict(input: PredictInput, options: { readonly signal?: AbortSignal } = {}): Promise<P[]> {
    const { inputs, nRows } = this.#read(input);
    if (nRows === 0) return [];
    const outputs = await runBatched(this.#session, inputs, { ...options, nRows, outputs: this.#output.needs });
    return this.#output.toPredictions(outputs, nRows) as P[];
  }

  /**
   * `predict` at once, for models whose backend is pure JavaScript (linear and logistic ones).
   *
   * @throws {ModelMountError} As `predict`, and `NOT_SYNCHRONOUS` where the backend cannot; see `isSynchronous`.
   */
  predictSync(input: PredictInput): P[] {
    const { inputs, nRows } = this.#read(input);
    if (nRows === 0) return [];
    const session = this.#synchronousSession();
    const { parts, join } = planRuns(session.signature, inputs, nRows);
    const outputs = join(parts.map((part) => session.runSync(part, { outputs: this.#output.needs })));
    return this.#output.toPredictions(outputs, nRows) as P[];
  }

  /**
   * Tensors in, tensors out, over `signature`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` with paths `/<input>`, `INVALID_ARGUMENT` for an unknown output.
   */
  async run(tensors: ReadonlyMap<string, Tensor>, options: RunOptions = {}): Promise<ReadonlyMap<string, Tensor>> {
    const { signal } = options;
    const wanted = this.#wanted(options);
    const outputs = await this.#session.run(this.#fromTensors(tensors), {
      outputs: wanted.needs,
      ...(signal === undefined ? {} : { signal }),
    });
    return wanted.pick(this.#output.toTensors(outputs));
  }

  /** `run` at once. @throws {ModelMountError} As `run`, and `NOT_SYNCHRONOUS`. */
  runSync(tensors: ReadonlyMap<string, Tensor>, options: RunOptions = {}): ReadonlyMap<string, Tensor> {
    const wanted = this.#wanted(options);
    const outputs = this.#synchronousSession().runSync(this.#fromTensors(tensors), { outputs: wanted.needs });
    return wanted.pick(this.#output.toTensors(outputs));
  }

  /** What the model is, takes and gives; plain data. */
  inspect(): ModelInspection {
    return {
      name: this.name,
      version: this.version,
      format: this.info.format,
      runtime: this.info.runtime,
      features: this.#input.features,
      signature: this.signature,
      fileSignature: this.#session.signature,
      metadata: this.info.metadata,
      ...this.#decided,
    };
  }

  /** Frees the model once the runs in progress are done. Idempotent. */
  close(): Promise<void> {
    return this.#session.close();
  }

  #read(input: PredictInput): { readonly inputs: ReadonlyMap<string, Tensor>; readonly nRows: number } {
    if (isRows(input)) {
      return { inputs: input.length === 0 ? new Map() : this.#input.fromRows(input), nRows: input.length };
    }
    const tensors = toTensorMap(input, this.signature);
    const [first] = tensors.values();
    return { inputs: this.#fromTensors(tensors), nRows: first?.shape[0] ?? 1 };
  }

  #fromTensors(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
    const issues = checkInputs(this.signature, tensors);
    if (issues.length === 0) {
      const nullable = new Set(
        this.#input.features.filter((feature) => feature.nullable).map((feature) => feature.name),
      );
      // One input of several columns: which column may be missing is the features' business.
      const allowsMissing = (name: string): boolean => nullable.has(name) || (tensors.size === 1 && nullable.size > 0);
      for (const [name, tensor] of tensors) if (!allowsMissing(name)) issues.push(...checkFinite(name, tensor));
    }
    if (issues.length > 0) {
      throw errorFromIssues(
        'INVALID_INPUT',
        `the tensors do not fit model "${this.name}"`,
        issues.slice(0, MAX_ISSUES),
      );
    }
    return this.#input.fromTensors(tensors);
  }

  #synchronousSession(): Session & { runSync: NonNullable<Session['runSync']> } {
    const session = this.#session;
    if (session.runSync === undefined) {
      throw new ModelMountError(
        'NOT_SYNCHRONOUS',
        `model "${this.name}" runs on ${this.info.runtime}, which answers asynchronously; use "await model.predict(rows)"`,
      );
    }
    return session as Session & { runSync: NonNullable<Session['runSync']> };
  }

  /** The session outputs that are needed for the outputs wanted, and how to pick these in their order. */
  #wanted({ outputs }: RunOptions): {
    needs: readonly string[];
    pick: (all: ReadonlyMap<string, Tensor>) => ReadonlyMap<string, Tensor>;
  } {
    const names = this.signature.outputs.map((spec) => spec.name);
    const wanted = outputs ?? names;
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `model "${this.name}" has no output ${show(unknown)}; it has ${names.join(', ')}`,
      );
    }
    const isRaw = this.#session.signature.outputs === this.signature.outputs;
    return {
      needs: isRaw ? wanted : this.#output.needs,
      pick: (all) => new Map(wanted.map((name) => [name, all.get(name) as Tensor])),
    };
  }
}

function isRows(input: PredictInput): input is readonly unknown[] {
  return Array.isArray(input);
}

function toTensorMap(
  input: Exclude<PredictInput, readonly unknown[]>,
  { inputs }: Signature,
): ReadonlyMap<string, Tensor> {
  if (Tensor.is(input)) return new Map([[inputs[0]?.name ?? '', input]]);
  const entries =
    input instanceof Map ? [...(input as ReadonlyMap<string, unknown>)] : isObject(input) ? Object.entries(input) : [];
  if (entries.length === 0 || !entries.every((entry): entry is [string, Tensor] => Tensor.is(entry[1]))) {
    throw new ModelMountError(
      'INVALID_INPUT',
      `predict takes an array of rows, a Tensor, or tensors by input name; got ${show(input)}`,
      { issues: [{ path: '', code: 'type', message: `expected an array of rows, got ${show(input)}` }] },
    );
  }
  return new Map(entries);
}
