import { throwIfAborted } from '../../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { RunsInFlight } from '../../../core/runs-in-flight.js';
import type { RunOptions, Session, SessionInfo } from '../../../core/session.js';
import { checkInputs, type Signature } from '../../../core/signature.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import { describeTfError, modelFailure } from './runtime/tf-error.js';
import type { TfTensor } from './runtime/tf-like.js';
import type { TfModel } from './tf-model.js';
import type { TfRuntime } from './runtime/tf-runtime.js';
import { fromTfTensor, toTfTensor } from './runtime/tf-tensor.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** A TensorFlow.js model in memory. */
export class TfjsSession implements Session {
  readonly signature: Signature;
  readonly info: SessionInfo;
  readonly #label: string;
  readonly #model: TfModel;
  readonly #runtime: TfRuntime;
  readonly #runs = new RunsInFlight();
  #closing: Promise<void> | undefined;

  constructor(model: TfModel, { label, info, runtime }: { label: string; info: SessionInfo; runtime: TfRuntime }) {
    this.signature = model.signature;
    this.info = info;
    this.#label = label;
    this.#model = model;
    this.#runtime = runtime;
  }

  async run(inputs: Tensors, options: RunOptions = {}): Promise<Tensors> {
    if (this.#closing !== undefined) {
      throw new ModelMountError('SESSION_CLOSED', `model "${this.#label}" was closed; load it again to run it`);
    }
    throwIfAborted(options.signal, 'the run');
    const outputs = this.#wantedOutputs(options.outputs);
    const issues = checkInputs(this.signature, inputs);
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `inputs of model "${this.#label}"`, issues);
    return this.#runs.track(this.#execute(inputs, outputs));
  }

  close(): Promise<void> {
    this.#closing ??= this.#disposeAfterRuns();
    return this.#closing;
  }

  async #disposeAfterRuns(): Promise<void> {
    await this.#runs.settled();
    try {
      this.#model.dispose();
    } catch (cause) {
      throw this.#failure(cause);
    }
  }

  #wantedOutputs(wanted: readonly string[] | undefined): readonly string[] {
    const names = this.signature.outputs.map(({ name }) => name);
    const unknown = wanted?.find((name) => !names.includes(name));
    if (unknown === undefined) return wanted === undefined ? names : [...new Set(wanted)];
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `model "${this.#label}" has no output ${show(unknown)}; it has ${names.join(', ')}`,
    );
  }

  async #execute(inputs: Tensors, names: readonly string[]): Promise<Tensors> {
    try {
      return await this.#compute(inputs, names);
    } catch (cause) {
      throw this.#failure(cause);
    }
  }

  async #compute(inputs: Tensors, names: readonly string[]): Promise<Tensors> {
    const runtime = this.#runtime;
    const owned: TfTensor[] = [];
    try {
      const running = runtime.use(() => {
        const feeds = new Map<string, TfTensor>();
        for (const [name, tensor] of inputs) {
          const feed = toTfTensor(runtime.tf, tensor);
          owned.push(feed);
          feeds.set(name, feed);
        }
        return this.#model.execute(feeds, names);
      });
      const results = await running;
      owned.push(...results);
      const answers = new Map<string, Tensor>();
      for (const [i, name] of names.entries()) answers.set(name, await fromTfTensor(results[i] as TfTensor));
      return answers;
    } finally {
      for (const tensor of owned) tensor.dispose();
    }
  }

  #failure(cause: unknown): ModelMountError {
    return modelFailure('RUN_FAILED', this.#label, {
      message: `TensorFlow.js failed: ${describeTfError(cause)}`,
      cause,
    });
  }
}
