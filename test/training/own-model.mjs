// A user's own estimator and scorer, as a module that threads can import.

class FittedMean {
  kind = 'mean';
  nFeatures;
  featureNames = undefined;
  #mean;

  constructor(mean, nFeatures) {
    this.#mean = mean;
    this.nFeatures = nFeatures;
  }

  predict(X) {
    return new Float64Array(X.nRows ?? X.length).fill(this.#mean);
  }

  toJSON() {
    return { kind: 'mean', mean: this.#mean };
  }
}

export class Mean {
  constructor(options = {}) {
    this.options = options;
  }

  fit(X, y) {
    if (this.options.breaksAt === y[0]) throw new RangeError('it broke');
    if (this.options.ends === true) process.exit(3);
    if (this.options.isEndless === true) for (;;);
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += y[i];
    this.options.onWarning?.(new Error(`mean of ${y.length}`));
    return new FittedMean(sum / y.length + (this.options.shift ?? 0), X.nColumns);
  }
}

export function negativeBias(predictor, X, y) {
  const predicted = predictor.predict(X);
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += y[i] - predicted[i];
  return -Math.abs(sum / y.length);
}
