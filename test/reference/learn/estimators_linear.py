"""Penalised linear models, linear classifiers and inference, at their optima.

The data is that of estimators.json, which has to be there. Where a coefficient is not determined (one feature twice
under an L1 penalty) only what is determined is compared.
"""

import json

from fixture import FIXTURES, write_fixture

import numpy as np
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, PoissonRegressor
from sklearn.svm import SVC, LinearSVC

source = json.loads((FIXTURES / "estimators.json").read_text(encoding="utf-8"))["data"]
DATA = {name: (np.array(data["X"], float), np.array(data["y"])) for name, data in source.items()}
WEIGHTS = {name: (1 + np.arange(len(y)) % 4) / 2 for name, (X, y) in DATA.items()}
rng = np.random.RandomState(1)

elastic_net = []


def elastic_net_case(data, weighted=False, l1_ratio=1.0, **options):
    X, y = DATA[data]
    y = y.astype(float)
    weights = WEIGHTS[data] if weighted else None
    kind = Lasso if l1_ratio == 1 else ElasticNet
    if l1_ratio != 1:
        options["l1_ratio"] = l1_ratio
    model = kind(tol=1e-15, max_iter=1_000_000, **options).fit(X, y, sample_weight=weights)
    residual = y - model.predict(X)
    w = model.coef_
    s = np.ones(len(y)) if weights is None else weights
    penalty = model.alpha * (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) / 2 * (w @ w))
    elastic_net.append(
        {
            "data": data,
            "sampleWeight": weighted,
            "alpha": model.alpha,
            "l1Ratio": l1_ratio,
            "fitIntercept": model.fit_intercept,
            "positive": model.positive,
            "coef": w,
            "intercept": float(model.intercept_),
            "objective": np.average(residual**2, weights=s) / 2 + penalty,
            "dualGap": float(model.dual_gap_),
        }
    )


for alpha in (0.01, 0.5, 5.0):
    for l1_ratio in (1.0, 0.5, 0.1):
        elastic_net_case("diabetes", alpha=alpha, l1_ratio=l1_ratio)
        elastic_net_case("diabetes", alpha=alpha, l1_ratio=l1_ratio, weighted=True)
        elastic_net_case("cancer", alpha=alpha / 20, l1_ratio=l1_ratio)
for l1_ratio in (1.0, 0.5):
    elastic_net_case("diabetes", alpha=0.5, l1_ratio=l1_ratio, positive=True)
    elastic_net_case("cancer", alpha=0.01, l1_ratio=l1_ratio, positive=True, weighted=True)
    elastic_net_case("diabetes", alpha=0.5, l1_ratio=l1_ratio, fit_intercept=False)
    elastic_net_case("diabetes", alpha=1000.0, l1_ratio=l1_ratio)
    elastic_net_case("wide", alpha=0.05, l1_ratio=l1_ratio)
elastic_net_case("deficient", alpha=0.05, l1_ratio=0.5)

logistic = []


def logistic_case(data, l1_ratio, C, weighted=False, classWeight=None, intercept=True, solver="saga"):
    X, y = DATA[data]
    weights = WEIGHTS[data] if weighted else None
    model = LogisticRegression(
        C=C,
        l1_ratio=l1_ratio,
        solver=solver,
        tol=1e-15,
        max_iter=20_000,
        class_weight=classWeight,
        fit_intercept=intercept,
        random_state=0,
    ).fit(X, y, sample_weight=weights)
    print("logistic", data, l1_ratio, C, model.n_iter_, flush=True)
    logistic.append(
        {
            "data": data,
            "sampleWeight": weighted,
            "classWeight": classWeight,
            "C": C,
            "l1Ratio": l1_ratio,
            "fitIntercept": intercept,
            "coef": model.coef_,
            # The sum of all is free; the solver's own is left over from its way.
            "intercept": model.intercept_ - np.mean(model.intercept_) if intercept else [0.0] * len(model.coef_),
        }
    )


for l1_ratio in (1.0, 0.5):
    for C in (0.1, 1.0):
        logistic_case("wine", l1_ratio, C)
    logistic_case("wine", l1_ratio, 0.2, weighted=True, classWeight="balanced")
    logistic_case("wine", l1_ratio, 0.2, intercept=False)
