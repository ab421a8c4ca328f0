"""What scikit-learn gets where examples/model-report compares, tunes and tests; writes test/fixtures/examples/model-report.json.

Run after write_data.py, with the packages of requirements.txt:  python test/reference/data/model_report.py
"""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.metrics import (  # noqa: E402
    accuracy_score,
    balanced_accuracy_score,
    classification_report,
    confusion_matrix,
    log_loss,
    matthews_corrcoef,
    roc_auc_score,
)
from sklearn.model_selection import (  # noqa: E402
    GridSearchCV,
    StratifiedKFold,
    cross_val_predict,
    cross_validate,
    train_test_split,
)
from sklearn.naive_bayes import GaussianNB  # noqa: E402
from sklearn.pipeline import Pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]


def neg_log_loss(model, X, y):
    """Of both columns. scikit-learn's scorer of this name takes one and loses digits of what is near 0 in the other."""
    return -log_loss(y, model.predict_proba(X))


SCORING = {"accuracy": "accuracy", "roc_auc": "roc_auc", "neg_log_loss": neg_log_loss}

frame = pd.read_csv(ROOT / "examples" / "data" / "breast-cancer.csv")
X, y = frame.drop(columns="diagnosis"), frame["diagnosis"]
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)
cv = StratifiedKFold(10, shuffle=True, random_state=0)
candidates = {
    # To the optimum, as this library does.
    "logistic": Pipeline(
        [
            ("scale", StandardScaler()),
            ("model", LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000)),
        ]
    ),
    "naiveBayes": GaussianNB(),
}


def mean_scores(candidate):
    results = cross_validate(candidate, X_train, y_train, cv=cv, scoring=SCORING)
    return {name: float(results[f"test_{name}"].mean()) for name in SCORING}


def cheapest_threshold(truth, scores):
    """The highest of the scores at which a missed one, which counts ten, and a false alarm cost least."""
    costs = [
        (10 * np.sum(truth & (scores < t)) + np.sum(~truth & (scores >= t)), -t) for t in np.unique(scores)
    ]
    return float(-min(costs)[1])


search = GridSearchCV(
    candidates["logistic"], {"model__C": [0.01, 0.1, 1, 10, 100]}, cv=cv, scoring="neg_log_loss"
).fit(X_train, y_train)
predicted = search.predict(X_test)
malignant = list(search.classes_).index("malignant")
scores = search.predict_proba(X_test)[:, malignant]
unseen = cross_val_predict(search.best_estimator_, X_train, y_train, cv=cv, method="predict_proba")[:, malignant]
threshold = cheapest_threshold((y_train == "malignant").to_numpy(), unseen)
tn, fp, fn, tp = confusion_matrix(y_test == "malignant", scores >= threshold).ravel()

content = {
    "generator": {
        "script": "test/reference/data/model_report.py",
        "versions": {"python": platform.python_version(), **{p: version(p) for p in ("numpy", "scikit-learn")}},
    },
    "validation": {name: mean_scores(candidate) for name, candidate in candidates.items()},
    "bestParams": search.best_params_,
    "bestScore": float(search.best_score_),
    "report": classification_report(y_test, predicted),
    "auc": float(roc_auc_score(y_test == "malignant", scores)),
    "accuracy": float(accuracy_score(y_test, predicted)),
    "balancedAccuracy": float(balanced_accuracy_score(y_test, predicted)),
    "matthewsCorrcoef": float(matthews_corrcoef(y_test, predicted)),
    "threshold": threshold,
    "counts": {"tp": int(tp), "fp": int(fp), "fn": int(fn), "tn": int(tn)},
}
fixture = ROOT / "test" / "fixtures" / "examples" / "model-report.json"
fixture.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
