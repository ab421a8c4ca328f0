import { readJson, writeJson } from './read-json.js';

/** A logistic regression behind its scaler and `node:http`, written by hand from the fitted numbers. */
export function open({ name, fitted }) {
  const answer = createAnswer(name, fitted);
  return {
    listener: (request, response) => {
      if (request.method !== 'POST' || request.url !== `/models/${name}/predict`) {
        return void response.writeHead(404).end();
      }
      readJson(request, (body) => writeJson(response, answer(body)));
    },
  };
}

/** The answer to a parsed request. */
export function createAnswer(name, { transformer, predictor }) {
  const { featureNames, mean, var: variance } = transformer.steps[0].transformer;
  const { coef, intercept, classes } = predictor;
  const scale = variance.map(Math.sqrt);
  const predict = (row) => {
    const x = featureNames.map((feature, j) => (row[feature] - mean[j]) / scale[j]);
    const scores = coef.map((weights, k) => weights.reduce((sum, weight, j) => sum + weight * x[j], intercept[k]));
    const highest = Math.max(...scores);
    const exps = scores.map((score) => Math.exp(score - highest));
    const total = exps.reduce((sum, value) => sum + value);
    return {
      label: classes[scores.indexOf(highest)],
      probabilities: Object.fromEntries(classes.map((label, k) => [label, exps[k] / total])),
    };
  };
  return ({ rows }) => ({ model: name, version: '1', predictions: rows.map(predict) });
}
