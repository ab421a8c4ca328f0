import { ModelMountError } from '../core/errors.js';
import type { JsonObject, JsonValue } from '../core/json.js';
import type { Label, RunOptions, Session, SessionInfo } from '../core/session.js';
import type { Signature } from '../core/signature.js';
import type { Tensor } from '../core/tensor/tensor.js';
import type { Batching } from '../runtime/batching/auto-batch.js';
import type { Placement } from '../runtime/placement/placement.js';
import type { ModelDescription } from './description.js';
import type { Feature } from './features.js';
import type { InputStage } from './input/input-stage.js';
import type { Transformer } from '../learn/contracts.js';
import { selectInput } from './input/select-input.js';
import type { OutputStage } from './output/output-stage.js';
import { selectOutput } from './output/select-output.js';
import { isRows, toTensorMap, type PredictInput } from './predict/predict-input.js';
import type { Prediction } from './predict/prediction.js';
import { fixedBatchOf, planRuns, runBatched } from './predict/run-batched.js';
import { pickTensors, TensorDoor } from './predict/tensor-door.js';

/** What a model is made from. */
export interface ModelParts {
  readonly name: string;
  /** @default none: the model is not versioned */
  readonly version?: string | undefined;
  readonly session: Session;
  readonly description?: ModelDescription | undefined;
  /** The fitted transformer whose JSON the description has. @default none */
  readonly transformer?: Transformer | undefined;
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
  /** The rows of one run, where the model file takes a fixed number. */
  readonly #batch: number | undefined;
  readonly #door: TensorDoor;
  /** What `predict` asks of the session where its caller asks nothing more. */
  readonly #predictOptions: RunOptions | undefined;
  readonly #decided: Pick<ModelInspection, 'execution' | 'batching'>;

  /** @throws {ModelMountError} `INVALID_MANIFEST` if the description does not fit the session. */
  constructor(parts: ModelParts) {
    const { name, version, session, description = {}, example, transformer } = parts;
    this.#decided = { execution: parts.execution, batching: parts.batching };
    this.name = name;
    this.version = version;
    this.example = example;
    this.info = session.info;
    this.#session = session;
    this.#input = selectInput(session, description, transformer);
    this.#output = selectOutput(session, description.postprocessing);
    this.signature = { inputs: this.#input.inputs, outputs: this.#output.outputs };
    this.#batch = fixedBatchOf(session.signature);
    this.#door = new TensorDoor(name, this.signature, this.#input.features);
    const { needs } = this.#output;
    // All of them is what a session answers unasked.
    const isAll = session.signature.outputs.every(({ name: output }) => needs.includes(output));
    this.#predictOptions = isAll ? undefined : { outputs: needs };
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

  /** Whether it can answer now; `false` while none of its workers lives. */
  get isReady(): boolean {
    return this.#session.isReady ?? true;
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
   * @param options - `signal`, and where runs wait for each other `deadlineMs` and `priority`: see `RunOptions`.
   * @returns Plain data that JSON can hold, in the order of the rows.
   * @throws {ModelMountError} `INVALID_INPUT` with every fault and its JSON Pointer (`/3/tenure`),
   *   `NON_FINITE_OUTPUT`, `RUN_FAILED`, `ABORTED`, `SESSION_CLOSED`; where runs wait, `DEADLINE_EXCEEDED`,
   *   `QUEUE_FULL`, `OVERLOADED` as well.
   */
  async predict(input: PredictInput, options?: Omit<RunOptions, 'outputs'>): Promise<P[]> {
    const { inputs, nRows } = this.#read(input);
    if (nRows === 0) return [];
    const runOptions = options === undefined ? this.#predictOptions : { ...options, outputs: this.#output.needs };
    const batch = this.#batch;
    const outputs =
      batch === undefined || batch === nRows
        ? await this.#session.run(inputs, runOptions)
        : await runBatched(this.#session, inputs, { ...runOptions, nRows, batch });
    return this.#output.toPredictions(outputs, nRows) as P[];
  }

  /**
   * `predict` at once, for models whose backend is pure JavaScript (linear and logistic ones, and others that were fitted here).
   *
   * @throws {ModelMountError} As `predict`, and `NOT_SYNCHRONOUS` where the backend cannot; see `isSynchronous`.
   */
  predictSync(input: PredictInput): P[] {
    const { inputs, nRows } = this.#read(input);
    if (nRows === 0) return [];
    const session = this.#synchronousSession();
    const batch = this.#batch;
    if (batch === undefined || batch === nRows) {
      return this.#output.toPredictions(session.runSync(inputs, this.#predictOptions), nRows) as P[];
    }
    const { parts, join } = planRuns(inputs, nRows, batch);
    const outputs = join(parts.map((part) => session.runSync(part, this.#predictOptions)));
    return this.#output.toPredictions(outputs, nRows) as P[];
  }

  /**
   * Tensors in, tensors out, over `signature`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` with paths `/<input>`, `INVALID_ARGUMENT` for an unknown output; and as
   *   `predict`.
   */
  async run(tensors: ReadonlyMap<string, Tensor>, options?: RunOptions): Promise<ReadonlyMap<string, Tensor>> {
    const wanted = this.#door.wanted(options);
    const outputs = await this.#session.run(this.#fromTensors(tensors), this.#sessionOptions(options));
    return pickTensors(this.#output.toTensors(outputs), wanted);
  }

  /** `run` at once. @throws {ModelMountError} As `run`, and `NOT_SYNCHRONOUS`. */
  runSync(tensors: ReadonlyMap<string, Tensor>, options?: RunOptions): ReadonlyMap<string, Tensor> {
    const wanted = this.#door.wanted(options);
    const session = this.#synchronousSession();
    const outputs = session.runSync(this.#fromTensors(tensors), this.#sessionOptions(options));
    return pickTensors(this.#output.toTensors(outputs), wanted);
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
    this.#door.check(tensors);
    return this.#input.fromTensors(tensors);
  }

  #synchronousSession(): Session & { runSync: NonNullable<Session['runSync']> } {
    const session = this.#session;
    if (session.runSync === undefined) {
      const isElsewhere = this.#decided.execution !== undefined && this.#decided.execution.placement !== 'inline';
      const where = isElsewhere ? 'in a worker' : `on ${this.info.runtime}`;
      const wayOut = isElsewhere ? ', or load it with execution: "inline" if its backend is synchronous' : '';
      throw new ModelMountError(
        'NOT_SYNCHRONOUS',
        `model "${this.name}" runs ${where}, which answers asynchronously; use "await model.predict(rows)"${wayOut}`,
      );
    }
    return session as Session & { runSync: NonNullable<Session['runSync']> };
  }

  /** What `run` asks of the session. */
  #sessionOptions(options: RunOptions | undefined): RunOptions | undefined {
    // Outputs that a stage makes are made of all that it needs, however few of them are wanted.
    const isRaw = this.#session.signature.outputs === this.signature.outputs;
    if (isRaw) return options;
    return options === undefined ? this.#predictOptions : { ...options, outputs: this.#output.needs };
  }
}
