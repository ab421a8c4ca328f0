/** What is read of an ONNX file: everything but the weights. Views into the file, no copies. */
export interface OnnxFile {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly irVersion: bigint;
  /** Version of each operator set that the file uses; the standard one has the domain `''`. */
  readonly opsets: ReadonlyMap<string, bigint>;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly domain: string;
  readonly modelVersion: bigint;
  readonly docString: string;
  /** The writer's own entries. */
  readonly custom: ReadonlyMap<string, string>;
  readonly graph: OnnxGraph;
}

/** The main graph. */
export interface OnnxGraph {
  /** The graph's message. */
  readonly body: Uint8Array;
  /** The same with its tag and length, as it stands in the file. */
  readonly field: Uint8Array;
  readonly name: string;
  readonly docString: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Types that the writer recorded for values between nodes. */
  readonly innerValues: readonly OnnxValue[];
  /** By name; each the message of a tensor. */
  readonly initializers: ReadonlyMap<string, Uint8Array>;
}

/** One operator. */
export interface OnnxNode {
  readonly field: Uint8Array;
  readonly opType: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Messages, unread: a tree ensemble's are large. */
  readonly attributes: readonly Uint8Array[];
}

/** A named value with its type. */
export interface OnnxValue {
  readonly field: Uint8Array;
  readonly name: string;
  /** `undefined` where the file does not say. */
  readonly type: OnnxType | undefined;
}

/** A value's type. */
export type OnnxType =
  | { readonly kind: 'tensor'; readonly elementType: number; readonly axes: readonly OnnxAxis[] | undefined }
  | { readonly kind: 'sequence' | 'optional'; readonly element: OnnxType | undefined }
  | { readonly kind: 'map'; readonly keyType: number; readonly value: OnnxType | undefined }
  | { readonly kind: 'sparse_tensor' | 'opaque' };

/** One axis of a tensor: its length, or −1 and perhaps a name. */
export interface OnnxAxis {
  readonly length: number;
  readonly name: string;
}
