"""Answers a benchmark's calls: one line of JSON in, one line out. `bench/harness/scikit-learn.js` starts it."""

import json
import os
import sys
import time

# Before numpy is loaded: both sides have one thread.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import sklearn  # noqa: E402
from sklearn.decomposition import PCA  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.isotonic import IsotonicRegression  # noqa: E402
from sklearn.linear_model import LinearRegression, LogisticRegression  # noqa: E402
from sklearn.metrics import (  # noqa: E402
    confusion_matrix,
    log_loss,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
    root_mean_squared_error,
)
from sklearn.neighbors import KNeighborsClassifier  # noqa: E402
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler  # noqa: E402

DTYPES = {"f8": np.float64, "i4": np.int32}


def read(source):
    """An array that the other side wrote: its file, element type and shape; or lines of text."""
    if source["type"] == "text":
        with open(source["file"], encoding="utf-8") as lines:
            return np.array(lines.read().split("\n"), dtype=object)
    return np.fromfile(source["file"], dtype=DTYPES[source["type"]]).reshape(source["shape"])


def sample(values, step):
    return np.asarray(values).ravel()[::step].tolist()


def scaling(scaler):
    return lambda data, step: sample(scaler.fit(data["X"]).transform(data["X"]), step)


def scaling_in_place(scaler):
    def scale(data, step):
        if "scratch" not in data:
            data["scratch"] = data["X"].copy()
        return sample(scaler.fit(data["scratch"]).transform(data["scratch"]), step)

    return scale


def one_hot(data, step):
    encoder = OneHotEncoder()
    encoded = encoder.fit_transform(data["X"].reshape(-1, 1))
    return {"categories": encoder.categories_[0].tolist(), "places": sample(encoded.indices, step)}


def tfidf(data, step):
    vectorizer = TfidfVectorizer()
    weights = vectorizer.fit_transform(data["X"])
    weights.sort_indices()
    return {
        "nFeatures": len(vectorizer.vocabulary_),
        "places": sample(weights.indices, step),
        "values": sample(weights.data, step),
    }


def linear(model):
    def fit(data, _):
        fitted = model.fit(data["X"], data["y"])
        return [*np.ravel(fitted.coef_).tolist(), *np.ravel(fitted.intercept_).tolist()]

    return fit


def neighbors(data, _):
    return KNeighborsClassifier().fit(data["X"], data["y"]).predict(data["queries"]).tolist()


def curve(names, values, step):
    # Infinity is no JSON.
    return {name: [one for one in sample(part, step) if np.isfinite(one)] for name, part in zip(names, values)}


def isotonic(data, step):
    return sample(IsotonicRegression().fit(data["X"], data["y"]).predict(data["X"]), step)


def pca(data, _):
    fitted = PCA().fit(data["X"])
    return {"variances": fitted.explained_variance_.tolist(), "first": fitted.components_[0].tolist()}


TASKS = {
    "rocAuc": lambda data, _: float(roc_auc_score(data["y"], data["scores"])),
    "logLoss": lambda data, _: float(log_loss(data["y"], data["scores"])),
    "confusionMatrix": lambda data, _: confusion_matrix(data["classes"], data["predicted"]).tolist(),
    "rmse": lambda data, _: float(root_mean_squared_error(data["scores"], data["estimates"])),
    "minMax": scaling(MinMaxScaler()),
    "standard": scaling(StandardScaler()),
    "standardInPlace": scaling_in_place(StandardScaler(copy=False)),
    "ols": linear(LinearRegression()),
    "logistic": linear(LogisticRegression()),
    # Not timed: where the default stops before the optimum, this is what it is checked against.
    "logisticOptimum": linear(LogisticRegression(solver="newton-cholesky", tol=1e-12)),
    "oneHot": one_hot,
    "columns10": neighbors,
    "columns50": neighbors,
    "rocCurve": lambda data, step: curve(
        ("fpr", "tpr", "thresholds"), roc_curve(data["y"], data["scores"]), step
    ),
    "prCurve": lambda data, step: curve(
        ("precision", "recall", "thresholds"), precision_recall_curve(data["y"], data["scores"]), step
    ),
    "isotonic": isotonic,
    "pca": pca,
    "tfidf": tfidf,
}

data = {}


def answer(call):
    if "data" in call:
        data.update({name: read(source) for name, source in call["data"].items()})
        return {}
    start = time.perf_counter()
    result = TASKS[call["task"]](data, call.get("step", 1))
    return {"ms": (time.perf_counter() - start) * 1000, "result": result}


print(json.dumps({"versions": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}"}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
