import type { Issue } from '../../../../core/issue.js';
import type { LinearModel } from '../linear-model.js';

/** A document as its keys and values: parsed JSON, or a library's instance made plain. */
export type Document = Readonly<Record<string, unknown>>;

/** Knows one way in which the coefficients of a linear model are written down. */
export interface Importer {
  readonly source: string;
  /** Whether the document is meant to be of this format: enough to read it, or to say what is wrong with it. */
  claims(document: Document): boolean;
  /** The model, or `undefined` after it reported at least one issue. */
  read(document: Document, issues: Issue[]): LinearModel | undefined | Promise<LinearModel | undefined>;
}
