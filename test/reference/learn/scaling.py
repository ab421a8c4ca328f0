"""What scikit-learn's scalers answer, and exact moments of data that comes in pieces."""

from fractions import Fraction

from fixture import write_fixture

import numpy as np
import scipy.sparse
from sklearn.datasets import load_diabetes, load_wine
from sklearn.preprocessing import (
    Binarizer,
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    RobustScaler,
    StandardScaler,
)

NAN = float("nan")
WINE = load_wine().data[::4, :6]
DIABETES = load_diabetes().data[::9]
HOLES = np.array(
    [[1, NAN, 3, NAN], [2, 5, NAN, NAN], [NAN, -4, 8, NAN], [0, 2, -3, NAN], [7, NAN, 1, NAN]],
    dtype=float,
)
EDGES = np.array(
    [[2, 1e-20, 1.0, -3], [2, 3e-15, 1.0 + 4e-16, 0], [2, 0, 1.0, 1e300], [2, -2e-15, 1.0, 5]]
)
SPARSE = np.array(
    [[0, 2, 0, -1], [0, 0, 0, 4], [3, NAN, 0, 0], [0, -1, 0, 0], [6, 0, 0, 0], [0, 0, 0, 0.5]], dtype=float
)
DATA = {"wine": WINE, "diabetes": DIABETES, "holes": HOLES, "edges": EDGES, "sparse": SPARSE}


def to_snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def scaler_case(cls, data, options, attributes, is_sparse=False):
    X = DATA[data]
    fitted = cls(**{to_snake(k): tuple(v) if isinstance(v, list) else v for k, v in options.items()})
    fitted.fit(scipy.sparse.csr_matrix(X) if is_sparse else X)
    inputs = np.vstack([X[:4], X[-2:] * 2 + 0.5])
    given = scipy.sparse.csr_matrix(inputs) if is_sparse else inputs
    output = fitted.transform(given)
    case = {"scaler": cls.__name__, "data": data, "options": options, "isSparse": is_sparse, "input": inputs}
    case["fitted"] = {
        k: getattr(fitted, to_snake(k) + "_")
        for k in attributes
        if getattr(fitted, to_snake(k) + "_") is not None
    }
    case["output"] = output.toarray() if is_sparse else output
    if hasattr(fitted, "inverse_transform"):
        inverse = fitted.inverse_transform(output.copy())
        case["inverse"] = inverse.toarray() if is_sparse else inverse
    return case


cases = []
for data in ("wine", "diabetes", "holes", "edges"):
    for options in ({}, {"clip": True}):
        cases.append(scaler_case(MaxAbsScaler, data, options, ["maxAbs", "scale"]))
    for options in (
        {},
        {"withCentering": False},
        {"withScaling": False},
        {"quantileRange": [10, 80]},
        {"quantileRange": [0, 100]},
        {"unitVariance": True},
        {"unitVariance": True, "quantileRange": [5, 60]},
    ):
        cases.append(scaler_case(RobustScaler, data, options, ["center", "scale"]))
cases.append(scaler_case(MaxAbsScaler, "sparse", {}, ["maxAbs", "scale"], True))
cases.append(scaler_case(RobustScaler, "sparse", {"withCentering": False}, ["scale"], True))
cases.append(scaler_case(StandardScaler, "sparse", {"withMean": False}, ["mean", "var", "scale"], True))
for data in ("wine", "diabetes", "edges"):
    for norm in ("l1", "l2", "max"):
        if (data, norm) == ("edges", "l2"):
            continue  # scikit-learn's squares overflow
        cases.append(scaler_case(Normalizer, data, {"norm": norm}, []))
    for threshold in (0, 0.5, -1):
        cases.append(scaler_case(Binarizer, data, {"threshold": threshold}, []))

# Pieces of data with the exact moments of all of it: scikit-learn's own partial_fit loses digits.
rng = np.random.RandomState(3)
PIECES = {
    "wine": [WINE[:3], WINE[3:30], WINE[30:]],
    "a deviation of 1 at a mean of a thousand million": [
        1e9 + rng.normal(size=(n, 2)) for n in (1, 40, 7, 100, 2)
    ],
    "drifting": [1e6 * k + rng.normal(size=(12, 1)) for k in range(6)],
    "nothing at first": [np.full((3, 2), NAN), np.array([[1.0, NAN], [NAN, NAN]]), rng.normal(size=(5, 2))],
    "wide ranges": [rng.normal(size=(9, 2)) * 10.0 ** rng.randint(-8, 8, size=(9, 2)) for _ in range(3)],
}


def exact_moments(X, weights):
    moments = []
    for j in range(X.shape[1]):
        pairs = [(Fraction(v), Fraction(w)) for v, w in zip(X[:, j], weights) if not np.isnan(v)]
        total = sum(w for _, w in pairs)
        mean = sum(v * w for v, w in pairs) / total
        variance = sum(w * (v - mean) ** 2 for v, w in pairs) / total
        moments.append((float(total), float(mean), float(variance)))
    return [list(column) for column in zip(*moments)]


pieces = []
for name, parts in PIECES.items():
    X = np.vstack(parts)
    for is_weighted in (False, True):
        weights = rng.randint(0, 5, size=len(X)) / 2 + (np.arange(len(X)) % 3 == 0) if is_weighted else np.ones(len(X))
        # Every piece needs a weight above 0.
        weights[np.cumsum([0] + [len(part) for part in parts[:-1]])] = 1.5 if is_weighted else 1
        weight, mean, variance = exact_moments(X, weights)
        pieces.append(
            {
                "name": name,
                "X": X,
                "sizes": [len(part) for part in parts],
                "weights": weights if is_weighted else None,
                "weight": weight,
                "mean": mean,
                "variance": variance,
            }
        )

write_fixture("scaling.json", {"cases": cases, "data": DATA, "pieces": pieces})
