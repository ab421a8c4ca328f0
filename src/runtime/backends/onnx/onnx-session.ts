import { throwIfAborted } from '../../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { RunsInFlight } from '../../../core/runs-in-flight.js';
import type { RunOptions, Session, SessionInfo } from '../../../core/session.js';
import { checkInputs, type Signature } from '../../../core/signature.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import type { Ort, OrtSession } from './runtime/ort.js';
import { fromOrt, toFeeds } from './run-tensors.js';
import { runError } from './runtime/runtime-error.js';

// Every error is thrown as well; the runtime's own lines on standard error would only repeat them.
const RUN_OPTIONS = { logSeverityLevel: 4 };

/** What a session is made of. */
export interface OnnxSessionParts {
  readonly label: string;
  readonly ort: Ort;
  readonly session: OrtSession;
  readonly signature: Signature;
  readonly info: SessionInfo;
}

/** A model loaded by ONNX Runtime. */
export class OnnxSession implements Session {
  readonly signature: Signature;
  readonly info: SessionInfo;
  readonly #parts: OnnxSessionParts;
  readonly #runs = new RunsInFlight();
  #closed: Promise<void> | undefined;

  constructor(parts: OnnxSessionParts) {
    this.signature = parts.signature;
    this.info = parts.info;
    this.#parts = parts;
  }

  /** Reads (and copies) the inputs before it returns. */
  async run(inputs: ReadonlyMap<string, Tensor>, options: RunOptions = {}): Promise<ReadonlyMap<string, Tensor>> {
    const { label, ort, session } = this.#parts;
    if (this.#closed !== undefined) {
      throw new ModelMountError('SESSION_CLOSED', `model "${label}" was closed before this run`);
    }
    throwIfAborted(options.signal, 'the run');
    const wanted = this.#wantedOutputs(options.outputs);
    const issues = checkInputs(this.signature, inputs);
    // Strings are looked at only in tensors that fit: the others are not copied.
    const { feeds, issues: badElements } = issues.length === 0 ? toFeeds(ort, inputs) : { feeds: {}, issues };
    if (badElements.length > 0) {
      throw errorFromIssues('INVALID_INPUT', `input of model "${label}"`, badElements);
    }
    if (wanted.length === 0) return new Map();
    // Starts now; an injected runtime that throws at once rejects like one that throws later.
    const running = (async () => session.run(feeds, wanted, RUN_OPTIONS))();
    try {
      const answer = await this.#runs.track(running);
      throwIfAborted(options.signal, 'the answer was used');
      return new Map(wanted.map((name) => [name, fromOrt(name, answer[name])]));
    } catch (error) {
      throw runError(label, error);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#release();
    return this.#closed;
  }

  async #release(): Promise<void> {
    await this.#runs.settled();
    await this.#parts.session.release();
  }

  #wantedOutputs(names: readonly string[] | undefined): readonly string[] {
    const known = this.signature.outputs.map(({ name }) => name);
    if (names === undefined) return known;
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `model "${this.#parts.label}" has no output ${show(unknown)}; it has ${known.join(', ')}`,
      );
    }
    return [...new Set(names)];
  }
}