for C in (0.1, 1.0, 10.0):
    # Without an intercept, which liblinear would penalise.
    logistic_case("cancer", 1.0, C, intercept=False, solver="liblinear")

poisson = []
COUNTS = rng.poisson(np.exp(0.3 + DATA["wine"][0][:, :4] @ [0.5, -0.3, 0.2, 0.0]))


def poisson_case(alpha, weighted=False, intercept=True):
    X = DATA["wine"][0]
    weights = WEIGHTS["wine"] if weighted else None
    model = PoissonRegressor(
        alpha=alpha, solver="newton-cholesky", tol=1e-14, max_iter=1000, fit_intercept=intercept
    ).fit(X, COUNTS, sample_weight=weights)
    poisson.append(
        {
            "sampleWeight": weighted,
            "alpha": alpha,
            "fitIntercept": intercept,
            "coef": model.coef_,
            "intercept": float(model.intercept_),
            "predictions": model.predict(X)[::10],
        }
    )


for alpha in (0.0, 0.1, 1.0):
    poisson_case(alpha)
    poisson_case(alpha, weighted=True)
    poisson_case(alpha, intercept=False)

svc = []


def svc_case(data, C, loss="squared_hinge", scaling=1.0, weighted=False, classWeight=None, intercept=True, penalty="l2"):
    X, y = DATA[data]
    weights = WEIGHTS[data] if weighted else None
    if np.isinf(scaling):
        # libsvm's linear kernel is the hinge loss with an intercept that is not penalised.
        model = SVC(kernel="linear", C=C, tol=1e-10, class_weight=classWeight)
        model.fit(X, y, sample_weight=weights)
    else:
        model = LinearSVC(
            C=C,
            loss=loss,
            penalty=penalty,
            dual=loss == "hinge",
            tol=1e-13 if loss == "squared_hinge" and penalty == "l2" else 1e-10,
            max_iter=10_000_000,
            intercept_scaling=scaling,
            class_weight=classWeight,
            fit_intercept=intercept,
            random_state=0,
        ).fit(X, y, sample_weight=weights)
    svc.append(
        {
            "data": data,
            "C": C,
            "loss": "hinge" if loss == "hinge" else "squaredHinge",
            "penalty": penalty,
            "interceptScaling": scaling,
            "sampleWeight": weighted,
            "classWeight": classWeight,
            "fitIntercept": intercept,
            "coef": np.atleast_2d(model.coef_),
            "intercept": np.atleast_1d(model.intercept_),
        }
    )
    print("svc", data, C, loss, scaling, flush=True)


for C in (0.01, 1.0):
    svc_case("cancer", C)
    svc_case("wine", C)
    svc_case("cancer", C, loss="hinge")
    svc_case("cancer", C, loss="hinge", scaling=np.inf)
svc_case("iris", 0.5, scaling=10.0)
svc_case("cancer", 0.1, weighted=True, classWeight="balanced")
svc_case("cancer", 0.1, loss="hinge", scaling=np.inf, weighted=True)
svc_case("cancer", 0.1, loss="hinge", scaling=np.inf, classWeight="balanced")
svc_case("cancer", 0.1, intercept=False)
svc_case("cancer", 0.1, loss="hinge", intercept=False)
svc_case("cancer", 0.1, penalty="l1", intercept=False)

positive = []
for data in ("diabetes", "cancer", "wide"):
    for weighted in (False, True):
        for intercept in (False, True):
            X, y = DATA[data]
            model = LinearRegression(positive=True, fit_intercept=intercept).fit(
                X, y.astype(float), sample_weight=WEIGHTS[data] if weighted else None
            )
            positive.append(
                {
                    "data": data,
                    "sampleWeight": weighted,
                    "fitIntercept": intercept,
                    "coef": model.coef_,
                    "intercept": float(model.intercept_),
                }
            )

write_fixture(
    "estimators-linear.json",
    {
        "counts": {"y": COUNTS},
        "elasticNet": elastic_net,
        "logistic": logistic,
        "poisson": poisson,
        "svc": svc,
        "positive": positive,
    },
)
