"""scikit-learn's SGDClassifier and SGDRegressor: coefficients and epochs for a seed, on the data of estimators.json.

Run estimators.py first.
"""

import json
import warnings

from fixture import FIXTURES, write_fixture

import numpy as np
import scipy.sparse as sp
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import SGDClassifier, SGDRegressor

warnings.simplefilter("ignore", ConvergenceWarning)
DATA = json.loads((FIXTURES / "estimators.json").read_text(encoding="utf-8"))["data"]
NAMES = {
    "l1_ratio": "l1Ratio",
    "fit_intercept": "fitIntercept",
    "max_iter": "maxIter",
    "random_state": "randomState",
    "learning_rate": "learningRate",
    "power_t": "powerT",
    "early_stopping": "earlyStopping",
    "validation_fraction": "validationFraction",
    "n_iter_no_change": "nIterNoChange",
    "class_weight": "classWeight",
}
cases = []


def case(estimator, data, weighted=False, sparse=False, batches=None, **options):
    X, y = np.array(DATA[data]["X"]), np.array(DATA[data]["y"])
    X = np.where(np.abs(X) < 0.5, 0, X) if sparse else X
    X = X / 5 if estimator is SGDRegressor else X
    weights = (1 + np.arange(len(y)) % 4) / 2 if weighted else None
    rows = sp.csr_matrix(X) if sparse else X
    model = estimator(**options)
    if batches is None:
        model.fit(rows, y, sample_weight=weights)
    else:
        for k in range(batches):
            part = np.arange(k, len(y), batches)
            extra = {"classes": np.unique(y)} if estimator is SGDClassifier and k == 0 else {}
            if weights is not None:
                extra["sample_weight"] = weights[part]
            model.partial_fit(rows[part], y[part], **extra)
    some = rows[::10]
    answer = model.predict(some)
    shown = {NAMES.get(key, key): value for key, value in options.items()}
    if isinstance(shown.get("classWeight"), dict):
        shown["classWeight"] = [[k, v] for k, v in shown["classWeight"].items()]
    cases.append(
        {
            "estimator": estimator.__name__,
            "data": data,
            "sampleWeight": weighted,
            "isSparse": sparse,
            "batches": batches,
            "options": shown,
            "coef": np.atleast_2d(model.coef_),
            "intercept": model.intercept_,
            "nIter": int(model.n_iter_),
            "predictions": answer if data != "cancer" else answer[:5],
            "probabilities": model.predict_proba(rows[::50]) if hasattr(model, "predict_proba") else None,
        }
    )
    print(estimator.__name__, data, shown, model.n_iter_)


CLASSES = ["hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron"]
NUMBERS = ["squared_error", "huber", "epsilon_insensitive", "squared_epsilon_insensitive"]

# Without shuffling nothing is random.
for loss in CLASSES:
    case(SGDClassifier, "cancer", loss=loss, shuffle=False)
    case(SGDClassifier, "wine", loss=loss, random_state=7)
for loss in NUMBERS:
    case(SGDRegressor, "diabetes", loss=loss, shuffle=False, max_iter=300)
    case(SGDRegressor, "diabetes", weighted=True, loss=loss, random_state=3, max_iter=40)
    case(SGDClassifier, "irisPair", loss=loss, random_state=1, learning_rate="constant", eta0=0.001)
for penalty in ["l1", "l2", "elasticnet", None]:
    for rate in ["optimal", "invscaling", "constant", "adaptive"]:
        case(
            SGDClassifier,
            "cancer",
            loss="log_loss",
            penalty=penalty,
            learning_rate=rate,
            eta0=0.05,
            alpha=0.001,
            random_state=11,
            max_iter=60,
        )
    case(SGDRegressor, "diabetes", penalty=penalty, learning_rate="adaptive", random_state=5)
    case(SGDRegressor, "diabetes", penalty=penalty, average=True, random_state=5, alpha=0.01)
    case(SGDClassifier, "cancer", sparse=True, penalty=penalty, random_state=2, alpha=0.001)
case(SGDClassifier, "cancer", loss="hinge", learning_rate="pa1", penalty=None, eta0=0.5, random_state=0)
case(SGDClassifier, "wine", loss="hinge", learning_rate="pa2", penalty=None, eta0=0.5, random_state=0)
for rate in ["pa1", "pa2"]:
    case(
        SGDRegressor,
        "diabetes",
        loss="epsilon_insensitive",
        learning_rate=rate,
        eta0=0.01,
        penalty=None,
        random_state=0,
    )
case(SGDClassifier, "wine", weighted=True, class_weight="balanced", random_state=4)
case(SGDClassifier, "cancer", weighted=True, class_weight="balanced", random_state=4, average=True)
case(SGDClassifier, "irisPair", class_weight={"versicolor": 5.0}, random_state=4, average=37)
# With the default alpha the first steps are so long that the last bit of exp, which differs between C libraries, grows
# to 1e-8 within twenty epochs.
case(SGDClassifier, "wine", average=10, random_state=4, loss="log_loss", alpha=0.01)
case(SGDClassifier, "wine", average=10**6, random_state=4, max_iter=7)
case(SGDClassifier, "wine", fit_intercept=False, random_state=4, tol=None, max_iter=9)
case(SGDClassifier, "cancer", alpha=0.5, l1_ratio=0.7, penalty="elasticnet", random_state=4)
case(SGDClassifier, "cancer", n_iter_no_change=2, tol=0.0, max_iter=200, random_state=9)
case(SGDClassifier, "wine", sparse=True, loss="log_loss", average=True, random_state=4)
case(SGDRegressor, "diabetes", sparse=True, random_state=4, power_t=0.1, eta0=0.002)
case(SGDRegressor, "diabetes", epsilon=20, loss="huber", random_state=4, max_iter=25)
# The score of the samples held back is that of the coefficients only where no penalty scales them; with log_loss it
# compares labels of 0 with predictions of -1.
for loss in ["hinge", "squared_hinge", "modified_huber"]:
    case(SGDClassifier, "cancer", loss=loss, penalty=None, early_stopping=True, random_state=6)
    case(SGDClassifier, "wine", loss=loss, penalty="l1", early_stopping=True, random_state=6, validation_fraction=0.3)
case(SGDRegressor, "diabetes", penalty=None, early_stopping=True, random_state=6, weighted=True)
# Batches.
case(SGDClassifier, "wine", batches=4, random_state=8)
case(SGDClassifier, "wine", batches=3, weighted=True, random_state=8, loss="log_loss", penalty="l1")
case(SGDClassifier, "cancer", batches=5, shuffle=False)
case(SGDRegressor, "diabetes", batches=4, random_state=8)
case(SGDRegressor, "diabetes", batches=4, random_state=8, average=60)

write_fixture("estimators-sgd.json", {"cases": cases})
