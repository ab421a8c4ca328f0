"""What scikit-learn's scorers say of fitted models: responses of the model, truth, and each scorer's value."""

import warnings

from fixture import plain, write_fixture

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import get_scorer, get_scorer_names

# Of clusters, and of targets with several labels for a sample: there are no such models here.
LEFT_OUT = {
    "adjusted_mutual_info_score",
    "adjusted_rand_score",
    "completeness_score",
    "f1_samples",
    "fowlkes_mallows_score",
    "homogeneity_score",
    "jaccard_samples",
    "mutual_info_score",
    "normalized_mutual_info_score",
    "precision_samples",
    "rand_score",
    "recall_samples",
    "v_measure_score",
}
NAMES = [name for name in get_scorer_names() if name not in LEFT_OUT]
OF_NUMBERS = ("explained_variance", "r2", "d2_absolute_error_score", "error", "deviance")

rng = np.random.RandomState(0)
models = []


def add(title, model, X, y, X_test, y_test):
    """All scorers that have a value for the model, with and without weights."""
    model = model.fit(X, y)
    weight = rng.randint(0, 4, len(y_test)).astype(float)
    is_regressor = not hasattr(model, "classes_")
    cases = []
    for name in NAMES:
        if any(part in name for part in OF_NUMBERS) != is_regressor:
            continue
        for sample_weight in (None, weight):
            options = {} if sample_weight is None else {"sample_weight": sample_weight}
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    value = get_scorer(name)(model, X_test, y_test, **options)
                except (ValueError, TypeError, UserWarning):
                    continue
            if np.isfinite(value):
                cases.append({"name": name, "weighted": sample_weight is not None, "expected": value})
    responses = {"predict": model.predict(X_test)}
    if not is_regressor:
        responses["predictProba"] = model.predict_proba(X_test)
        responses["decisionFunction"] = model.decision_function(X_test)
        responses["classes"] = model.classes_
    models.append(
        plain({"title": title, **responses, "y": y_test, "weights": weight, "cases": cases})
    )


X, y = load_breast_cancer(return_X_y=True)
X = X[:, :4]
add("two classes", LogisticRegression(C=1e-3, max_iter=500), X[::2], y[::2], X[1::12], y[1::12])
for title, load in (("three classes", load_wine), ("iris", load_iris)):
    X, y = load(return_X_y=True)
    X = X[:, :2]
    add(title, LogisticRegression(C=0.05, max_iter=500), X[::2], y[::2], X[1::4], y[1::4])
X, y = load_diabetes(return_X_y=True)
add("numbers", LinearRegression(), X[::2], y[::2], X[1::9], y[1::9])
write_fixture("metrics_scorers.json", {"names": NAMES, "models": models})
