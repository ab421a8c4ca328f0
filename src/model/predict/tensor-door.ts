import { checkFinite, isFiniteTensor } from '../../core/tensor/check-finite.js';
import { errorFromIssues, ModelMountError } from '../../core/errors.js';
import { MAX_ISSUES, show } from '../../core/issue.js';
import type { RunOptions } from '../../core/session.js';
import { checkInputs, fitsInputs, type Signature } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import type { Feature } from '../features.js';

/** Checks what comes in as tensors, and what is wanted as tensors. */
export class TensorDoor {
  readonly #model: string;
  readonly #signature: Signature;
  readonly #outputs: readonly string[];
  /** Names of the inputs in which nothing may be missing. */
  readonly #finite: readonly string[];

  /** @param model - The model's name, for messages. */
  constructor(model: string, signature: Signature, features: readonly Feature[]) {
    this.#model = model;
    this.#signature = signature;
    this.#outputs = signature.outputs.map((spec) => spec.name);
    this.#finite = finiteInputs(signature, features);
  }

  /** @throws {ModelMountError} `INVALID_INPUT` with paths `/<input>`. */
  check(tensors: ReadonlyMap<string, Tensor>): void {
    if (!fitsInputs(this.#signature, tensors)) throw this.#misfit(tensors);
    for (const name of this.#finite) {
      if (!isFiniteTensor(tensors.get(name) as Tensor)) throw this.#misfit(tensors);
    }
  }

  /** The names of the outputs wanted. @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown one. */
  wanted({ outputs: wanted }: RunOptions = {}): readonly string[] {
    const unknown = wanted?.find((name) => !this.#outputs.includes(name));
    if (unknown === undefined) return wanted ?? this.#outputs;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `model "${this.#model}" has no output ${show(unknown)}; it has ${this.#outputs.join(', ')}`,
    );
  }

  #misfit(tensors: ReadonlyMap<string, Tensor>): ModelMountError {
    const issues = checkInputs(this.#signature, tensors);
    if (issues.length === 0) {
      for (const [name, tensor] of tensors) if (this.#finite.includes(name)) issues.push(...checkFinite(name, tensor));
    }
    const subject = `the tensors do not fit model "${this.#model}"`;
    return errorFromIssues('INVALID_INPUT', subject, issues.slice(0, MAX_ISSUES));
  }
}

/** The outputs wanted, in their order. */
export function pickTensors(all: ReadonlyMap<string, Tensor>, wanted: readonly string[]): ReadonlyMap<string, Tensor> {
  let i = 0;
  let isThat = all.size === wanted.length;
  for (const name of all.keys()) isThat &&= name === wanted[i++];
  return isThat ? all : new Map(wanted.map((name) => [name, all.get(name) as Tensor]));
}

function finiteInputs({ inputs }: Signature, features: readonly Feature[]): string[] {
  const nullable = new Set(features.filter((feature) => feature.nullable).map((feature) => feature.name));
  // One input of several columns: which column may be missing is the features' business.
  if (inputs.length === 1 && nullable.size > 0) return [];
  return inputs.map((spec) => spec.name).filter((name) => !nullable.has(name));
}
