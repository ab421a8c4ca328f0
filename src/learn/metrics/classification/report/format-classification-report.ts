import { ModelMountError } from '../../../../core/errors.js';
import { isObject } from '../../../../core/json.js';
import { show } from '../../../../core/issue.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { ClassificationReport, ReportScores } from './classification-report.js';
import { formatFixed } from './format-fixed.js';

/** Options of `formatClassificationReport`. */
export interface FormatReportOptions {
  /** Digits behind the point, from 0 to 100. @default 2 */
  readonly digits?: number;
}

const HEADERS: readonly string[] = ['precision', 'recall', 'f1-score', 'support'];
const LONGEST_AVERAGE = 'weighted avg';
const COLUMN_WIDTH = 9;

/**
 * A report as the text that scikit-learn's `classification_report` gives, character by character.
 *
 * Numbers are rounded from their exact values, a half to the even digit: 0.125 is 0.12, where `toFixed` has 0.13.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `digits` is no whole number from 0 to 100.
 *
 * @example
 * ```ts
 * const report = classificationReport([0, 1, 1, 1], [0, 1, 0, 1]);
 * formatClassificationReport(report).split('\n')[2] // '           0       0.50      1.00      0.67         1'
 * ```
 */
export function formatClassificationReport(report: ClassificationReport, options: FormatReportOptions = {}): string {
  checkOptionNames('formatClassificationReport', options, ['digits']);
  const given: unknown = report;
  if (!(isObject(given) && Array.isArray(given['classes']) && isObject(given['macroAverage']))) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `formatClassificationReport takes what classificationReport gives, got ${show(given)}`,
    );
  }
  const { digits = 2 } = options;
  if (!(Number.isInteger(digits) && digits >= 0 && digits <= 100)) {
    throw new ModelMountError('INVALID_ARGUMENT', `digits must be a whole number from 0 to 100, got ${show(digits)}`);
  }
  const width = Math.max(LONGEST_AVERAGE.length, digits, ...report.classes.map(({ name }) => Array.from(name).length));
  const line = (name: string, cells: readonly string[]): string =>
    `${padStart(name, width)} ${cells.map((cell) => ` ${cell.padStart(COLUMN_WIDTH)}`).join('')}\n`;
  const row = (name: string, scores: ReportScores | undefined): string => {
    if (scores === undefined) return '';
    const numbers = [scores.precision, scores.recall, scores.f1Score].map((value) => formatFixed(value, digits));
    return line(name, [...numbers, formatSupport(scores.support, report)]);
  };
  const { accuracy, macroAverage } = report;
  return [
    line('', HEADERS),
    '\n',
    ...report.classes.map((scores) => row(scores.name, scores)),
    '\n',
    accuracy === undefined
      ? row('micro avg', report.microAverage)
      : line('accuracy', ['', '', formatFixed(accuracy, digits), formatSupport(macroAverage.support, report)]),
    row('macro avg', macroAverage),
    row('weighted avg', report.weightedAverage),
    row('samples avg', report.samplesAverage),
  ].join('');
}

/** As `padStart`, by code points: a letter outside of the first 65536 is one character, not two. */
function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - Array.from(text).length)) + text;
}

/** Counts as whole numbers; weights as Python writes a float. */
function formatSupport(support: number, { isWeighted }: ClassificationReport): string {
  if (!isWeighted) return String(support);
  const [mantissa = '', power] = support.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return Number.isInteger(support) ? `${support}.0` : String(support);
}
