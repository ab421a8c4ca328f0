"""What scikit-learn's QuantileTransformer and PowerTransformer answer, and numpy's quantiles."""

import warnings

from fixture import write_fixture

import numpy as np
from scipy import sparse
from sklearn.datasets import load_diabetes, load_wine
from sklearn.preprocessing import PowerTransformer, QuantileTransformer

warnings.simplefilter("ignore")
NAN = float("nan")
DATA = {
    "wine": load_wine().data[::5, :4],
    "diabetes": load_diabetes().data[::11, :4],
    "holes": np.array([[1, NAN], [2, 5], [NAN, -4], [0, 2], [7, NAN], [2, -0.5], [2, 11]]),
    "ties": np.array([[1.0], [2], [2], [4], [10]]),
    "constant": np.array([[3.0, 1], [3, 2], [3, 4]]),
    "one row": np.array([[2.0, -7]]),
    "skewed": np.exp(np.random.RandomState(5).normal(size=(60, 2)) * [0.3, 3]),
    "both signs": np.random.RandomState(6).standard_t(2, size=(50, 2)) * [1, 1e3] + [0, 2e3],
    "small": np.array([[0.001], [0.0012], [0.0009], [0.002], [0.0011]]),
    "golden": np.array([[1.0], [2], [3], [4], [10]]),
    "below zero": -np.exp(np.random.RandomState(8).normal(size=(40, 1))),
}


def inputs_of(X):
    low, high = np.nanmin(X, axis=0), np.nanmax(X, axis=0)
    middle = (low + high) / 2
    return np.vstack([X[:12], low, high, middle, low + (high - low) / 7, high + 1, np.full(X.shape[1], NAN)])


quantile = []
for data, X in DATA.items():
    for options in (
        {},
        {"nQuantiles": 4},
        {"nQuantiles": 7, "outputDistribution": "normal"},
        {"outputDistribution": "normal"},
        {"nQuantiles": 1},
        {"nQuantiles": 5, "subsample": 20, "randomState": 3},
    ):
        if "subsample" in options and len(X) <= 20:
            continue
        names = {"nQuantiles": "n_quantiles", "outputDistribution": "output_distribution"}
        fitted = QuantileTransformer(
            **{names.get(k, "random_state" if k == "randomState" else k): v for k, v in options.items()}
        ).fit(X)
        inputs = np.vstack([inputs_of(X), np.nanmin(X, axis=0) - 1])
        output = fitted.transform(inputs)
        quantile.append(
            {
                "data": data,
                "options": options,
                "quantiles": fitted.quantiles_.T,
                "input": inputs,
                "output": output,
                "inverse": fitted.inverse_transform(output),
            }
        )

SPARSE = [
    [0, 5.5, 0, 0], [0, -1, 0, 2], [3, 0, 0, 0], [0, 2.25, 0, NAN], [1, 0, 0, 0], [0, 4, 0, 7], [2, -3, 0, 0],
    [0, 0, 0, 0.5], [9, 1, 0, 0], [4, 7, 0, 1], [0, 6, 0, 0], [5, -2, 0, 3],
]
implicit = []
for options in ({}, {"nQuantiles": 4}, {"outputDistribution": "normal"}, {"nQuantiles": 3, "subsample": 5, "randomState": 2}):
    names = {"nQuantiles": "n_quantiles", "outputDistribution": "output_distribution", "randomState": "random_state"}
    fitted = QuantileTransformer(
        ignore_implicit_zeros=True, **{names.get(k, k): v for k, v in options.items()}
    ).fit(sparse.csr_array(np.array(SPARSE)))
    output = fitted.transform(sparse.csr_array(np.array(SPARSE)))
    inverse = fitted.inverse_transform(output)
    implicit.append(
        {
            "options": options,
            "quantiles": fitted.quantiles_.T,
            "output": output.toarray(),
            "inverse": inverse.toarray(),
            "dense": fitted.transform(np.array(SPARSE)),
        }
    )

power = []
for data, X in DATA.items():
    for method in ("yeo-johnson", "box-cox"):
        if method == "box-cox" and (np.nanmin(X) <= 0 or data in ("constant", "one row")):
            continue
        if data == "one row":
            continue
        for standardize in (True, False):
            fitted = PowerTransformer(method, standardize=standardize).fit(X)
            inputs = inputs_of(X)
            output = fitted.transform(inputs)
            power.append(
                {
                    "data": data,
                    "options": {
                        "method": {"yeo-johnson": "yeoJohnson", "box-cox": "boxCox"}[method],
                        "standardize": standardize,
                    },
                    "lambdas": fitted.lambdas_,
                    "mean": fitted._scaler.mean_ if standardize else None,
                    "scale": fitted._scaler.scale_ if standardize else None,
                    "input": inputs,
                    "output": output,
                    "inverse": fitted.inverse_transform(output),
                }
            )

METHODS = {
    "invertedCdf": "inverted_cdf",
    "averagedInvertedCdf": "averaged_inverted_cdf",
    "closestObservation": "closest_observation",
    "interpolatedInvertedCdf": "interpolated_inverted_cdf",
    "hazen": "hazen",
    "weibull": "weibull",
    "linear": "linear",
    "medianUnbiased": "median_unbiased",
    "normalUnbiased": "normal_unbiased",
}
SHARES = [0, 0.01, 0.1, 0.125, 0.2, 0.25, 1 / 3, 0.4, 0.5, 0.6, 0.75, 0.8, 0.9, 0.99, 1]
quantiles = []
for values in ([5.0], [1.0, 4], [1.0, 2, 2, 7], list(range(1, 9)), [-3.5, 0.1, 0.1, 0.3, 2, 1e9], list(range(10, 30))):
    for name, method in METHODS.items():
        quantiles.append(
            {
                "values": [float(v) for v in values],
                "method": name,
                "shares": SHARES,
                "quantiles": np.quantile(np.array(values, dtype=float), SHARES, method=method),
            }
        )

write_fixture(
    "distribution.json",
    {
        "data": DATA,
        "quantile": quantile,
        "implicit": {"X": SPARSE, "cases": implicit},
        "power": power,
        "quantiles": quantiles,
    },
)
