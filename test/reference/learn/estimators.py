"""Linear and logistic models of scikit-learn, fitted to the optimum, and the data they were fitted on."""

from fixture import write_fixture

import numpy as np
from scipy.special import logsumexp
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

# Rounded to keep the file small; the oracles see the rounded numbers too.
scaled = lambda X: StandardScaler().fit_transform(X).round(4)
iris, wine, cancer, diabetes = load_iris(), load_wine(), load_breast_cancer(), load_diabetes()
rng = np.random.RandomState(0)
deficient = rng.normal(size=(30, 3)).round(3)
deficient = np.column_stack(
    [deficient, deficient[:, 0], np.full(30, 3.3), deficient[:, 1] - 2 * deficient[:, 2]]
)
DATA = {
    "iris": (iris.data, iris.target),
    "irisPair": (iris.data[50:], np.array(["versicolor", "virginica"])[iris.target[50:] - 1]),
    "wine": (scaled(wine.data), np.array(["barolo", "grignolino", "barbera"])[wine.target]),
    "wineRaw": (wine.data, wine.target),
    "cancer": (scaled(cancer.data[::2]), cancer.target[::2] == 1),
    "diabetes": ((diabetes.data[::2] * 100).round(4), diabetes.target[::2]),
    "deficient": (deficient, rng.normal(size=30).round(3)),
    "wide": (rng.normal(size=(6, 9)).round(3), rng.normal(size=6).round(3)),
}
WEIGHTS = {name: (1 + np.arange(len(y)) % 4) / 2 for name, (X, y) in DATA.items()}


def objective(model, X, y, s):
    """Mean log loss with the penalty of the same scale, and the largest component of its gradient."""
    W, b = model.coef_, model.intercept_
    if len(W) == 1:
        W, b = np.vstack([np.zeros_like(W), W]), np.array([0, b[0]])
    Z = X @ W.T + b
    own = np.searchsorted(model.classes_, y)
    penalty = 0 if np.isinf(model.C) else 1 / (2 * model.C * s.sum())
    value = np.average(logsumexp(Z, axis=1) - Z[np.arange(len(y)), own], weights=s)
    error = (np.exp(Z - logsumexp(Z, axis=1, keepdims=True)) - np.eye(W.shape[0])[own]) * (
        s / s.sum()
    )[:, None]
    gradient = error.T @ X + 2 * penalty * W
    if len(model.coef_) == 1:
        gradient = gradient[1:]
    return value + penalty * (model.coef_**2).sum(), np.abs(gradient).max()


logistic = []


def logistic_case(data, weighted=False, classWeight=None, **options):
    X, y = DATA[data]
    weights = WEIGHTS[data] if weighted else None
    model = LogisticRegression(
        solver=options.pop("solver", "newton-cholesky"),
        tol=1e-14,
        max_iter=10000,
        class_weight=classWeight,
        **options,
    ).fit(X, y, sample_weight=weights)
    s = np.ones(len(y)) if weights is None else weights
    if classWeight == "balanced":
        classes, own = np.unique(y, return_inverse=True)
        s = s * (s.sum() / (len(classes) * np.bincount(own, weights=s)))[own]
    elif classWeight:
        s = s * np.array([classWeight.get(label, 1) for label in y])
    value, gradient = objective(model, X, y, s)
    print(
        "logistic", data, weighted, classWeight, options, model.n_iter_, f"gradient {gradient:.1e}"
    )
    logistic.append(
        {
            "data": data,
            "sampleWeight": weighted,
            "classWeight": (
                None
                if classWeight is None
                else (
                    classWeight
                    if classWeight == "balanced"
                    else [[k, v] for k, v in classWeight.items()]
                )
            ),
            "C": options.get("C", 1.0),
            "fitIntercept": options.get("fit_intercept", True),
            "classes": model.classes_,
            "coef": model.coef_,
            "intercept": model.intercept_,
            "objective": value,
            "probabilities": model.predict_proba(X)[::10],
            "decision": model.decision_function(X)[::10],
            "predictions": model.predict(X)[::10],
        }
    )


for C in (0.01, 1.0, 100.0):
    logistic_case("iris", C=C)
    logistic_case("irisPair", C=C)
    logistic_case("wine", C=C)
    logistic_case("cancer", C=C)
logistic_case("irisPair", C=np.inf)
logistic_case("wineRaw")
for data in ("iris", "cancer", "wine"):
    logistic_case(data, weighted=True)
    logistic_case(data, classWeight="balanced")
    logistic_case(data, weighted=True, classWeight="balanced")
    logistic_case(data, fit_intercept=False)
logistic_case("wine", classWeight={"barolo": 3, "barbera": 0.5})
logistic_case("irisPair", classWeight={"versicolor": 4.0}, weighted=True)

linear = []


def linear_case(data, model, weighted=False):
    X, y = DATA[data]
    y = y.astype(float)
    model.fit(X, y, sample_weight=WEIGHTS[data] if weighted else None)
    linear.append(
        {
            "data": data,
            "sampleWeight": weighted,
            "alpha": getattr(model, "alpha", None),
            "fitIntercept": model.fit_intercept,
            "coef": model.coef_,
            "intercept": float(model.intercept_),
            "predictions": model.predict(X)[::10],
        }
    )


for weighted in (False, True):
    for intercept in (True, False):
        # Full rank: no truncation. Dependent columns: the default truncation gives the shortest solution.
        linear_case("diabetes", LinearRegression(fit_intercept=intercept, tol=0), weighted)
        linear_case("deficient", LinearRegression(fit_intercept=intercept), weighted)
        linear_case("wide", LinearRegression(fit_intercept=intercept), weighted)
        for alpha in (0.01, 1.0, 1000.0):
            linear_case("diabetes", Ridge(alpha=alpha, fit_intercept=intercept), weighted)
        linear_case("wide", Ridge(fit_intercept=intercept), weighted)
        linear_case("deficient", Ridge(fit_intercept=intercept), weighted)

write_fixture(
    "estimators.json",
    {
        "data": {name: {"X": X, "y": y} for name, (X, y) in DATA.items()},
        "logistic": logistic,
        "linear": linear,
    },
)
