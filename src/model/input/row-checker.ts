import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, pointer, type Issue } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import type { SchemaFault } from '../../core/schema-validator.js';
import type { Feature, FeatureType } from '../features.js';
import { toIssue } from '../schema-issue.js';

/**
 * Checks rows against features: finds what a JSON Schema validator finds by `rowObjectSchema` and `rowArraySchema`, in
 * the same order, without one. Their schemas are not known before a model is, and a validator for them would have to
 * be made at run time.
 */
export class RowChecker {
  readonly #cells: readonly CellRule[];
  /** By name, in the order of an object's keys: names that are whole numbers come first. */
  readonly #byName: ReadonlyMap<string, CellRule>;
  readonly #required: readonly string[];
  /** What the message of an unknown name lists. */
  readonly #properties: Readonly<Record<string, CellRule>>;

  constructor(features: readonly Feature[]) {
    this.#cells = features.map(cellRule);
    this.#properties = Object.fromEntries(this.#cells.map((cell) => [cell.name, cell]));
    // Validators do not take "__proto__" for the name of a property.
    this.#byName = new Map(Object.entries(this.#properties).filter(([name]) => name !== '__proto__'));
    this.#required = features.filter(({ nullable }) => nullable !== true).map(({ name }) => name);
  }

  /** @throws {ModelMountError} `INVALID_INPUT` with up to `MAX_ISSUES` faults. */
  check(rows: readonly unknown[]): void {
    const issues: Issue[] = [];
    // By index: a hole among the rows must not be skipped.
    for (let i = 0; i < rows.length && issues.length < MAX_ISSUES; i++) {
      const row = rows[i];
      const report = (fault: SchemaFault): void => {
        if (issues.length < MAX_ISSUES) issues.push(toIssue(fault, i));
      };
      if (Array.isArray(row) || ArrayBuffer.isView(row)) this.#checkList(row, report);
      else this.#checkObject(row, report);
    }
    if (issues.length > 0) {
      throw errorFromIssues('INVALID_INPUT', 'the rows do not fit the model’s features', issues);
    }
  }

  #checkList(row: unknown, report: Report): void {
    if (!Array.isArray(row)) {
      report(typeFault('', 'array', row));
      return;
    }
    const cells = this.#cells;
    if (row.length !== cells.length) {
      const keyword = row.length > cells.length ? 'maxItems' : 'minItems';
      report({ keyword, instancePath: '', params: { limit: cells.length }, data: row });
    }
    const end = Math.min(row.length, cells.length);
    for (let j = 0; j < end; j++) checkCell(row[j], cells[j] as CellRule, { path: `/${j}`, report });
  }

  #checkObject(row: unknown, report: Report): void {
    if (!isObject(row)) {
      report(typeFault('', 'object', row));
      return;
    }
    for (const name of this.#required) {
      if (own(row, name) === undefined) {
        report({ keyword: 'required', instancePath: '', params: { missingProperty: name } });
      }
    }
    for (const key of Object.keys(row)) {
      if (this.#byName.has(key)) continue;
      const params = { additionalProperty: key };
      const parentSchema = { properties: this.#properties };
      report({ keyword: 'additionalProperties', instancePath: '', params, parentSchema });
    }
    for (const [name, rule] of this.#byName) {
      const value = own(row, name);
      if (value !== undefined) checkCell(value, rule, { path: rule.path, report });
    }
  }
}

type Report = (fault: SchemaFault) => void;

/** What a value of a feature must be. */
interface CellRule {
  readonly name: string;
  /** JSON Pointer to the value in a row by name. */
  readonly path: string;
  readonly type: FeatureType;
  readonly isNullable: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly values: readonly (string | number | null)[] | undefined;
}

function cellRule({ name, type, nullable = false, minimum, maximum, enum: values }: Feature): CellRule {
  const allowed = values && (nullable ? [...values, null] : values);
  return { name, path: pointer(name), type, isNullable: nullable, minimum, maximum, values: allowed };
}

function checkCell(value: unknown, rule: CellRule, { path, report }: { path: string; report: Report }): void {
  const { type, isNullable, minimum, maximum, values } = rule;
  const isOfType = isOf(type, value) || (isNullable && value === null);
  // ajv tells of the type last where it asks for it together with the bounds.
  const isTypeLast = type === 'number' && !isNullable && (minimum ?? maximum) !== undefined;
  const expected = isNullable ? [type, 'null'] : type;
  if (!isOfType && !isTypeLast) report(typeFault(path, expected, value));
  if (values !== undefined && !(values as readonly unknown[]).includes(value)) {
    report({ keyword: 'enum', instancePath: path, params: { allowedValues: values }, data: value });
  }
  // Bounds hold for a number of the wrong type too.
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (maximum !== undefined && value > maximum) report(rangeFault(path, '<=', { limit: maximum, value }));
    if (minimum !== undefined && value < minimum) report(rangeFault(path, '>=', { limit: minimum, value }));
  }
  if (!isOfType && isTypeLast) report(typeFault(path, expected, value));
}

/** No number is infinite or NaN: JSON has none. */
function isOf(type: FeatureType, value: unknown): boolean {
  switch (type) {
    case 'number':
      return Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

function typeFault(instancePath: string, type: string | readonly string[], data: unknown): SchemaFault {
  return { keyword: 'type', instancePath, params: { type }, data };
}

function rangeFault(
  instancePath: string,
  comparison: '<=' | '>=',
  { limit, value }: { limit: number; value: number },
): SchemaFault {
  const keyword = comparison === '<=' ? 'maximum' : 'minimum';
  return { keyword, instancePath, params: { comparison, limit }, data: value };
}

/** What a row says itself: not what it inherits. */
function own(row: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(row, name) ? row[name] : undefined;
}
