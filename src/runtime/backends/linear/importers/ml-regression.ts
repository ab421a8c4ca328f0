import { show, type Issue } from '../../../../core/issue.js';
import { Matrix } from '../../../../learn/math/matrix.js';
import { valueAnswer } from '../model-answer.js';
import { readCount, readMatrix, readNumber, readVector, report } from '../read-numbers.js';
import { exponentialScorer, linearScorer, powerScorer, type PowerTerm } from '../scorers.js';
import type { Document, Importer } from './importer.js';
import type { Formula } from './formula.js';
import { readKernelRidge } from './ml-kernel-ridge.js';

type ReadFormula = (document: Document, issues: Issue[]) => Formula | undefined;

/** The families of ml-regression, by the `name` in their JSON. */
const FAMILIES: Readonly<Record<string, ReadFormula>> = {
  simpleLinearRegression: readLine,
  TheilSenRegression: readLine,
  multivariateLinearRegression: readMultivariate,
  polynomialRegression: readPolynomial,
  robustPolynomialRegression: readPolynomial,
  powerRegression: (document, issues) => readPowerLaw(issues, document, 'B'),
  potentialRegression: (document, issues) => readPowerLaw(issues, document, 'M'),
  exponentialRegression: readExponential,
  polyfit2D: readSurface,
  kernelRidgeRegression: readKernelRidge,
};

const MEMBERS: readonly string[] = ['slope', 'coefficients', 'kernelType'];

/** The models of the npm package `ml-regression`: their `toJSON()`, or the instances themselves. */
export function mlRegressionImporter(): Importer {
  return {
    source: 'ml-regression',
    // Also what has a formula's members under an unknown name: read says which names there are.
    claims: (document) =>
      !isOtherKind(document) &&
      (familyOf(document) !== undefined ||
        Object.hasOwn(document, 'weights') ||
        (typeof document['name'] === 'string' && MEMBERS.some((member) => Object.hasOwn(document, member)))),
    read: (document, issues) => {
      const kind = familyOf(document);
      if (kind === undefined) {
        const message = `expected one of ${Object.keys(FAMILIES).join(', ')}, got ${show(document['name'])}`;
        report(issues, { path: '/name', code: 'value', message });
        return undefined;
      }
      const formula = FAMILIES[kind]?.(document, issues);
      if (formula === undefined) return undefined;
      const { nFeatures, nOutputs, score } = formula;
      return { source: 'ml-regression', kind, nFeatures, score, answer: valueAnswer(nOutputs) };
    },
  };
}

/** Whether it is a model that was fitted here by another estimator than `MlRegression`, whatever its members are called. */
function isOtherKind({ kind }: Document): boolean {
  return typeof kind === 'string' && kind !== 'mlRegression';
}

function familyOf({ name, powers, coefficients, weights, inputs, outputs }: Document): string | undefined {
  if (typeof name === 'string') return Object.hasOwn(FAMILIES, name) ? name : undefined;
  // RobustPolynomialRegression leaves its name out of its JSON …
  if (powers !== undefined && coefficients !== undefined) return 'robustPolynomialRegression';
  // … and toJSON of a MultivariateLinearRegression that was loaded throws, so that only its members are left.
  return weights !== undefined && inputs !== undefined && outputs !== undefined
    ? 'multivariateLinearRegression'
    : undefined;
}

function readLine(document: Document, issues: Issue[]): Formula | undefined {
  const slope = readNumber(issues, '/slope', document['slope']);
  const intercept = readNumber(issues, '/intercept', document['intercept']);
  if (slope === undefined || intercept === undefined) return undefined;
  return { nFeatures: 1, nOutputs: 1, score: linearScorer(Matrix.from([[slope]]), [intercept]) };
}

