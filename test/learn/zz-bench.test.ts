import { it } from 'vitest';
import { LogisticRegression } from '/work/main/src/learn/estimators/logistic-regression.js';
import { LinearRegression } from '/work/main/src/learn/estimators/linear-regression.js';
import { Matrix } from '/work/main/src/learn/math/matrix.js';
import { RandomState } from '/work/main/src/learn/math/random-state.js';
import { rocAucScore } from '/work/main/src/learn/metrics/roc-auc-score.js';
import { precisionRecallFscoreSupport } from '/work/main/src/learn/metrics/precision-recall-fscore-support.js';
it('bench', () => {
  const r = new RandomState(0);
  for (const [n, p, k] of [[10000, 50, 2], [100000, 20, 2], [10000, 50, 10], [2000, 200, 3], [20,2000,2]] as const) {
    const X = new Matrix(n, p, Float64Array.from({ length: n * p }, () => r.normal()));
    const y = Array.from({ length: n }, (_, i) => Math.max(0, Math.min(k - 1, Math.floor(k / 2 + X.at(i, 0) + 0.7 * X.at(i, 1) + r.normal()))));
    let t = performance.now();
    const m = new LogisticRegression().fit(X, y);
    console.log(n, p, k, m.nIter, m.isConverged, m.gradientNorm, Math.round(performance.now() - t), 'ms');
    t = performance.now();
    if (p<=200){ new LinearRegression().fit(X, y as number[]);
    console.log('  ols', Math.round(performance.now() - t), 'ms');}
  }
  const n = 1e6; const yt = Array.from({ length: n }, () => r.randint(0, 2)); const s = Float64Array.from({ length: n }, () => r.random());
  let t = performance.now(); rocAucScore(yt, s); console.log('auc 1e6', Math.round(performance.now() - t));
  t = performance.now(); precisionRecallFscoreSupport(yt, yt); console.log('prf 1e6', Math.round(performance.now() - t));
}, 600000);
