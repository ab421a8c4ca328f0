import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { ColumnTransformer } from '../../src/learn/preprocessing/compose/column-transformer.js';
import { MinMaxScaler } from '../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { OneHotEncoder } from '../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { SimpleImputer } from '../../src/learn/preprocessing/imputation/simple-imputer.js';

/** Customers with numbers, a word, and gaps in both. */
export const ROWS = [
  { tenure: 1, charge: 70.5, plan: 'basic' },
  { tenure: 3, charge: null, plan: 'basic' },
  { tenure: 40, charge: 20.25, plan: 'pro' },
  { tenure: 24, charge: 35, plan: 'pro' },
  { tenure: 2, charge: 80, plan: null },
  { tenure: 60, charge: 25, plan: 'basic' },
];
/** Whether each of `ROWS` leaves or stays. */
export const LABELS = ['leave', 'leave', 'stay', 'stay', 'leave', 'stay'];

/** A pipeline fitted on `ROWS`: imputer, scaler, one-hot encoder, logistic regression. */
export function churnPipeline() {
  return new Pipeline([
    [
      'columns',
      new ColumnTransformer([
        [
          'numbers',
          new Pipeline([
            ['fill', new SimpleImputer()],
            ['scale', new MinMaxScaler()],
          ]),
          ['tenure', 'charge'],
        ],
        ['plan', new OneHotEncoder({ handleUnknown: 'ignore' }), ['plan']],
      ]),
    ],
    ['model', new LogisticRegression()],
  ]).fit(ROWS, LABELS);
}
