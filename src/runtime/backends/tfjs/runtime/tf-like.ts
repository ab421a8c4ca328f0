/** The members of a TensorFlow.js module that are used here. `@tensorflow/tfjs` and `@tensorflow/tfjs-node` fit. */
export interface TfLike {
  readonly version: object;
  readonly models: { modelFromJSON(config: never): Promise<TfLayersModel> };
  readonly io: { decodeWeights(data: ArrayBuffer, specs: never): Record<string, TfTensor> };
  readonly serialization: { readonly SerializationMap: { getMap(): { readonly classNameMap: object } } };
  loadGraphModelSync(handler: never): TfGraphModel;
  tensor(values: never, shape: number[], dtype: never): TfTensor;
  tidy(work: () => never): unknown;
  keep(tensor: never): unknown;
  ready(): Promise<void>;
  getBackend(): string;
  setBackend(name: string): Promise<boolean>;
  engine(): { readonly registeredVariables: object };
  env(): { getBool(flag: string): boolean; set(flag: string, value: boolean): void };
}

/** A tensor in the runtime's memory. */
export interface TfTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  data(): Promise<unknown>;
  bytes(): Promise<unknown>;
  clone(): TfTensor;
  dispose(): void;
}

/** A variable of a layer. */
export interface TfVariable {
  /** As in the file; `name` may have a number added to be unique in the process. */
  readonly originalName: string;
  readonly shape: readonly (number | null)[];
}

/** A layer, or a model used as one. */
export interface TfLayer {
  readonly name: string;
  readonly weights: readonly TfVariable[];
  /** Only models have them. */
  readonly layers?: readonly TfLayer[];
}

/** An input or output of a layers model. */
export interface TfSymbol {
  readonly dtype: string;
  readonly shape: readonly (number | null)[];
  readonly sourceLayer: { readonly name: string };
}

/** A Keras model. */
export interface TfLayersModel extends TfLayer {
  readonly layers: readonly TfLayer[];
  readonly inputs: readonly TfSymbol[];
  readonly outputs: readonly TfSymbol[];
  setWeights(weights: never): void;
  predict(inputs: never, options: { batchSize: number }): unknown;
  dispose(): unknown;
}

/** A converted SavedModel. */
export interface TfGraphModel {
  readonly inputs: readonly { readonly name: string; readonly dtype?: string; readonly shape?: readonly number[] }[];
  readonly outputs: readonly { readonly name: string; readonly dtype?: string; readonly shape?: readonly number[] }[];
  readonly weights: Readonly<Record<string, readonly TfTensor[]>>;
  execute(inputs: never, outputs: string[]): unknown;
  executeAsync(inputs: never, outputs: string[]): Promise<unknown>;
  dispose(): void;
}
