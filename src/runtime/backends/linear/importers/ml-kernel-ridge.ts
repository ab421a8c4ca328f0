import { isObject } from '../../../../core/json.js';
import { show, type Issue } from '../../../../core/issue.js';
import { readMatrix, readNumber, report } from '../read-numbers.js';
import { kernelScorer, type Kernel } from '../scorers.js';
import type { Formula } from './formula.js';
import type { Document } from './importer.js';

interface KernelType {
  /** Options with the library's defaults. */
  readonly defaults: Readonly<Record<string, number>>;
  readonly of: (options: Readonly<Record<string, number>>) => Kernel;
}

function kernelType<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
  of: (options: Readonly<Record<Name, number>>) => Kernel,
): KernelType {
  return { defaults, of };
}

/** The kernels of ml-kernel 3, which ml-regression uses, by the names that it takes. */
function kernelTypes(): Readonly<Record<string, KernelType>> {
  const gaussian = kernelType({ sigma: 1 }, ({ sigma }) => {
    const divisor = 2 * sigma * sigma;
    return (a, b) => Math.exp(-squaredDistance(a, b) / divisor);
  });
  const polynomial = kernelType({ degree: 1, constant: 1, scale: 1 }, ({ degree, constant, scale }) => {
    return (a, b) => (scale * dot(a, b) + constant) ** degree;
  });
  const sigmoid = kernelType({ alpha: 0.01, constant: -Math.E }, ({ alpha, constant }) => {
    return (a, b) => Math.tanh(alpha * dot(a, b) + constant);
  });
  const intersection = kernelType({}, () => (a, b) => sumOver(a, b, (x, y) => Math.min(x, y)));
  return {
    linear: kernelType({}, () => dot),
    gaussian,
    rbf: gaussian,
    polynomial,
    poly: polynomial,
    sigmoid,
    mlp: sigmoid,
    histogram: intersection,
    min: intersection,
    anova: kernelType({ sigma: 1, degree: 1 }, ({ sigma, degree }) => {
      return (a, b) => sumOver(a, b, (x, y, j) => Math.exp(-sigma * (x ** (j + 1) - y ** (j + 1)) ** 2) ** degree);
    }),
    cauchy: kernelType({ sigma: 1 }, ({ sigma }) => {
      return (a, b) => 1 / (1 + squaredDistance(a, b) / (sigma * sigma));
    }),
    exponential: kernelType({ sigma: 1 }, ({ sigma }) => {
      const divisor = 2 * sigma * sigma;
      return (a, b) => Math.exp(-distance(a, b) / divisor);
    }),
    laplacian: kernelType(
      { sigma: 1 },
      ({ sigma }) =>
        (a, b) =>
          Math.exp(-distance(a, b) / sigma),
    ),
    multiquadratic: kernelType({ constant: 1 }, ({ constant }) => {
      return (a, b) => Math.sqrt(squaredDistance(a, b) + constant * constant);
    }),
    rational: kernelType({ constant: 1 }, ({ constant }) => (a, b) => {
      const d = squaredDistance(a, b);
      return 1 - d / (d + constant);
    }),
  };
}

/** `KernelRidgeRegression`: its training rows, a weight for each, and a kernel. */
export function readKernelRidge(document: Document, issues: Issue[]): Formula | undefined {
  const landmarks = readMatrix(issues, '/inputs', document['inputs']);
  const alpha = readMatrix(issues, '/alpha', document['alpha']);
  const kernel = readKernel(document, issues);
  if (landmarks === undefined || alpha === undefined || kernel === undefined) return undefined;
  if (alpha.nRows !== landmarks.nRows) {
    const message = `expected ${landmarks.nRows} rows, one for each row of inputs, got ${alpha.nRows}`;
    report(issues, { path: '/alpha', code: 'shape', message });
    return undefined;
  }
  return { nFeatures: landmarks.nColumns, nOutputs: alpha.nColumns, score: kernelScorer(kernel, landmarks, alpha) };
}

function readKernel({ kernelType, kernelOptions = {} }: Document, issues: Issue[]): Kernel | undefined {
  const name = typeof kernelType === 'string' ? kernelType.toLowerCase() : '';
  const types = kernelTypes();
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) {
    const message = `expected one of ${Object.keys(types).join(', ')}, got ${show(kernelType)}`;
    report(issues, { path: '/kernelType', code: 'value', message });
    return undefined;
  }
  if (!isObject(kernelOptions)) {
    const message = `expected an object, got ${show(kernelOptions)}`;
    report(issues, { path: '/kernelOptions', code: 'type', message });
    return undefined;
  }
  const options: Record<string, number> = {};
  for (const [option, value] of Object.entries({ ...type.defaults, ...kernelOptions })) {
    // What the kernel does not know, the library ignores too.
    if (!Object.hasOwn(type.defaults, option)) continue;
    const number = readNumber(issues, `/kernelOptions/${option}`, value);
    if (number === undefined) return undefined;
    options[option] = number;
  }
  return type.of(options);
}

function sumOver(a: Float64Array, b: Float64Array, term: (x: number, y: number, j: number) => number): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += term(a[j] as number, b[j] as number, j);
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  return sumOver(a, b, (x, y) => x * y);
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return sumOver(a, b, (x, y) => (x - y) * (x - y));
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(squaredDistance(a, b));
}
