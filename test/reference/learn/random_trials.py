"""Random data and options, with what scikit-learn makes of them: what no case written by hand thinks of."""

import warnings

import numpy as np
from sklearn import (
    decomposition,
    impute,
    isotonic,
    linear_model,
    metrics,
    model_selection,
    naive_bayes,
    neighbors,
    preprocessing,
    svm,
)
from sklearn.exceptions import UndefinedMetricWarning

from fixture import write_fixture

warnings.simplefilter("ignore")
N_TRIALS = 14
rng = np.random.default_rng(20)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def options_of(given):
    """As they are written in JavaScript; values of several words too."""
    value_of = lambda value: camel(value) if isinstance(value, str) else value  # noqa: E731
    return {camel(name) if name != "C" else name: value_of(value) for name, value in given.items()}


def is_number(value):
    return not np.isnan(np.concatenate([np.ravel(part) for part in value])).any()


def metric(data, name, arguments, weighted, **options):
    """One call of a metric; left out where scikit-learn has no value."""
    weights = {"sample_weight": data["weights"]} if weighted else {}
    with warnings.catch_warnings():
        warnings.simplefilter("error", UndefinedMetricWarning)
        try:
            value = getattr(metrics, name)(*[data[one] for one in arguments], **options, **weights)
        except (UndefinedMetricWarning, ValueError):
            return []
    parts = list(value) if isinstance(value, tuple) else [np.asarray(value, dtype=float)]
    if not is_number(parts):
        return []
    return [
        {
            "kind": "metric",
            "name": camel(name),
            "arguments": arguments,
            "isWeighted": weighted,
            "options": options_of(options),
            "value": parts,
        }
    ]


def transform(data, transformer, source, **more):
    value = transformer.fit(data[source]).transform(data["rows"])
    value = value.toarray() if hasattr(value, "toarray") else value
    options = options_of({**transformer_options(transformer), **more})
    return [{"kind": "transform", "name": type(transformer).__name__, "source": source, "options": options, "value": value}]


def transformer_options(transformer):
    """Those that differ from the default, and have the same name and meaning here."""
    default = type(transformer)().get_params()
    skipped = {"quantile_method", "svd_solver"}
    return {
        name: value
        for name, value in transformer.get_params().items()
        if name not in skipped and repr(value) != repr(default[name])
    }


def split(data, splitter, **options):
    value = [[train, test] for train, test in splitter.split(data["X"], data["labels"], data["groups"])]
    return [{"kind": "split", "name": type(splitter).__name__, "options": options_of(options), "value": value}]


def fit(data, estimator, target, method, weighted=True, source="scaled", **options):
    weights = {"sample_weight": data["weights"]} if weighted else {}
    fitted = estimator.fit(data[source], data[target], **weights)
    return [
        {
            "kind": "fit",
            "name": type(estimator).__name__,
            "options": options_of(options),
            "source": source,
            "target": target,
            "isWeighted": weighted,
            "method": camel(method),
            "value": getattr(fitted, method)(data[source]),
        }
    ]


def make_data():
    n, width, n_classes = rng.integers(9, 16), rng.integers(1, 5), rng.integers(2, 5)
    X = np.round(rng.normal(size=(n, width)) * 10.0 ** rng.integers(-1, 3, width) + rng.normal(size=width) * 9, 3)
    if rng.random() < 0.3:
        X = np.round(X)
    holed = X.copy()
    holed[1:][rng.random((n - 1, width)) < 0.15] = np.nan
    labels = rng.permutation(np.arange(n) % n_classes)
    weights = np.round(rng.random(n) * 3, 2)
    weights[rng.random(n) < 0.2] = 0
    weights[0] = 1
    flags = rng.permutation(np.arange(n) % 2)
    probabilities = np.round(rng.dirichlet(np.ones(n_classes), n), 2)
    probabilities[:, 0] = np.abs(np.round(1 - probabilities[:, 1:].sum(axis=1), 2))
    numbers = np.round(rng.normal(size=n) * 10, 2)
    scaled = np.round((X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1), 3)
    return {
        "X": X,
        "holed": holed,
        "rows": X[rng.permutation(n)[:4]] * 1.25,
        "scaled": scaled,
        "column": scaled[:, :1],
        "weights": weights,
        "positiveWeights": weights + 0.5,
        "labels": labels,
        "predicted": np.where(rng.random(n) < 0.6, labels, rng.integers(0, n_classes, n)),
        "groups": rng.permutation(np.arange(n) % 4),
        "flags": flags,
        "scores": np.round(rng.random(n), rng.integers(1, 4)),
        "probabilities": probabilities,
        "numbers": numbers,
        "estimates": np.round(numbers + rng.normal(size=n), 2),
        "positives": np.round(np.abs(numbers) + 0.1, 2),
        "guesses": np.round(np.abs(numbers + rng.normal(size=n)) + 0.1, 2),
        "relevances": rng.integers(0, 4, (n, n_classes)),
        "indicators": rng.integers(0, 2, (n, n_classes)),
        "ratings": np.round(rng.random((n, n_classes)), 1),
    }


