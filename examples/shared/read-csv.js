import { readFileSync } from 'node:fs';

/**
 * A CSV file as rows by column name: numbers where a column has only numbers, `null` where a cell is empty.
 *
 * For files as plain as those in `examples/data`. For others (quotes, commas in text) take a CSV package;
 * what matters for training is that numbers are numbers and missing values are `null`.
 *
 * @param {string | URL} file
 * @returns {Record<string, string | number | null>[]}
 */
export function readCsv(file) {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const names = header.split(',');
  const cells = lines.map((line) => line.split(','));
  const isNumeric = names.map((_, j) => cells.every((row) => row[j] === '' || Number.isFinite(Number(row[j]))));
  return cells.map((row) =>
    Object.fromEntries(names.map((name, j) => [name, row[j] === '' ? null : isNumeric[j] ? Number(row[j]) : row[j]])),
  );
}

/** Rows without one column, and that column: features and targets. */
export function splitTarget(rows, target) {
  const X = rows.map(({ [target]: _, ...features }) => features);
  return { X, y: rows.map((row) => row[target]) };
}
