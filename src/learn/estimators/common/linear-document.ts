import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import { fromJsonNumber } from '../../data/json-number.js';
import { Matrix } from '../../math/matrix.js';
import type { LinearModelParts } from './fitted-linear-model.js';

/** A linear model's document, read. */
export interface LinearDocument extends LinearModelParts {
  readonly classes: readonly Label[] | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Reads what a fitted linear model's `toJSON` wrote.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming the member that is not as it should be.
 */
export function readLinearDocument(json: unknown, kind: string): LinearDocument {
  if (!isObject(json) || json['kind'] !== kind) {
    const actual = isObject(json) ? `kind ${show(json['kind'])}` : show(json);
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `expected the JSON of a fitted model of kind "${kind}", got ${actual}`,
    );
  }
  const rows = readArray(json['coef'], 'coef').map((row, k) => readNumbers(row, `coef[${k}]`));
  if (rows.length === 0) throw wrong('coef', 'at least one row', json['coef']);
  const coef = Matrix.from(rows);
  const intercept = Float64Array.from(readNumbers(json['intercept'], 'intercept'));
  if (intercept.length !== rows.length) throw wrong('intercept', `${rows.length} numbers`, json['intercept']);
  const featureNames = json['featureNames'] === undefined ? undefined : readNames(json['featureNames']);
  if (featureNames !== undefined && featureNames.length !== coef.nColumns) {
    throw wrong('featureNames', `${coef.nColumns} names`, json['featureNames']);
  }
  const classes = json['classes'] === undefined ? undefined : readArray(json['classes'], 'classes');
  const metadata = json['metadata'] ?? {};
  if (!isObject(metadata)) throw wrong('metadata', 'an object', metadata);
  return { coef, intercept, featureNames, classes: classes?.map(readLabel), metadata };
}

/** A number of the metadata; `undefined` where it says nothing. */
export function readOptionalNumber(metadata: Readonly<Record<string, unknown>>, name: string): number | undefined {
  return metadata[name] === undefined ? undefined : fromJsonNumber(metadata[name], `metadata.${name}`);
}

/**
 * The classes of a document: as many different ones as there are rows of coefficients, two for one row.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` where it is not so.
 */
export function checkClasses(given: readonly Label[] | undefined, coef: Matrix, what: string): readonly Label[] {
  const classes = given ?? [];
  const nClasses = coef.nRows === 1 ? 2 : coef.nRows;
  if (classes.length === nClasses && new Set(classes).size === nClasses) return classes;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `"classes" of a ${what} with ${coef.nRows} rows of coefficients must be ${nClasses} different labels, got ${classes.length}`,
  );
}

function readArray(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(name, 'an array', value);
  return value;
}

function readNumbers(value: unknown, name: string): number[] {
  return readArray(value, name).map((element, i) => {
    if (typeof element !== 'number' || !Number.isFinite(element))
      throw wrong(`${name}[${i}]`, 'a finite number', element);
    return element;
  });
}

function readNames(value: unknown): string[] {
  return readArray(value, 'featureNames').map((name, j) => {
    if (typeof name !== 'string') throw wrong(`featureNames[${j}]`, 'a string', name);
    return name;
  });
}

function readLabel(value: unknown, k: number): Label {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw wrong(`classes[${k}]`, 'a string, number or boolean', value);
}

function wrong(name: string, expected: string, actual: unknown): ModelMountError {
  return new ModelMountError(
    'INVALID_ARGUMENT',
    `"${name}" of a linear model must be ${expected}, got ${show(actual)}`,
  );
}