def metric_calls(data, k):
    weighted = k % 2 == 1
    pair, scored = ["labels", "predicted"], ["flags", "scores"]
    average = {"average": ["micro", "macro", "weighted"][k % 3], "zero_division": k % 2}
    calls = []
    for name in ("f1_score", "precision_score", "recall_score", "jaccard_score"):
        calls += metric(data, name, pair, weighted, **average)
    for name in ("accuracy_score", "balanced_accuracy_score", "matthews_corrcoef", "zero_one_loss"):
        calls += metric(data, name, pair, weighted)
    calls += metric(data, "cohen_kappa_score", pair, weighted, weights=["linear", "quadratic"][k % 2])
    calls += metric(data, "confusion_matrix", pair, weighted, normalize=["true", "pred", "all"][k % 3])
    for name in ("roc_auc_score", "average_precision_score", "brier_score_loss", "log_loss", "d2_log_loss_score"):
        calls += metric(data, name, scored, weighted)
    calls += metric(data, "roc_auc_score", scored, weighted, max_fpr=0.3)
    for name in ("roc_curve", "precision_recall_curve", "det_curve"):
        calls += metric(data, name, scored, weighted)
    if data["probabilities"].shape[1] > 2:
        many = ["labels", "probabilities"]
        calls += metric(data, "roc_auc_score", many, weighted, multi_class="ovr", average="weighted")
        calls += metric(data, "roc_auc_score", many, False, multi_class="ovo")
        calls += metric(data, "log_loss", many, weighted)
        calls += metric(data, "top_k_accuracy_score", many, weighted, k=2)
    for name in (
        "r2_score",
        "explained_variance_score",
        "mean_absolute_percentage_error",
        "median_absolute_error",
        "d2_absolute_error_score",
    ):
        calls += metric(data, name, ["numbers", "estimates"], weighted)
    calls += metric(data, "mean_pinball_loss", ["numbers", "estimates"], weighted, alpha=0.3)
    for power in (0, 1, 1.5, 2, 3):
        calls += metric(data, "mean_tweedie_deviance", ["positives", "guesses"], weighted, power=power)
    calls += metric(data, "ndcg_score", ["relevances", "ratings"], weighted)
    calls += metric(data, "dcg_score", ["relevances", "ratings"], weighted, k=2)
    for name in ("label_ranking_average_precision_score", "label_ranking_loss", "coverage_error"):
        calls += metric(data, name, ["indicators", "ratings"], weighted)
    return calls


def transform_calls(data, k):
    n, width = data["X"].shape
    quantiles = {"n_quantiles": 6, "output_distribution": ["uniform", "normal"][k % 2]}
    bins = {"n_bins": 4, "encode": "ordinal", "strategy": ["uniform", "quantile"][k % 2]}
    calls = [
        *transform(data, preprocessing.StandardScaler(), "holed"),
        *transform(data, preprocessing.MinMaxScaler(feature_range=(-1, 2), clip=bool(k % 2)), "holed"),
        *transform(data, preprocessing.RobustScaler(quantile_range=(10, 80), unit_variance=bool(k % 2)), "holed"),
        *transform(data, preprocessing.MaxAbsScaler(), "holed"),
        *transform(data, preprocessing.Normalizer(norm=["l1", "l2", "max"][k % 3]), "X"),
        *transform(data, preprocessing.QuantileTransformer(**quantiles), "holed"),
        *transform(data, preprocessing.PolynomialFeatures(degree=3, interaction_only=bool(k % 2)), "X"),
        *transform(data, preprocessing.KBinsDiscretizer(**bins, quantile_method="averaged_inverted_cdf"), "X"),
        *transform(
            data,
            impute.SimpleImputer(strategy=["mean", "median", "most_frequent"][k % 3], add_indicator=bool(k % 2)),
            "holed",
        ),
    ]
    if np.linalg.matrix_rank(data["X"] - data["X"].mean(axis=0)) == width:
        calls += transform(data, decomposition.PCA(whiten=bool(k % 2), svd_solver="full"), "X")
    return calls


