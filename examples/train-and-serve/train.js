import {
  ColumnTransformer,
  evaluate,
  LogisticRegression,
  MinMaxScaler,
  OneHotEncoder,
  Pipeline,
  SimpleImputer,
  trainTestSplit,
} from 'modelmount';
import { readCsv, splitTarget } from '../shared/read-csv.js';

/** Where a wine is from, by its chemistry: five numbers, one of them sometimes missing, and a colour in words. */
export function trainWine() {
  const data = splitTarget(readCsv(new URL('../data/wine.csv', import.meta.url)), 'cultivar');
  // The same seed gives the same split, here and in scikit-learn.
  const { train, test } = trainTestSplit(data, { testSize: 0.25, randomState: 7, stratify: data.y });

  // All that is learnt from the data is learnt inside the pipeline, from the training rows alone: medians, ranges
  // and categories too. What comes out is plain data that travels with the model.
  const numbers = new Pipeline([
    ['impute', new SimpleImputer({ strategy: 'median' })],
    ['scale', new MinMaxScaler()],
  ]);
  const model = new Pipeline([
    [
      'columns',
      new ColumnTransformer([
        ['numbers', numbers, ['alcohol', 'malicAcid', 'magnesium', 'flavanoids', 'hue']],
        ['categories', new OneHotEncoder({ handleUnknown: 'ignore' }), ['colour']],
      ]),
    ],
    ['classify', new LogisticRegression()],
  ]).fit(train.X, train.y);

  // Saved with the model, and tried whenever it is loaded: a wine whose magnesium nobody measured.
  const example = { rows: [test.X.find((wine) => wine.magnesium === null)] };
  return { model, evaluation: evaluate(model, test), example };
}
