import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import { BUILT_IN_FUNCTIONS } from './built-in-functions.js';
import type { ColumnsFunction, ElementFunction, FunctionRegistry } from './registered-function.js';

/** A function of each number, under the name by which JSON knows it. */
export interface NamedElementFunction {
  readonly name: string;
  readonly isBuiltIn: boolean;
  readonly element: ElementFunction;
  readonly columns?: undefined;
}

/** A function of all columns, under the name by which JSON knows it. */
export interface NamedColumnsFunction {
  readonly name: string;
  readonly element?: undefined;
  readonly columns: ColumnsFunction;
}

/** A function under the name by which JSON knows it. */
export type NamedFunction = NamedElementFunction | NamedColumnsFunction;

/**
 * The function of a name: of those registered, which come first, or built in.
 *
 * @param where - Who asks, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown name, or what is registered is no function.
 */
export function findFunction(name: string, functions: FunctionRegistry | undefined, where: string): NamedFunction {
  const own: unknown = functions !== undefined && Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (typeof own === 'function') return { name, isBuiltIn: false, element: own as ElementFunction };
  if (isObject(own) && typeof own['transform'] === 'function')
    return { name, columns: own as unknown as ColumnsFunction };
  if (own !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the function ${show(name)} of ${where} must be a function of a number, or an object with transform; got ${show(own)}`,
    );
  }
  const builtIn = Object.hasOwn(BUILT_IN_FUNCTIONS, name) ? BUILT_IN_FUNCTIONS[name] : undefined;
  if (builtIn !== undefined) return { name, isBuiltIn: true, element: builtIn };
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} names the function ${show(name)}, which is not built in (${Object.keys(BUILT_IN_FUNCTIONS).join(', ')}); pass it as the option functions: { ${name}: … }`,
  );
}