// One row of weights per input and, where `intercept` is true, the intercepts as the last row.
function readMultivariate(document: Document, issues: Issue[]): Formula | undefined {
  const weights = readMatrix(issues, '/weights', document['weights']);
  const nFeatures = readCount(issues, { path: '/inputs', least: 1 }, document['inputs']);
  const nOutputs = readCount(issues, { path: '/outputs', least: 1 }, document['outputs']);
  const hasIntercept = document['intercept'];
  if (typeof hasIntercept !== 'boolean') {
    const message = `expected true or false, got ${show(hasIntercept)}`;
    report(issues, { path: '/intercept', code: 'type', message });
    return undefined;
  }
  if (weights === undefined || nFeatures === undefined || nOutputs === undefined) return undefined;
  const nRows = nFeatures + Number(hasIntercept);
  if (weights.nRows !== nRows || weights.nColumns !== nOutputs) {
    const message = `expected ${nRows} rows of ${nOutputs} numbers by inputs, outputs and intercept, got ${weights.nRows} of ${weights.nColumns}`;
    report(issues, { path: '/weights', code: 'shape', message });
    return undefined;
  }
  const outputs = Array.from({ length: nOutputs }, (_, k) => weights.column(k));
  const coef = Matrix.from(outputs.map((column) => column.subarray(0, nFeatures)));
  const intercept = outputs.map((column) => (hasIntercept ? (column[nFeatures] as number) : 0));
  return { nFeatures, nOutputs, score: linearScorer(coef, intercept) };
}

function readPolynomial(document: Document, issues: Issue[]): Formula | undefined {
  const powers = readVector(issues, '/powers', document['powers']);
  const coefficients = readVector(issues, '/coefficients', document['coefficients']);
  if (powers === undefined || coefficients === undefined) return undefined;
  if (powers.length !== coefficients.length) {
    const message = `expected ${powers.length} numbers, one for each power, got ${coefficients.length}`;
    report(issues, { path: '/coefficients', code: 'shape', message });
    return undefined;
  }
  return ofTerms(coefficients.map((coefficient, i) => ({ coefficient, exponents: [powers[i] as number] })));
}

function readPowerLaw(issues: Issue[], document: Document, exponentKey: 'B' | 'M'): Formula | undefined {
  const coefficient = readNumber(issues, '/A', document['A']);
  const exponent = readNumber(issues, `/${exponentKey}`, document[exponentKey]);
  if (coefficient === undefined || exponent === undefined) return undefined;
  return ofTerms([{ coefficient, exponents: [exponent] }]);
}

function readExponential(document: Document, issues: Issue[]): Formula | undefined {
  const rate = readNumber(issues, '/A', document['A']);
  const scale = readNumber(issues, '/B', document['B']);
  if (rate === undefined || scale === undefined) return undefined;
  return { nFeatures: 1, nOutputs: 1, score: exponentialScorer(scale, rate) };
}

// A polynomial of two features: x₁ⁱ·x₂ʲ for i + j up to the order, i outermost, as one column of coefficients.
function readSurface(document: Document, issues: Issue[]): Formula | undefined {
  const order = readCount(issues, { path: '/order', least: 0 }, document['order']);
  const coefficients = readMatrix(issues, '/coefficients', document['coefficients']);
  if (order === undefined || coefficients === undefined) return undefined;
  const expected = ((order + 1) * (order + 2)) / 2;
  if (coefficients.nRows !== expected || coefficients.nColumns !== 1) {
    const message = `expected ${expected} rows of one number for order ${order}, got ${coefficients.nRows} of ${coefficients.nColumns}`;
    report(issues, { path: '/coefficients', code: 'shape', message });
    return undefined;
  }
  const terms: PowerTerm[] = [];
  for (let i = 0; i <= order; i++) {
    for (let j = 0; j <= order - i; j++) {
      terms.push({ coefficient: coefficients.at(terms.length, 0), exponents: [i, j] });
    }
  }
  return ofTerms(terms);
}

function ofTerms(terms: readonly PowerTerm[]): Formula {
  return { nFeatures: terms[0]?.exponents.length ?? 1, nOutputs: 1, score: powerScorer(terms) };
}
