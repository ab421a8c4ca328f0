import type { Issue } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import { expit } from '../../../../learn/math/scores/logistic.js';
import { clippedProbability } from '../../../../learn/math/scores/one-versus-rest.js';
import { coefficientModel } from '../coefficient-model.js';
import type { LinearModel } from '../linear-model.js';
import { LINEAR_KINDS } from '../linear-schema.js';
import { labelAnswer } from '../label-answer.js';
import { againstRestAnswer, type ModelAnswer } from '../model-answer.js';
import { readMatrix, report } from '../read-numbers.js';
import { exponentialOf } from '../scorers.js';
import { schemaIssues } from '../schema-issues.js';
import type { Document, Importer } from './importer.js';

const KINDS: readonly unknown[] = LINEAR_KINDS;

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
  const classes = document['classes'] as readonly Label[] | undefined;
  const kind = document['kind'] as string;
  const model = coefficientModel(issues, {
    coef,
    intercept: document['intercept'] as readonly number[],
    classes,
    featureNames,
    keys: { intercept: 'intercept', classes: 'classes', featureNames: 'featureNames' },
  });
  const metadata = readMetadata(issues, document['metadata']);
  if (issues.length > 0) return undefined;
  return (
    model && {
      ...model,
      ...(kind === 'poissonRegressor' && { score: exponentialOf(model.score) }),
      ...(classes !== undefined && answerOf({ kind, loss: document['loss'], classes, nOutputs: coef.nRows })),
      source: 'linear.json',
      kind,
      featureNames,
      metadata,
    }
  );
}

/** The answer of a classifier whose scores are not those of a logistic regression. */
function answerOf(by: {
  readonly kind: string;
  readonly loss: unknown;
  readonly classes: readonly Label[];
  readonly nOutputs: number;
}): { readonly answer: ModelAnswer } | undefined {
  const { kind, loss, classes, nOutputs } = by;
  if (kind === 'sgdClassifier' && loss === 'logLoss') return { answer: againstRestAnswer(classes, expit) };
  if (kind === 'sgdClassifier' && loss === 'modifiedHuber') {
    return { answer: againstRestAnswer(classes, clippedProbability) };
  }
  const hasScoresOnly = kind === 'linearSVC' || kind === 'sgdClassifier';
  return hasScoresOnly ? { answer: labelAnswer(nOutputs, classes) } : undefined;
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
