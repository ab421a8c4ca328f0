import type { JsonObject } from '../../../core/json.js';

const NUMBERS: JsonObject = { type: 'array', minItems: 1, items: { type: 'number' } };

/** What a document of `LINEAR_SCHEMA` can be of. */
export const LINEAR_KINDS = [
  'linearRegression',
  'ridge',
  'lasso',
  'elasticNet',
  'poissonRegressor',
  'logisticRegression',
  'linearSVC',
  'sgdRegressor',
  'sgdClassifier',
  'gradientDescentRegressor',
  'gradientDescentClassifier',
] as const;

const CLASSIFIERS = ['logisticRegression', 'linearSVC', 'sgdClassifier', 'gradientDescentClassifier'];

/**
 * JSON Schema (draft 2020-12) of `linear.json`, the coefficients of a linear model.
 *
 * What a schema cannot say is checked besides: `coef` is rectangular, `intercept` has one number for each of its
 * rows, `featureNames` one name for each of its columns, and there are as many classes as rows (two for one row).
 */
export const LINEAR_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:modelmount:linear.json',
  title: 'Linear model',
  description: 'Coefficients of a linear or logistic regression, as modelmount reads and writes them.',
  type: 'object',
  required: ['kind', 'coef', 'intercept'],
  additionalProperties: false,
  properties: {
    kind: {
      description:
        'linearRegression, ridge, lasso, elasticNet, sgdRegressor and gradientDescentRegressor answer numbers, poissonRegressor the exponential of its scores; logisticRegression and gradientDescentClassifier answer probabilities of classes, linearSVC scores and the class, sgdClassifier either by its loss.',
      enum: [...LINEAR_KINDS],
    },
    coef: {
      description:
        'One row per output, one number per feature. A classifier of two classes has one row, whose score belongs to the second class; of more classes one row each.',
      type: 'array',
      minItems: 1,
      items: NUMBERS,
    },
    intercept: { description: 'One number per row of coef.', ...NUMBERS },
    classes: {
      description: 'The classes in the order of the probabilities or scores. For classifiers only.',
      type: 'array',
      minItems: 2,
      uniqueItems: true,
      items: { type: ['string', 'number', 'boolean'] },
    },
    loss: {
      description:
        'For sgdClassifier only: what it was trained with. With logLoss and modifiedHuber scores become probabilities.',
      enum: [
        'hinge',
        'logLoss',
        'modifiedHuber',
        'squaredHinge',
        'perceptron',
        'squaredError',
        'huber',
        'epsilonInsensitive',
        'squaredEpsilonInsensitive',
      ],
    },
    featureNames: {
      description: 'Names of the columns of coef.',
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string' },
    },
    metadata: { description: 'Anything else worth keeping: how it was fitted, when, on what.', type: 'object' },
  },
  allOf: [
    {
      if: { properties: { kind: { enum: CLASSIFIERS } }, required: ['kind'] },
      then: { required: ['classes'] },
      else: { properties: { classes: false } },
    },
    {
      if: { properties: { kind: { const: 'sgdClassifier' } }, required: ['kind'] },
      then: { required: ['loss'] },
      else: { properties: { loss: false } },
    },
  ],
};
