import type { Issue } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import { coefficientModel } from '../coefficient-model.js';
import type { LinearModel } from '../linear-model.js';
import { readMatrix, report } from '../read-numbers.js';
import { schemaIssues } from '../schema-issues.js';
import type { Document, Importer } from './importer.js';

const KINDS: readonly unknown[] = ['linearRegression', 'ridge', 'logisticRegression'];

/** Our own format, which `LINEAR_SCHEMA` describes and the fitted estimators write. */
export function linearJsonImporter(): Importer {
  return {
    source: 'linear.json',
    claims: (document) => Object.hasOwn(document, 'coef') || KINDS.includes(document['kind']),
    read: async (document, issues) => {
      const { validate } = await import('../generated/linear-validator.js');
      if (validate(document)) return readValid(document, issues);
      issues.push(...schemaIssues(validate.errors ?? []));
      return undefined;
    },
  };
}

function readValid(document: Document, issues: Issue[]): LinearModel | undefined {
  const coef = readMatrix(issues, '/coef', document['coef']);
  if (coef === undefined) return undefined;
  const featureNames = document['featureNames'] as readonly string[] | undefined;
  const model = coefficientModel(issues, {
    coef,
    intercept: document['intercept'] as readonly number[],
    classes: document['classes'] as readonly Label[] | undefined,
    featureNames,
    keys: { intercept: 'intercept', classes: 'classes', featureNames: 'featureNames' },
  });
  const metadata = readMetadata(issues, document['metadata']);
  if (issues.length > 0) return undefined;
  return (
    model && {
      ...model,
      source: 'linear.json',
      kind: document['kind'] as string,
      featureNames,
      metadata,
    }
  );
}

// Of a value in memory it can be anything; a session's info must be plain data.
function readMetadata(issues: Issue[], metadata: unknown): JsonObject | undefined {
  if (metadata === undefined) return undefined;
  try {
    return JSON.parse(JSON.stringify(metadata)) as JsonObject;
  } catch (error) {
    report(issues, { path: '/metadata', code: 'type', message: `expected what JSON can hold; ${String(error)}` });
    return undefined;
  }
}
