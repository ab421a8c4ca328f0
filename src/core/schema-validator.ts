/** One thing that a value has against a JSON Schema, as ajv describes it with `verbose`. */
export interface SchemaFault {
  readonly keyword: string;
  /** JSON Pointer to the value, from the root of what was validated. */
  readonly instancePath: string;
  readonly params: object;
  readonly message?: string;
  /** The schema that has the keyword. */
  readonly parentSchema?: object;
  /** The value. */
  readonly data?: unknown;
}

/** Whether a value has nothing against a schema; `errors` says what the last one had. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaFault[] | null;
}
