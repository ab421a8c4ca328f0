"""scikit-learn's scores of features, and what its selectors keep."""

import warnings

from fixture import write_fixture

import numpy as np
from sklearn import datasets, feature_selection as fs

warnings.simplefilter("ignore")
rng = np.random.RandomState(0)
iris = datasets.load_iris()
diabetes = datasets.load_diabetes()
counts = rng.poisson(1.5, (60, 8)) * (rng.rand(60, 8) > 0.4)
counts[:, 5] = 0
labels = rng.randint(0, 3, 60)
ties = np.array([[1, 2, 1, 5, 3], [2, 1, 2, 5, 4], [5, 3, 5, 5, 9], [6, 4, 6, 5, 9.5]])
levels = np.c_[rng.randint(0, 4, 80), rng.normal(size=80).round(1), rng.randint(0, 2, 80)]
DATA = {
    "iris": (iris.data[::2], iris.target[::2]),
    "breastCancer": (datasets.load_breast_cancer().data[::9, :12], datasets.load_breast_cancer().target[::9]),
    "diabetes": (diabetes.data[::3].round(4), diabetes.target[::3]),
    "counts": (counts, labels),
    "ties": (ties, np.array(["a", "a", "b", "b"])),
    "levels": (levels, (levels[:, 0] > 1).astype(int) + (rng.rand(80) > 0.8)),
    "lonely": (rng.normal(size=(12, 2)).round(2), np.array([0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 1, 0])),
}
NAMES = {
    "fClassif": fs.f_classif,
    "fRegression": fs.f_regression,
    "chi2": fs.chi2,
    "mutualInfoClassif": fs.mutual_info_classif,
    "mutualInfoRegression": fs.mutual_info_regression,
}
OPTIONS = {"n_neighbors": "nNeighbors", "random_state": "randomState", "discrete_features": "discreteFeatures"}
scores = []
selections = []


def score(data, name, **options):
    X, y = DATA[data]
    result = NAMES[name](X, y, **options)
    values, p = result if isinstance(result, tuple) else (result, None)
    shown = {OPTIONS.get(key, key): value for key, value in options.items()}
    scores.append({"data": data, "function": name, "options": shown, "scores": values, "pValues": p})


def select(data, name, option, selector):
    X, y = DATA[data]
    with warnings.catch_warnings():
        kept = selector.fit(X, y).get_support(indices=True)
    selections.append({"data": data, "function": name, "option": option, "support": kept})


for data in ("iris", "breastCancer", "levels"):
    score(data, "fClassif")
for data in ("diabetes", "levels"):
    score(data, "fRegression")
    score(data, "fRegression", center=False)
score("counts", "chi2")
score("levels", "chi2") if (levels >= 0).all() else None
for data in ("iris", "breastCancer", "levels", "lonely"):
    for neighbors in (1, 3, 10):
        # With k from half the size of a class on, scikit-learn takes distances from a product of matrices, and its
        # counts of neighbours at just that distance depend on how it rounds.
        if neighbors > {"lonely": 1, "levels": 3}.get(data, 10):
            continue
        score(data, "mutualInfoClassif", n_neighbors=neighbors, random_state=0)
score("counts", "mutualInfoClassif", discrete_features=True)
score("levels", "mutualInfoClassif", discrete_features=[0, 2], random_state=7)
for data in ("diabetes", "levels"):
    for neighbors in (1, 3, 10):
        score(data, "mutualInfoRegression", n_neighbors=neighbors, random_state=0)
score("diabetes", "mutualInfoRegression", discrete_features=[1], random_state=3)
for data, name in (("iris", "fClassif"), ("counts", "chi2"), ("ties", "fClassif"), ("diabetes", "fRegression")):
    n = DATA[data][0].shape[1]
    for k in range(1, n + 1):
        select(data, name, {"k": k}, fs.SelectKBest(NAMES[name], k=k))
    for percentile in (10, 20, 25, 33.3, 40, 50, 60, 75, 90, 100):
        selector = fs.SelectPercentile(NAMES[name], percentile=percentile)
        select(data, name, {"percentile": percentile}, selector)
missing = iris.data[:40].copy()
missing[3, 1] = missing[9, 2] = np.nan
spread = []
for X in (iris.data[:40], missing, np.c_[counts, np.full(60, 0.1)], np.array([[1e9, 2], [1e9 + 1, 2]])):
    for threshold in (0, 0.01, 0.1):
        selector = fs.VarianceThreshold(threshold).fit(X)
        spread.append({"X": X, "threshold": threshold, "variances": selector.variances_, "support": selector.get_support(indices=True)})
write_fixture(
    "feature-selection.json",
    {
        "data": {key: {"X": X, "y": y} for key, (X, y) in DATA.items()},
        "scores": scores,
        "selections": selections,
        "varianceThreshold": spread,
    },
)
