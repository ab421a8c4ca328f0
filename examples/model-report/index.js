/**
 * From a CSV to a report that can be defended: two models compared by cross-validation, the better one tuned, and its
 * test results with intervals, calibration and the threshold that costs least.
 *
 *   node examples/model-report/index.js [report.json]       after npm run build
 *
 * Prints the report; with a file name (or REPORT in the environment), writes the figures there as JSON.
 */
import { writeFileSync } from 'node:fs';
import { evaluate, LogisticRegression, Pipeline, StandardScaler, trainTestSplit } from 'modelmount';
import { GaussianNB } from 'modelmount/estimators';
import {
  accuracyScore,
  bootstrapInterval,
  calibrationCurve,
  classificationReport,
  costCurve,
  delongInterval,
  delongTest,
  expectedCalibrationError,
  formatClassificationReport,
  mcnemarTest,
  thresholdTable,
} from 'modelmount/metrics';
import { crossValidate, crossValPredict, GridSearchCV, StratifiedKFold, withOptions } from 'modelmount/selection';
import { readCsv, splitTarget } from '../shared/read-csv.js';

const percent = (value) => `${(100 * value).toFixed(1)} %`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

// 1. The data. A quarter is put away until the very end.
const { X, y } = splitTarget(readCsv(new URL('../data/breast-cancer.csv', import.meta.url)), 'diagnosis');
const { train, test } = trainTestSplit({ X, y }, { stratify: y, randomState: 0 });

// 2. Two candidates, on the same folds of the training rows. Everything that learns is inside the pipeline.
const cv = new StratifiedKFold({ nSplits: 10, shuffle: true, randomState: 0 });
const candidates = {
  logistic: new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new LogisticRegression()],
  ]),
  naiveBayes: new Pipeline([['model', new GaussianNB()]]),
};
const scoring = ['accuracy', 'roc_auc', 'neg_log_loss'];
const validation = Object.fromEntries(
  Object.entries(candidates).map(([name, candidate]) => {
    const { testScores } = crossValidate(candidate, train, { cv, scoring });
    return [name, Object.fromEntries(scoring.map((scorer) => [scorer, mean(testScores[scorer])]))];
  }),
);
console.log(`\nMean of ${cv.nSplits} folds, ${train.y.length} training rows`);
console.table(validation);

// 3. The better one, tuned on the same folds.
const search = new GridSearchCV({
  estimator: candidates.logistic,
  paramGrid: { model__C: [0.01, 0.1, 1, 10, 100] },
  cv,
  scoring: 'neg_log_loss',
});
const model = search.fit(train.X, train.y);
console.log(`\nBest of the grid: ${JSON.stringify(model.bestParams)}, log loss ${(-model.bestScore).toFixed(4)}`);

// 4. The rows that were put away, once.
const predicted = model.predict(test.X);
const posLabel = 'malignant';
const scores = model.predictProba(test.X).column(model.classes.indexOf(posLabel));
console.log(`\n${test.y.length} test rows`);
console.log(formatClassificationReport(classificationReport(test.y, predicted)));

// Benign tumours are the more frequent: two figures in which that does not count.
const { balancedAccuracy, matthewsCorrcoef } = evaluate(model, test);
console.log(`balanced accuracy ${percent(balancedAccuracy)}, Matthews' correlation ${matthewsCorrcoef.toFixed(4)}`);
const auc = delongInterval(test.y, scores, { posLabel });
const accuracy = bootstrapInterval(accuracyScore, [test.y, predicted], { randomState: 0 });
console.log(`ROC AUC   ${auc.area.toFixed(4)}, 95 % interval ${auc.low.toFixed(4)} to ${auc.high.toFixed(4)} (DeLong)`);
console.log(
  `accuracy  ${percent(accuracy.value)}, 95 % interval ${percent(accuracy.low)} to ${percent(accuracy.high)} (bootstrap, BCa)`,
);

// 5. Do the probabilities mean what they say?
const calibrationError = expectedCalibrationError(test.y, scores, { posLabel, nBins: 5 });
const { probTrue, probPred } = calibrationCurve(test.y, scores, { posLabel, nBins: 5 });
console.log(`\nExpected calibration error ${calibrationError.toFixed(4)}`);
console.table(Array.from(probPred, (said, k) => ({ said: percent(said), happened: percent(probTrue[k]) })));

// 6. A missed tumour costs ten times what a needless biopsy does. Chosen on training rows that the fit had not seen.
const costs = { fn: 10, fp: 1 };
const tuned = withOptions(candidates.logistic, model.bestParams);
const unseen = crossValPredict(tuned, train, { cv, method: 'predictProba' });
const { bestThreshold } = costCurve(train.y, unseen.column(model.classes.indexOf(posLabel)), { posLabel, costs });
console.log(`\nThreshold that costs least: ${bestThreshold.toFixed(3)}, beside the usual one`);
const thresholds = [bestThreshold, 0.5];
const rows = thresholdTable(test.y, scores, { posLabel, costs, thresholds });
console.table(rows, ['threshold', 'tp', 'fp', 'fn', 'tn', 'recall', 'precision', 'cost']);

// 7. Is it really better than the other candidate, or was it luck?
const other = candidates.naiveBayes.fit(train.X, train.y);
const otherScores = other.predictProba(test.X).column(other.classes.indexOf(posLabel));
const byArea = delongTest(test.y, [scores, otherScores], { posLabel });
const byErrors = mcnemarTest(test.y, [predicted, other.predict(test.X)]);
console.log(
  `\nAgainst naive Bayes: AUC ${byArea.difference >= 0 ? '+' : ''}${byArea.difference.toFixed(4)} (p = ${byArea.pValue.toFixed(3)}, DeLong)`,
);
console.log(
  `one of the two right: ${byErrors.nOnlyFirst} to ${byErrors.nOnlySecond} rows (p = ${byErrors.pValue.toFixed(3)}, McNemar)`,
);

const file = process.argv[2] ?? process.env.REPORT;
if (file !== undefined) {
  const interval = { ...accuracy, distribution: undefined }; // thousands of numbers
  const report = {
    bestThreshold,
    validation,
    bestParams: model.bestParams,
    auc,
    accuracy: interval,
    balancedAccuracy,
    matthewsCorrcoef,
    calibrationError,
    thresholds: rows,
  };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
