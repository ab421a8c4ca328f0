import { errorFromIssues, ModelMountError } from '../../core/errors.js';
import { show, type Issue } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import type { CancelSignal } from '../../core/abort.js';
import type { Model } from '../../model/model.js';
import type { Prediction } from '../../model/predict/prediction.js';

/**
 * The library's own dialect: `{"rows": […]}` in, `{"model", "version", "predictions": […]}` out.
 *
 * @param name - What the model is called in URLs.
 * @throws {ModelMountError} `INVALID_INPUT` with pointers into the body (`/rows/3/tenure`), and as `predict`.
 */
export async function predictRows(name: string, model: Model, call: RowsCall): Promise<RowsAnswer> {
  const { body, ...options } = call;
  const rows = readRows(body);
  try {
    const predictions = await model.predict(rows, options);
    return { model: name, ...(model.version === undefined ? {} : { version: model.version }), predictions };
  } catch (error) {
    if (!ModelMountError.is(error) || error.code !== 'INVALID_INPUT') throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: `/rows${issue.path}` }));
    throw errorFromIssues('INVALID_INPUT', `the rows do not fit model "${name}"`, issues);
  }
}

/** What the rows dialect answers. */
export interface RowsAnswer {
  readonly model: string;
  readonly version?: string;
  readonly predictions: readonly Prediction[];
}

/** One call of the rows dialect. */
export interface RowsCall {
  /** The parsed body. */
  readonly body: unknown;
  readonly signal: CancelSignal;
  /** When the answer is of no more use, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
}

function readRows(body: unknown): readonly unknown[] {
  const issues: Issue[] = [];
  if (!isObject(body)) {
    issues.push({ path: '', code: 'type', message: `expected an object {"rows": […]}, got ${show(body)}` });
  } else {
    for (const key of Object.keys(body).filter((each) => each !== 'rows')) {
      issues.push({ path: `/${key}`, code: 'unexpected', message: 'is not known; expected rows' });
    }
    if (body['rows'] === undefined) issues.push({ path: '/rows', code: 'missing', message: 'is missing' });
    else if (!Array.isArray(body['rows'])) {
      issues.push({ path: '/rows', code: 'type', message: `expected an array of rows, got ${show(body['rows'])}` });
    } else if (issues.length === 0) return body['rows'];
  }
  throw errorFromIssues('INVALID_INPUT', 'the body is not a list of rows', issues);
}
