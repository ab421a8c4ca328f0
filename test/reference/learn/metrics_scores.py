"""Values of scikit-learn's metrics of scores and probabilities: curves, areas, losses, rankings, calibration."""

import warnings

from fixture import plain, write_fixture

import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.linear_model import LogisticRegression

rng = np.random.RandomState(0)
data = []
weights = []
cases = []


def camel(name):
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def place(items, item):
    if item not in items:
        items.append(item)
    return items.index(item)


def add(name, function, truth, scores, parts=None, **options):
    """`expected` is the value, or the code that this library throws where scikit-learn has none."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            expected = function(np.asarray(truth), np.asarray(scores), **options)
        except (ValueError, TypeError, IndexError) as error:
            single = "Only one class is present" in str(error)
            # How the partial area fails where all samples of one class have the weight 0; the whole one is NaN.
            single = single or (name == "rocAucScore" and "At least 2 points are needed" in str(error))
            expected = "UNDEFINED_SCORE" if single else "INVALID_ARGUMENT"
    undefined = any(issubclass(w.category, UndefinedMetricWarning) for w in caught)
    if not isinstance(expected, str):
        first = expected[0] if parts else expected
        values = np.ravel(np.concatenate(expected[:2]) if parts else expected)
        if np.isnan(values).any() and (parts or (undefined and np.isscalar(first))):
            expected = "UNDEFINED_SCORE"
        elif name.startswith("d2") and len(weighed(truth, options)) < 2:
            # Of a single class, whose share is perfect: scikit-learn divides by 0 or by the epsilon of the clipping.
            expected = "UNDEFINED_SCORE"
        elif parts:
            expected = dict(zip(parts, expected))
    shown = {camel(key): ("none" if value is None else value) for key, value in options.items()}
    if "sampleWeight" in shown:
        shown["sampleWeight"] = place(weights, shown["sampleWeight"])
    cases.append([name, place(data, plain([truth, scores])), shown, plain(expected)])


def weighed(truth, options):
    """The classes of the samples whose weight is not 0."""
    weight = options.get("sample_weight", np.ones(len(truth)))
    return {label for label, w in zip(plain(truth), weight) if w > 0}


def weighted(truth):
    """No weights, weights above 0, and weights of which every other is 0."""
    n = len(truth)
    some = [float(i % 2) for i in range(n)]
    return [
        {},
        {"sample_weight": [0.5 + (i * 7 % 4) for i in range(n)]},
        *([{"sample_weight": some}] if any(some) else []),
    ]


CURVES = {
    "rocCurve": (metrics.roc_curve, ("fpr", "tpr", "thresholds"), [True, False]),
    "precisionRecallCurve": (
        metrics.precision_recall_curve,
        ("precision", "recall", "thresholds"),
        [True, False],
    ),
    "detCurve": (metrics.det_curve, ("fpr", "fnr", "thresholds"), [True, False]),
    "confusionMatrixAtThresholds": (
        metrics.confusion_matrix_at_thresholds,
        ("tns", "fps", "fns", "tps", "thresholds"),
        [None],
    ),
}
X, y = load_breast_cancer(return_X_y=True)
model = LogisticRegression(C=1e-3, max_iter=300).fit(X[::2, :4], y[::2])
real = (y[1::6], model.predict_proba(X[1::6, :4])[:, 1].round(6))
BINARY = {
    "golden": ([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]),
    "ties": ([0, 1, 0, 1, 1, 0, 1, 0], [0.5, 0.5, 0.25, 0.25, 0.75, 0.5, 1, 0]),
    "allTied": ([0, 1, 1], [0.5, 0.5, 0.5]),
    "perfect": ([0, 0, 1, 1], [0, 0.25, 0.5, 1]),
    "wrong": ([1, 1, 0, 0], [0, 0.25, 0.5, 1]),
    "signed": ([-1, 1, 1, -1, 1, -1], [0.2, 0.9, 0.2, 0.1, 0.55, 0.6]),
    "onlyPositive": ([1, 1, 1], [0.3, 0.6, 0.9]),
    "onlyNegative": ([0, 0, 0], [0.3, 0.6, 0.9]),
    "onlyTwos": ([2, 2], [0.3, 0.6]),
    "oneTwo": ([1, 2, 2, 1], [0.3, 0.6, 0.8, 0.7]),
    "single": ([1], [0.5]),
    "flags": ([True, False, True, False], [0.8, 0.3, 0.4, 0.6]),
    "many": (rng.randint(0, 2, 60), rng.randint(0, 16, 60) / 16),
    "decisions": (rng.randint(0, 2, 40), rng.normal(size=40).round(3)),
    "signsOfZero": ([1, 0, 1, 0, 1], [0.0, -0.0, 1.0, 0.0, -0.0]),
    "real": real,
    "lengths": ([0, 1, 0], [0.2, 0.4]),
    "empty": ([], []),
}
for key, (truth, scores) in BINARY.items():
    for options in weighted(truth):
        for name, (function, parts, drops) in CURVES.items():
            for drop in drops:
                more = {} if drop is None else {"drop_intermediate": drop}
                add(name, function, truth, scores, parts=parts, **options, **more)
        # With a class 2 scikit-learn takes 1 for the positive one; here it has to be named.
        if key not in ("onlyTwos", "oneTwo"):
            add("averagePrecisionScore", metrics.average_precision_score, truth, scores, **options)
        for fpr in (0.1, 0.5, 1) if key not in ("onlyTwos", "oneTwo") else ():
            add("rocAucScore", metrics.roc_auc_score, truth, scores, max_fpr=fpr, **options)
        add("hingeLoss", metrics.hinge_loss, truth, scores, **options) if not key.startswith(("only", "single")) else None
        for k in (1, 2):
            if not key.startswith(("only", "single", "empty", "lengths")):
                add("topKAccuracyScore", metrics.top_k_accuracy_score, truth, scores, k=k, **options)
        if len(scores) == 0 or (np.max(scores) <= 1 and np.min(scores) >= 0):
            if key == "onlyTwos":
                continue
            for scale in ("auto", True, False):
                add(
                    "brierScoreLoss", metrics.brier_score_loss, truth, scores, scale_by_half=scale, **options
                )
            if not key.startswith(("only", "single", "empty")):
                add("d2BrierScore", metrics.d2_brier_score, truth, scores, **options)
                add("d2LogLossScore", metrics.d2_log_loss_score, truth, scores, **options)
                proba = lambda t, s, **o: metrics.log_loss(t, y_proba=s, **o)
                add("logLoss", proba, truth, scores, normalize=False, **options)
    if len(scores) > 0 and np.max(scores) <= 1 and np.min(scores) >= 0:
        for strategy in ("uniform", "quantile"):
            for bins in (1, 2, 5, 10):
                add(
                    "calibrationCurve",
                    calibration_curve,
                    truth,
                    scores,
                    parts=("probTrue", "probPred"),
                    n_bins=bins,
                    strategy=strategy,
                )
# The positive class by name.
named = (["ham", "spam", "spam", "ham", "eggs"], [0.3, 0.6, 0.8, 0.7, 0.1])
for name, (function, parts, _) in CURVES.items():
    if name != "detCurve":
        add(name, function, *named, parts=parts, pos_label="spam")
pair = (["no", "yes", "yes", "no"], [0.3, 0.6, 0.8, 0.7])
for label in ("yes", "no"):
    add("brierScoreLoss", metrics.brier_score_loss, *pair, pos_label=label)
    add("averagePrecisionScore", metrics.average_precision_score, *pair, pos_label=label)
    add("detCurve", metrics.det_curve, *pair, parts=CURVES["detCurve"][1], pos_label=label)
# scikit-learn's own example, and the one of numerics with a value on an edge between bins.
nine = ([0, 0, 0, 0, 1, 1, 1, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1.0])
for truth, scores, bins in ((*nine, 3), ([0, 1, 1], [0, 0.5, 1], 2)):
    for strategy in ("uniform", "quantile"):
        add(
            "calibrationCurve",
            calibration_curve,
            truth,
            scores,
            parts=("probTrue", "probPred"),
            n_bins=bins,
            strategy=strategy,
        )

X, y = load_wine(return_X_y=True)
wine = LogisticRegression(C=0.05, max_iter=500).fit(X[::2, :2], y[::2])
THREE = {
    "golden": (
        [0, 1, 2, 2, 1, 0],
        [[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4], [0.4, 0.4, 0.2], [0.5, 0.1, 0.4]],
    ),
    "wine": (y[1::3], wine.predict_proba(X[1::3, :2])),
    "absent": ([0, 1, 1, 0, 1, 1], [[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4], [0.4, 0.4, 0.2], [0.5, 0.1, 0.4]]),
    "twoColumns": ([0, 1, 1, 0], [[0.9, 0.1], [0.4, 0.6], [0.5, 0.5], [0.3, 0.7]]),
}
for key, (truth, scores) in THREE.items():
    labels = list(range(len(scores[0])))
    for options in weighted(truth):
        for named in ({}, {"labels": labels}):
            for scale in ("auto", True, False):
                add("brierScoreLoss", metrics.brier_score_loss, truth, scores, scale_by_half=scale, **named, **options)
            add("d2BrierScore", metrics.d2_brier_score, truth, scores, **named, **options)
            add("d2LogLossScore", metrics.d2_log_loss_score, truth, scores, **named, **options)
            if key != "twoColumns":
                add("hingeLoss", metrics.hinge_loss, truth, np.log(scores).round(6), **named, **options)
                for k in (1, 2, 3):
                    for normalize in (True, False):
                        add(
                            "topKAccuracyScore",
                            metrics.top_k_accuracy_score,
                            truth,
                            scores,
                            k=k,
                            normalize=normalize,
                            **named,
                            **options
                        )
        if key in ("golden", "wine"):
            for average in ("macro", "weighted", "micro", None):
                add(
                    "averagePrecisionScore",
                    metrics.average_precision_score,
                    truth,
                    scores,
                    average=average,
                    **options
                )

labels = (rng.rand(12, 4) < 0.4).astype(int)
labels[3] = 0
labels[5] = 1
MULTILABEL = {
    "random": (labels, rng.randint(0, 8, (12, 4)) / 8),
    "absent": (labels * [1, 1, 0, 1], rng.rand(12, 4).round(3)),
    "small": ([[1, 0, 0], [0, 0, 1]], [[0.75, 0.5, 1], [1, 0.2, 0.1]]),
}
for truth, scores in MULTILABEL.values():
    for options in weighted(truth):
        for average in ("macro", "weighted", "micro", None):
            add("averagePrecisionScore", metrics.average_precision_score, truth, scores, average=average, **options)
            # Where a column has no partial area an array says so by NaN; scikit-learn fails.
            for fpr in ({}, {"max_fpr": 0.4}) if truth is not MULTILABEL["small"][0] else ({},):
                add("rocAucScore", metrics.roc_auc_score, truth, scores, average=average, **fpr, **options)
        add("labelRankingAveragePrecisionScore", metrics.label_ranking_average_precision_score, truth, scores, **options)
        add("coverageError", metrics.coverage_error, truth, scores, **options)
        add("labelRankingLoss", metrics.label_ranking_loss, truth, scores, **options)
RELEVANCE = {
    "golden": ([[10, 0, 0, 1, 5]], [[0.1, 0.2, 0.3, 4, 70]]),
    "other": ([[10, 0, 0, 1, 5]], [[0.05, 1.1, 1.0, 0.5, 0.0]]),
    "ties": ([[10, 0, 0, 1, 5]], [[1, 0, 0, 0, 1]]),
    "random": (rng.randint(0, 4, (10, 7)), rng.randint(0, 5, (10, 7)) / 4),
    "distinct": (rng.randint(0, 4, (6, 20)), rng.rand(6, 20).round(4)),
    "irrelevant": ([[0, 0, 0], [1, 0, 2]], [[0.3, 0.2, 0.1], [0.3, 0.2, 0.1]]),
    "negative": ([[-1, 0, 2.5]], [[0.3, 0.2, 0.1]]),
}
for truth, scores in RELEVANCE.values():
    for options in weighted(truth)[:2]:
        for k in (None, 1, 4, 20):
            # Without ties: numpy does not say in which order it leaves equal scores of a longer list.
            for ignore in (True, False) if truth is not RELEVANCE["random"][0] else (False,):
                more = {"ignore_ties": ignore, **({} if k is None else {"k": k}), **options}
                add("dcgScore", metrics.dcg_score, truth, scores, **more)
                add("ndcgScore", metrics.ndcg_score, truth, scores, **more)
    add("dcgScore", metrics.dcg_score, truth, scores, log_base=10)
for x, height in (
    ([0, 1], [0, 1]),
    ([0, 0.5, 0.5, 1], [0, 0.25, 0.75, 1]),
    ([1, 0.2, 0], [1, 0.5, 0.25]),
    ([0, 1, 0.5], [0, 1, 1]),
    ([1], [1]),
    ([2, 2], [1, 3]),
):
    add("auc", lambda a, b: metrics.auc(a, b), x, height)

AT = {
    "accuracyScore": metrics.accuracy_score,
    "f1Score": metrics.f1_score,
    "matthewsCorrcoef": metrics.matthews_corrcoef,
}
at_thresholds = []
for key in ("golden", "ties", "many"):
    truth, scores = BINARY[key]
    for options in weighted(truth):
        for name, function in AT.items():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                values, thresholds = metrics.metric_at_thresholds(truth, scores, function, **options)
            at_thresholds.append(
                plain(
                    {
                        "metric": name,
                        "yTrue": truth,
                        "yScore": scores,
                        "sampleWeight": options.get("sample_weight"),
                        "values": values,
                        "thresholds": thresholds,
                    }
                )
            )
write_fixture("metrics_scores.json", {"data": data, "weights": weights, "cases": cases, "atThresholds": at_thresholds})
