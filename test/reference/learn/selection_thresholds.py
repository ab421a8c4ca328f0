"""Tuned thresholds of scikit-learn, on the data of estimators.json."""

import json

from fixture import FIXTURES, write_fixture

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier, StratifiedKFold, TunedThresholdClassifierCV

DATA = {
    name: (np.array(data["X"]), np.array(data["y"]))
    for name, data in json.loads((FIXTURES / "estimators.json").read_text("utf8"))["data"].items()
}
logistic = lambda: LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=10000, C=0.01)
cases = []
for data in ("irisPair", "cancer"):
    X, y = DATA[data]
    for method in ("predict_proba", "decision_function"):
        for thresholds, scoring, cv in (
            (100, "balanced_accuracy", 5),
            (13, "accuracy", StratifiedKFold(3, shuffle=True, random_state=1)),
            (50, "balanced_accuracy", 0.4),
            ([0.2, 0.4, 0.5, 0.7], "accuracy", 4),
        ):
            model = TunedThresholdClassifierCV(
                logistic(), scoring=scoring, response_method=method, thresholds=thresholds, cv=cv,
                random_state=3 if cv == 0.4 else None, store_cv_results=True,
            ).fit(X, y)
            cases.append(
                {
                    "data": data,
                    "method": {"predict_proba": "predictProba", "decision_function": "decisionFunction"}[method],
                    "thresholds": thresholds,
                    "scoring": scoring,
                    "cv": cv if isinstance(cv, (int, float)) else "shuffled",
                    "best": model.best_threshold_,
                    "bestScore": model.best_score_,
                    "tried": model.cv_results_["thresholds"],
                    "scores": model.cv_results_["scores"],
                    "labels": model.predict(X[::7]),
                }
            )
fixed = []
for data, positive in (("irisPair", None), ("irisPair", "versicolor"), ("cancer", False)):
    X, y = DATA[data]
    model = FixedThresholdClassifier(logistic(), threshold=0.6, pos_label=positive, response_method="predict_proba").fit(X, y)
    fixed.append({"data": data, "posLabel": positive, "labels": model.predict(X)})
write_fixture("selection-thresholds.json", {"tuned": cases, "fixed": fixed})