def split_calls(data, k):
    shuffled = {"shuffle": True, "random_state": k}
    drawn = {"n_splits": 2, "random_state": k}
    return [
        *split(data, model_selection.KFold(3, **shuffled), n_splits=3, **shuffled),
        *split(data, model_selection.StratifiedKFold(2, **shuffled), n_splits=2, **shuffled),
        *split(data, model_selection.GroupKFold(3), n_splits=3),
        *split(data, model_selection.StratifiedGroupKFold(2, **shuffled), n_splits=2, **shuffled),
        *split(data, model_selection.ShuffleSplit(test_size=0.3, **drawn), test_size=0.3, **drawn),
        *split(data, model_selection.StratifiedShuffleSplit(test_size=0.4, **drawn), test_size=0.4, **drawn),
        *split(data, model_selection.GroupShuffleSplit(**drawn), **drawn),
        *split(data, model_selection.TimeSeriesSplit(3, gap=1), n_splits=3, gap=1),
        *split(data, model_selection.RepeatedKFold(n_repeats=2, n_splits=2, random_state=k), n_repeats=2, **drawn),
    ]


def fit_calls(data, k):
    data = {**data, "weights": data["positiveWeights"]}
    exact = {"tol": 1e-14, "max_iter": 1_000_000}
    newton = {"solver": "newton-cholesky", "tol": 1e-13, "max_iter": 10_000}
    seeded = {"random_state": k, "max_iter": 5, "tol": None}
    return [
        *fit(data, linear_model.LinearRegression(), "numbers", "predict"),
        *fit(data, linear_model.Ridge(alpha=0.7), "numbers", "predict", alpha=0.7),
        *fit(data, linear_model.Lasso(alpha=0.1, **exact), "numbers", "predict", alpha=0.1),
        *fit(
            data,
            linear_model.ElasticNet(alpha=0.2, l1_ratio=0.3, **exact),
            "numbers",
            "predict",
            alpha=0.2,
            l1_ratio=0.3,
        ),
        *fit(data, linear_model.LogisticRegression(C=0.5, **newton), "flags", "predict_proba", C=0.5),
        *fit(
            data,
            linear_model.LogisticRegression(C=2, class_weight="balanced", **newton),
            "labels",
            "predict_proba",
            C=2,
            class_weight="balanced",
        ),
        *fit(data, linear_model.PoissonRegressor(alpha=0.3, **newton), "positives", "predict", alpha=0.3),
        *fit(
            data,
            svm.LinearSVC(C=0.7, tol=1e-13, max_iter=10_000_000, dual=False),
            "flags",
            "decision_function",
            C=0.7,
            intercept_scaling=1,
        ),
        *fit(data, naive_bayes.GaussianNB(var_smoothing=0.1), "labels", "predict_proba", var_smoothing=0.1),
        *fit(
            data,
            neighbors.KNeighborsClassifier(n_neighbors=4, weights="distance"),
            "labels",
            "predict_proba",
            False,
            n_neighbors=4,
            weights="distance",
        ),
        *fit(
            data,
            linear_model.SGDClassifier(loss="log_loss", **seeded),
            "flags",
            "predict_proba",
            loss="log_loss",
            **seeded,
        ),
        *fit(data, linear_model.SGDRegressor(**seeded), "numbers", "predict", **seeded),
        *fit(
            data,
            isotonic.IsotonicRegression(out_of_bounds="clip"),
            "numbers",
            "predict",
            source="column",
            out_of_bounds="clip",
        ),
    ]


trials = []
for k in range(N_TRIALS):
    data = make_data()
    calls = [*metric_calls(data, k), *transform_calls(data, k), *split_calls(data, k), *fit_calls(data, k)]
    trials.append({"data": data, "calls": calls})

write_fixture("random-trials.json", {"trials": trials})
