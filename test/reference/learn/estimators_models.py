"""scikit-learn's neighbours, naive Bayes, isotonic regression, calibration and baselines, on the data of estimators.json.

Run estimators.py first.
"""

import json
import warnings

from fixture import FIXTURES, write_fixture

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

warnings.simplefilter("ignore")
DATA = json.loads((FIXTURES / "estimators.json").read_text(encoding="utf-8"))["data"]
XY = {name: (np.array(d["X"]), np.array(d["y"])) for name, d in DATA.items()}
WEIGHTS = {name: (1 + np.arange(len(y)) % 4) / 2 for name, (X, y) in XY.items()}
rng = np.random.RandomState(0)

# Neighbours. The queries lie between the samples, so that it is clear which are the nearest. By the largest
# difference two of them can still be equally far.
neighbors = []
for data, estimator in [("wine", KNeighborsClassifier), ("diabetes", KNeighborsRegressor)]:
    X, y = XY[data]
    queries = (X[::13] + rng.normal(size=X[::13].shape) * 0.05).round(7)
    for options in [
        {},
        {"n_neighbors": 1},
        {"n_neighbors": 7, "weights": "distance"},
        {"n_neighbors": 4, "p": 1, "weights": "distance"},
        {"n_neighbors": 4, "p": 3},
        {"n_neighbors": 1, "p": np.inf},
        {"n_neighbors": 90},
    ]:
        model = estimator(algorithm="kd_tree", leaf_size=10, **options).fit(X, y)
        distances, indices = model.kneighbors(queries)
        more = model.kneighbors(queries, n_neighbors=indices.shape[1] + 1)[0]
        assert (np.diff(more, axis=1)[:, -1 if options.get("p") == np.inf else slice(None)] > 1e-12).all(), (data, options)
        shown = {{"n_neighbors": "nNeighbors"}.get(k, k): v for k, v in options.items()}
        case = {
            "data": data,
            "options": shown,
            "queries": queries if not neighbors or neighbors[-1]["data"] != data else [],
            "distances": distances[:3, :10],
            "indices": indices[:3, :10] if options.get("p") != np.inf else None,
            "predictions": model.predict(queries),
        }
        if estimator is KNeighborsClassifier:
            case["probabilities"] = model.predict_proba(queries)
        neighbors.append(case)
# On a grid many votes are equal, and samples lie on the queries.
grid = np.array([[a, b] for a in range(6) for b in range(6)], float)
labels = (np.arange(36) * 7) % 4
on_grid = KNeighborsClassifier(n_neighbors=1, weights="distance").fit(grid, labels)
ties = {"X": grid, "y": labels, "predictions": on_grid.predict(grid)}

# Naive Bayes.
bayes = []
for data in ["wine", "cancer", "iris", "wineRaw"]:
    for weighted, options in [
        (False, {}),
        (True, {}),
        (False, {"var_smoothing": 0.1}),
        (False, {"priors": [0.2, 0.8] if data == "cancer" else [0.5, 0.3, 0.2]}),
    ]:
        X, y = XY[data]
        model = GaussianNB(**options).fit(X, y, sample_weight=WEIGHTS[data] if weighted else None)
        shown = {{"var_smoothing": "varSmoothing"}.get(k, k): v for k, v in options.items()}
        bayes.append(
            {
                "data": data,
                "sampleWeight": weighted,
                "options": shown,
                "theta": model.theta_,
                "variance": model.var_,
                "classPrior": model.class_prior_,
                "classCount": model.class_count_,
                "epsilon": model.epsilon_,
                "logProbabilities": model.predict_joint_log_proba(X[::10])
                - model.predict_joint_log_proba(X[::10]).max(axis=1, keepdims=True),
                "probabilities": model.predict_proba(X[::10]),
                "predictions": model.predict(X[::10]),
            }
        )

# Isotonic regression.
isotonic = []
for name, x, y, w in [
    ("golden", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0, 1, 0, 1, 1, 0], None),
    ("falling", [1, 2, 3, 4], [9, 3, 5, 1], None),
    ("equal", [1, 1, 2, 2, 2, 5, 5 + 1e-16, 7], [3, 1, 4, 1, 5, 9, 2, 6], [1, 2, 0, 1, 3, 1, 1, 2]),
    ("noise", np.arange(60) / 7, np.arange(60) / 30 + rng.normal(size=60), None),
    ("weighted", rng.permutation(40) / 3, rng.normal(size=40), rng.rand(40).round(2)),
    ("one", [3, 3], [1, 2], None),
    ("zeros", [1, 2, 3, 4], [1, 5, 2, 7], [1, 0, 1, 0]),
]:
    x, y = np.array(x, float), np.array(y, float)
    for options in [
        {},
        {"increasing": False},
        {"increasing": "auto", "out_of_bounds": "clip"},
        {"y_min": 0.25, "y_max": 0.6, "out_of_bounds": "clip"},
    ]:
        model = IsotonicRegression(**options).fit(x, y, sample_weight=w)
        at = np.unique(np.concatenate([x, (x[:-1] + x[1:]) / 2, [-1, 100]]))
        shown = {
            {"out_of_bounds": "outOfBounds", "y_min": "yMin", "y_max": "yMax"}.get(k, k): v
            for k, v in options.items()
        }
        isotonic.append(
            {
                "name": name,
                "x": x,
                "y": y,
                "weights": w,
                "options": shown,
                "isIncreasing": bool(model.increasing_),
                "xThresholds": model.X_thresholds_,
                "yThresholds": model.y_thresholds_,
                "at": at,
                "predictions": model.predict(at),
            }
        )


