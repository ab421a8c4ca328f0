import type { ElementFunction } from './registered-function.js';

/** The functions that need not be registered, under numpy's names. */
export const BUILT_IN_FUNCTIONS: Readonly<Record<string, ElementFunction>> = {
  abs: Math.abs,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  exp2: (value) => 2 ** value,
  expm1: Math.expm1,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  negative: (value) => -value,
  reciprocal: (value) => 1 / value,
  sign: Math.sign,
  sin: Math.sin,
  sqrt: Math.sqrt,
  square: (value) => value * value,
  tanh: Math.tanh,
};
