import { ModelMountError, type ErrorCode } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { alignTable, countRows, toTable, type FeatureExpectation, type Samples } from '../../../data/samples.js';
import { isStringColumn, type Table } from '../../../data/table.js';

/**
 * `X` for `fit`: a list of strings, or one column of text.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is neither, is empty, or a text is missing.
 */
export function readDocuments(X: Samples, who: string): readonly string[] {
  checkNotOneText(X, 'INVALID_ARGUMENT', who);
  if (countRows(X) === 0)
    throw new ModelMountError('INVALID_ARGUMENT', `${who} needs at least one text to fit, got none`);
  return isTexts(X) ? X : textColumn(toTable(X), 'INVALID_ARGUMENT', who);
}

/**
 * `X` for `transform`.
 *
 * @throws {ModelMountError} `INVALID_INPUT` if it is not what `readDocuments` takes, or the column has another name than
 *   the one that was fitted.
 */
export function alignDocuments(X: Samples, expected: FeatureExpectation, who: string): readonly string[] {
  checkNotOneText(X, 'INVALID_INPUT', who);
  if (countRows(X) === 0) return [];
  return isTexts(X) ? X : textColumn(alignTable(X, expected, who), 'INVALID_INPUT', who);
}

function isTexts(X: unknown): X is readonly string[] {
  return Array.isArray(X) && X.every((text) => typeof text === 'string');
}

function checkNotOneText(X: unknown, code: ErrorCode, who: string): void {
  if (typeof X === 'string')
    throw new ModelMountError(code, `${who} takes a list of texts, got one text; put it in a list`);
}

function textColumn({ columns, nColumns, nRows }: Table, code: ErrorCode, who: string): readonly string[] {
  const [column] = columns;
  if (column === undefined || nColumns !== 1) {
    throw new ModelMountError(
      code,
      `${who} takes one column of text, got ${nColumns} columns; choose one with a ColumnTransformer`,
    );
  }
  for (let i = 0; i < nRows; i++) {
    const text = column[i];
    if (typeof text === 'string') continue;
    const isMissing = isStringColumn(column) || Number.isNaN(text);
    const message = isMissing
      ? `the text of row ${i} for ${who} is missing; write '' for one that is empty`
      : `${who} takes text, but row ${i} has ${show(text)}`;
    throw new ModelMountError(code, message, { details: { row: i } });
  }
  return column as readonly string[];
}
