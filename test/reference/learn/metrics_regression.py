"""Values of scikit-learn's regression metrics: several outputs, weights, constant truths and other edges."""

import warnings
from decimal import Decimal, localcontext

from fixture import plain, write_fixture

import numpy as np
from sklearn import datasets, linear_model, metrics
from sklearn.exceptions import UndefinedMetricWarning

rng = np.random.RandomState(2)
data = []
weights_used = []
# Each case: metric, place of its data, options, expected.
cases = []
NAMES = {"sample_weight": "sampleWeight", "force_finite": "forceFinite"}
CHOICES = {
    "uniform_average": "uniformAverage",
    "raw_values": "rawValues",
    "variance_weighted": "varianceWeighted",
}


def add(name, function, truth, prediction, **options):
    """`expected` is the value, or the code that this library throws where scikit-learn has none."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            expected = plain(function(truth, prediction, **options))
            undefined = any(issubclass(w.category, UndefinedMetricWarning) for w in caught)
            if undefined or (name == "d2TweedieScore" and expected in ("NaN", "-Infinity")):
                expected = "UNDEFINED_SCORE"
            if name == "d2TweedieScore" and is_constant(truth, options.get("sample_weight")):
                expected = "UNDEFINED_SCORE"  # there a quotient of rounding errors
        except ZeroDivisionError:
            expected = "UNDEFINED_SCORE" if name == "d2TweedieScore" else "INVALID_ARGUMENT"
        except (ValueError, TypeError):
            expected = "INVALID_ARGUMENT"
    shown = {NAMES.get(key, key): value for key, value in options.items()}
    if isinstance(shown.get("multioutput"), str):
        shown["multioutput"] = CHOICES[shown["multioutput"]]
    if "sampleWeight" in shown:
        weight = plain(shown["sampleWeight"])
        if weight not in weights_used:
            weights_used.append(weight)
        shown["sampleWeight"] = weights_used.index(weight)
    pair = plain([truth, prediction])
    if pair not in data:
        data.append(pair)
    cases.append([name, data.index(pair), plain(shown), expected])


def is_constant(truth, weight):
    return len({y for i, y in enumerate(truth) if weight is None or weight[i] > 0}) == 1


def exact_deviance(truth, prediction, power):
    """The mean deviance in rational numbers and logarithms of 50 digits, where float64 has none left."""
    with localcontext() as context:
        context.prec = 80
        total = Decimal(0)
        p = Decimal(power)
        for y, m in zip(map(Decimal, map(float, truth)), map(Decimal, map(float, prediction))):
            if power == 1:
                total += y * (y / m).ln() - y + m
            elif power == 2:
                total += (m / y).ln() + y / m - 1
            else:
                total += y ** (2 - p) / ((1 - p) * (2 - p)) - y * m ** (1 - p) / (1 - p) + m ** (2 - p) / (2 - p)
        return float(2 * total / len(truth))


def fitted(load, size):
    """Truths of a bundled data set, and what a linear model fitted on the rest predicts."""
    X, y = load(return_X_y=True)
    model = linear_model.Ridge().fit(X[size:], y[size:])
    return y[:size], model.predict(X[:size])


NUMBERS = {
    "golden": ([3, -0.5, 2, 7], [2.5, 0, 2, 8]),
    "one": ([1.5], [2.25]),
    "constant": ([3.25] * 6, [3.25] * 5 + [3.5]),
    "perfect constant": ([3.25] * 4, [3.25] * 4),
    "perfect": ([1, 2, 4], [1, 2, 4]),
    "zero truth": ([0, 2], [1, 2]),
    "far": ([1e9 + i / 8 for i in range(9)], [1e9 + i / 8 + (i % 3) / 16 for i in range(9)]),
    "ties": ([1, 2, 2, 3, 3, 3], [1, 1, 2, 2, 3, 5]),
    "positive": (rng.gamma(2, 3, 30).round(3) + 0.1, rng.gamma(2, 3, 30).round(3) + 0.1),
    "counts": (rng.poisson(1.3, 30), rng.gamma(2, 1, 30).round(3) + 0.05),
    "no counts": ([0, 0, 0], [0.5, 1, 2]),
    "close": ([1.5, 2.5, 30], [1.5 + 1e-4, 2.5 - 1e-3, 30.2]),
    "infinite": ([1, 2], [1, np.inf]),
    "missing": ([1, np.nan], [1, 2]),
    "lengths": ([1, 2], [1]),
    "empty": ([], []),
    "diabetes": fitted(datasets.load_diabetes, 60),
}
TABLES = {
    "golden": ([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]),
    "constant": ([[1, 2], [1, 5], [1, 3]], [[1, 2], [2, 4], [1, 3]]),
    "all constant": ([[1, 2], [1, 2]], [[1, 2], [2, 2]]),
    "random": (rng.gamma(2, 3, (20, 3)).round(2), rng.gamma(2, 3, (20, 3)).round(2)),
    "one column": ([[1], [2], [4]], [[1], [3], [4]]),
    "widths": ([[1, 2], [3, 4]], [[1], [2]]),
}
ERRORS = {
    "meanAbsoluteError": metrics.mean_absolute_error,
    "meanSquaredError": metrics.mean_squared_error,
    "rootMeanSquaredError": metrics.root_mean_squared_error,
    "medianAbsoluteError": metrics.median_absolute_error,
    "meanAbsolutePercentageError": metrics.mean_absolute_percentage_error,
    "meanSquaredLogError": metrics.mean_squared_log_error,
    "rootMeanSquaredLogError": metrics.root_mean_squared_log_error,
    "meanPinballLoss": metrics.mean_pinball_loss,
    "d2PinballScore": metrics.d2_pinball_score,
    "d2AbsoluteErrorScore": metrics.d2_absolute_error_score,
}
SHARES = {
    "r2Score": metrics.r2_score,
    "explainedVarianceScore": metrics.explained_variance_score,
}
# Where truth and prediction are so close that the formula itself loses their difference.
EXACT = ("far", "close")
for key, (truth, prediction) in NUMBERS.items():
    size = len(truth)
    for weight in (None, [1.0 + i % 4 for i in range(size)], [float(i % 2) for i in range(size)]):
        options = {} if weight is None else {"sample_weight": weight}
        for name, function in {**ERRORS, **SHARES}.items():
            add(name, function, truth, prediction, **options)
        for name in ("meanPinballLoss", "d2PinballScore"):
            for alpha in (0, 0.1, 0.25, 0.9, 1):
                add(name, ERRORS[name], truth, prediction, alpha=alpha, **options)
        for power in (-1.5, 0, 1, 1.5, 2, 3) if key not in EXACT else ():
            add("meanTweedieDeviance", metrics.mean_tweedie_deviance, truth, prediction, power=power, **options)
            add("d2TweedieScore", metrics.d2_tweedie_score, truth, prediction, power=power, **options)
        if key not in EXACT:
            add("meanPoissonDeviance", metrics.mean_poisson_deviance, truth, prediction, **options)
            add("meanGammaDeviance", metrics.mean_gamma_deviance, truth, prediction, **options)
        for name, function in SHARES.items():
            add(name, function, truth, prediction, force_finite=False, **options)
            add(name, function, truth, prediction, multioutput="raw_values", **options)
    add("maxError", metrics.max_error, truth, prediction)
for key, (truth, prediction) in TABLES.items():
    size, width = len(truth), len(truth[0])
    for weight in (None, [1.0 + i % 4 for i in range(size)]):
        options = {} if weight is None else {"sample_weight": weight}
        for multi in (None, "raw_values", "uniform_average", [0.3, 0.7, 0.1][:width], [1]):
            given = {**options, **({} if multi is None else {"multioutput": multi})}
            for name, function in {**ERRORS, **SHARES}.items():
                if not (name == "rootMeanSquaredError" and isinstance(multi, list) and width == 1):  # alone takes it
                    add(name, function, truth, prediction, **given)
        for name, function in SHARES.items():
            add(name, function, truth, prediction, multioutput="variance_weighted", **options)
            if key != "all constant":
                add(name, function, truth, prediction, multioutput="raw_values", force_finite=False, **options)
    if width == 1:
        continue
    add("maxError", metrics.max_error, truth, prediction)
    add("meanTweedieDeviance", metrics.mean_tweedie_deviance, truth, prediction)
    add("d2TweedieScore", metrics.d2_tweedie_score, truth, prediction)
deviances = []
for key in ("far", "close", "positive"):
    truth, prediction = NUMBERS[key]
    for power in (-1.5, 1, 1.001, 1.5, 2, 2.5, 3):
        place = data.index(plain([truth, prediction]))
        deviances.append([place, power, exact_deviance(truth, prediction, power)])
write_fixture("metrics-regression.json", {"data": data, "weights": weights_used, "cases": cases, "deviances": deviances})
