/**
 * A loaded ONNX Runtime: what `import('onnxruntime-node')` or `import('onnxruntime-web')` gives, or another
 * package with the same interface.
 */
export interface OrtLike {
  readonly InferenceSession: { readonly create: (...args: never[]) => Promise<unknown> };
  readonly Tensor: new (...args: never[]) => unknown;
}

/** The few members of ONNX Runtime that are used. */
export interface Ort {
  readonly InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => OrtTensor;
  readonly env?: {
    readonly versions?: Readonly<Record<string, string | undefined>>;
    readonly wasm?: { numThreads?: number | undefined };
  };
}

/** A loaded model. */
export interface OrtSession {
  run(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, OrtTensor | undefined>>>;
  release(): Promise<void>;
  /** What the runtime worked out about the outputs; an axis of no known length is a name, perhaps `''`. */
  readonly outputMetadata?: readonly {
    readonly name: string;
    readonly type?: string;
    readonly shape?: readonly (number | string)[];
  }[];
}

/** A runtime's own tensor. */
export interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}
