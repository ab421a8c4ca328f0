"""Weights of samples that go through what holds a pipeline to its steps, on the data of estimators.json."""

import json

from fixture import FIXTURES, write_fixture

import numpy as np
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, make_scorer
from sklearn.model_selection import FixedThresholdClassifier, GridSearchCV, TunedThresholdClassifierCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

sklearn.set_config(enable_metadata_routing=True)
DATA = {
    name: (np.array(data["X"]), np.array(data["y"]))
    for name, data in json.loads((FIXTURES / "estimators.json").read_text("utf8"))["data"].items()
}
weights = lambda n: (1 + np.arange(n) % 4) / 2
scorer = make_scorer(balanced_accuracy_score).set_score_request(sample_weight=True)


def pipeline(C=0.1, scaled=False):
    """The last step is weighed, and the scaler where that is asked for."""
    model = LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=10000, C=C)
    return Pipeline(
        [
            ("scale", StandardScaler().set_fit_request(sample_weight=scaled)),
            ("model", model.set_fit_request(sample_weight=True)),
        ]
    )


pipelines, searches = [], []
for data in ("wineRaw", "irisPair"):
    X, y = DATA[data]
    w = weights(len(y))
    for scaled in (False, True):
        fitted = pipeline(scaled=scaled).fit(X, y, sample_weight=w)
        pipelines.append({"data": data, "scaled": scaled, "probabilities": fitted.predict_proba(X[::7])})
    search = GridSearchCV(pipeline(), {"model__C": [0.001, 0.1, 10]}, scoring=scorer).fit(X, y, sample_weight=w)
    searches.append(
        {
            "data": data,
            "mean": search.cv_results_["mean_test_score"],
            "best": search.best_index_,
            "probabilities": search.predict_proba(X[::7]),
        }
    )
holders = []
X, y = DATA["irisPair"]
w = weights(len(y))
for name, model in (
    ("calibrated", CalibratedClassifierCV(pipeline(), method="isotonic", cv=3)),
    ("fixed", FixedThresholdClassifier(pipeline(), threshold=0.7)),
    ("tuned", TunedThresholdClassifierCV(pipeline(C=0.001), scoring=scorer, cv=4)),
):
    fitted = model.fit(X, y, sample_weight=w)
    holders.append(
        {
            "name": name,
            "probabilities": fitted.predict_proba(X),
            "labels": fitted.predict(X),
            "threshold": getattr(fitted, "best_threshold_", None),
        }
    )
write_fixture("pipeline-weights.json", {"pipelines": pipelines, "searches": searches, "holders": holders})