# Calibration. scikit-learn's sigmoid stops some digits before its optimum; from there Newton's method goes on.
def platt(scores, positive, weights):
    prior1, prior0 = weights[positive].sum(), weights[~positive].sum()
    T = np.where(positive, (prior1 + 1) / (prior1 + 2), 1 / (prior0 + 2))
    ab = np.array([0.0, np.log((prior0 + 1) / (prior1 + 1))])
    F = np.column_stack([scores, np.ones(len(scores))])
    objective = lambda ab: float(weights @ (np.logaddexp(0, -F @ ab) + T * (F @ ab)))
    ab = minimize(objective, ab, method="BFGS", options={"gtol": 1e-9}).x
    for _ in range(50):
        p = expit(-F @ ab)
        ab = ab + np.linalg.solve((F.T * (weights * p * (1 - p))) @ F, F.T @ (weights * (p - T)))
    return {"a": ab[0], "b": ab[1], "objective": objective(ab)}


sigmoid = []
for name, scores, positive, weights in [
    ("golden", [-2, -1, 0, 1, 2, 3], [0, 0, 1, 0, 1, 1], None),
    ("four", [-1, 0.5, 1, 2], [0, 1, 0, 1], None),
    ("large", np.arange(30) * 40.0 - 500, np.arange(30) % 5 > 1, None),
    ("separable", [-3, -2, 2, 3], [0, 0, 1, 1], None),
    ("weighted", rng.normal(size=25).round(3), rng.rand(25) > 0.4, rng.rand(25).round(2)),
]:
    scores, positive = np.array(scores, float), np.array(positive, bool)
    weights = np.ones(len(scores)) if weights is None else weights
    sigmoid.append(
        {"name": name, "scores": scores, "positive": positive * 1, "weights": weights, **platt(scores, positive, weights)}
    )

calibrated = []
for data, method, weighted, frozen, ensemble in [
    (data, method, weighted, frozen, ensemble)
    for data in ["cancer", "wine", "iris"]
    for method in ["sigmoid", "isotonic", "temperature"]
    for weighted, frozen, ensemble in [
        (False, False, True),
        (False, False, False),
        (False, True, "auto"),
        (True, False, "auto"),
    ]
]:
    for base in ["logistic", "bayes"]:
        if base == "bayes" and data != "iris":
            continue
        X, y = XY[data]
        X = X[:, :2] if data != "cancer" else X[:, :5]
        weights = WEIGHTS[data] if weighted else None
        estimator = (
            LogisticRegression(C=0.1, tol=1e-14, max_iter=10000, solver="newton-cg")
            if base == "logistic"
            else GaussianNB(var_smoothing=0.05)
        )
        if frozen:
            estimator = FrozenEstimator(estimator.fit(X[::2], y[::2]))
        model = CalibratedClassifierCV(estimator, method=method, ensemble=ensemble, cv=3)
        model.fit(X, y, sample_weight=weights)
        calibrated.append(
            {
                "data": data,
                "base": base,
                "method": method,
                "sampleWeight": weighted,
                "isFrozen": frozen,
                "ensemble": ensemble,
                "probabilities": model.predict_proba(X[::15]),
                "betas": [c.calibrators[0].beta_ for c in model.calibrated_classifiers_]
                if method == "temperature"
                else None,
            }
        )

# Baselines.
dummies = []
X, y = XY["wine"]
for strategy, options in [
    ("most_frequent", {}),
    ("prior", {}),
    ("stratified", {}),
    ("uniform", {}),
    ("constant", {"constant": "barolo"}),
]:
    for weighted in [False, True]:
        model = DummyClassifier(strategy=strategy, random_state=5, **options)
        model.fit(X, y, sample_weight=WEIGHTS["wine"] ** 3 if weighted else None)
        dummies.append(
            {
                "strategy": strategy,
                "options": options,
                "isWeighted": weighted,
                "predictions": model.predict(X),
                "probabilities": model.predict_proba(X[:20]),
            }
        )
skewed = DummyClassifier(strategy="stratified", random_state=9).fit(np.zeros((100, 1)), [0] * 3 + [1] * 96 + [2])
numbers = []
X, y = XY["diabetes"]
for strategy, options in [
    ("mean", {}),
    ("median", {}),
    ("quantile", {"quantile": 0.0}),
    ("quantile", {"quantile": 0.37}),
    ("quantile", {"quantile": 1.0}),
    ("constant", {"constant": -2.5}),
]:
    for weighted in [False, True]:
        model = DummyRegressor(strategy=strategy, **options)
        model.fit(X, y, sample_weight=WEIGHTS["diabetes"] if weighted else None)
        numbers.append(
            {"strategy": strategy, "options": options, "isWeighted": weighted, "constant": float(np.ravel(model.constant_)[0])}
        )

write_fixture(
    "estimators-models.json",
    {
        "neighbors": neighbors,
        "ties": ties,
        "bayes": bayes,
        "isotonic": isotonic,
        "sigmoid": sigmoid,
        "calibrated": calibrated,
        "dummies": dummies,
        "skewed": skewed.predict(np.zeros((300, 1))),
        "numbers": numbers,
    },
)
