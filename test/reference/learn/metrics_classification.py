"""Values of scikit-learn's classification metrics: labels, indicators, weights, absent classes and other edges."""

import warnings

from fixture import plain, write_fixture

import numpy as np
from sklearn import datasets, metrics
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.neighbors import NearestCentroid
from sklearn.preprocessing import StandardScaler

rng = np.random.RandomState(1)
data = []
weights_used = []
# Each case: metric, place of its data, options, expected.
cases = []
reports = []
# The options of this library, by those of scikit-learn.
NAMES = {
    "pos_label": "posLabel",
    "zero_division": "zeroDivision",
    "sample_weight": "sampleWeight",
    "replace_undefined_by": "replaceUndefinedBy",
    "target_names": "targetNames",
}
REPORT = {
    "precision": "precision",
    "recall": "recall",
    "f1-score": "f1Score",
    "support": "support",
}
AVERAGES = {
    "micro avg": "microAverage",
    "macro avg": "macroAverage",
    "weighted avg": "weightedAverage",
    "samples avg": "samplesAverage",
}


def report(truth, prediction, **options):
    """The report as this library keeps it."""
    given = dict(metrics.classification_report(truth, prediction, output_dict=True, **options))
    rename = lambda scores: {REPORT[name]: value for name, value in scores.items()}
    result = {AVERAGES[key]: rename(given.pop(key)) for key in list(given) if key in AVERAGES}
    if "accuracy" in given:
        result["accuracy"] = given.pop("accuracy")
    labels = options.get("labels", np.unique([*truth, *prediction]) if np.ndim(truth) == 1 else range(len(truth[0])))
    result["classes"] = [
        {"label": label, "name": name, **rename(given[name])} for label, name in zip(labels, given)
    ]
    result["isWeighted"] = "sample_weight" in options
    return result


def ratios(truth, prediction, **options):
    positive, negative = metrics.class_likelihood_ratios(truth, prediction, **options)
    return {"positiveLikelihoodRatio": positive, "negativeLikelihoodRatio": negative}


def has_nan(value):
    values = value.values() if isinstance(value, dict) else [value]
    return any(np.isscalar(v) and not np.isfinite(v) for v in values)


def show_options(options):
    """Options by their names here; weights as their place in a list, since the same ones come often."""
    shown = {NAMES.get(key, key): value for key, value in options.items()}
    if "sampleWeight" in shown:
        weight = plain(shown["sampleWeight"])
        if weight not in weights_used:
            weights_used.append(weight)
        shown["sampleWeight"] = weights_used.index(weight)
    return shown


def add(name, function, truth, prediction, **options):
    """`expected` is the value, or the code that this library throws where scikit-learn has none."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            expected = function(truth, prediction, **options)
            undefined = any(issubclass(w.category, UndefinedMetricWarning) for w in caught)
            if undefined and name in ("cohenKappaScore", "classLikelihoodRatios") and has_nan(expected):
                expected = "UNDEFINED_SCORE"
            if name == "balancedAccuracyScore" and has_nan(expected):
                expected = "UNDEFINED_SCORE"
        except ValueError:
            expected = "INVALID_ARGUMENT"
    shown = show_options(options)
    if shown.get("average", "") is None:
        shown["average"] = "none"
    if name == "precisionRecallFscoreSupport" and not isinstance(expected, str):
        expected = dict(zip(("precision", "recall", "fscore", "support"), expected))
    pair = plain([truth, prediction])
    if pair not in data:
        data.append(pair)
    target = reports if name == "classificationReport" else cases
    target.append([name, data.index(pair), plain(shown), plain(expected)])


def bundled(load, classes=None):
    """Labels of a bundled data set, and what the nearest centroid of standardised features says."""
    X, y = load(return_X_y=True)
    keep = np.arange(len(y)) % 3 == 0
    X = StandardScaler().fit_transform(X)
    return y[keep], NearestCentroid().fit(X[~keep], y[~keep]).predict(X[keep])


LABELS = {
    "golden": ([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]),
    "pair": ([0, 1, 1, 0, 1, 1, 0], [0, 1, 0, 0, 1, 1, 1]),
    "always": ([0, 1, 1, 0], [1, 1, 1, 1]),
    "never": ([0, 1, 1, 0], [0, 0, 0, 0]),
    "reversed": ([0, 1, 1, 0], [1, 0, 0, 1]),
    "one": ([1, 1, 1], [1, 1, 1]),
    "noPositive": ([0, 0, 0], [0, 1, 0]),
    "absentInTrue": ([0, 0, 1, 1, 0], [0, 2, 1, 1, 2]),
    "absentInPred": ([0, 2, 1, 1, 2], [0, 0, 1, 1, 0]),
    "names": (["é", "z", "é", "～", "😀", "z", "～"], ["é", "z", "z", "～", "～", "é", "😀"]),
    "signed": ([-1, 1, 1, -1, 1], [1, 1, -1, -1, 1]),
    "far": ([-2000000000, 2000000000, 7, 7], [7, 2000000000, 7, -2000000000]),
    "large": ([2**40, 2**41, 2**40, 5], [2**40, 2**40, 5, 5]),
    "random": (rng.randint(0, 5, 40), rng.randint(0, 5, 40)),
    "cancer": bundled(datasets.load_breast_cancer),
    "wine": bundled(datasets.load_wine),
    "digits": bundled(datasets.load_digits),
    "mixed": ([0, 1], ["0", "1"]),
    "lengths": ([0, 1, 1], [0, 1]),
    "empty": ([], []),
}
INDICATORS = {
    "small": ([[0, 1], [1, 1], [0, 0]], [[0, 0], [1, 1], [0, 1]]),
    "empty rows": ([[0, 0, 0], [1, 0, 1], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [1, 0, 0]]),
    "absent label": ([[1, 0, 0], [1, 0, 1]], [[1, 0, 1], [0, 0, 1]]),
    "random": ((rng.rand(25, 4) < 0.4).astype(int), (rng.rand(25, 4) < 0.4).astype(int)),
    "widths": ([[1, 0]], [[1, 0, 1]]),
}
# Where something is 0/0.
EDGES = ("never", "one", "noPositive", "absentInTrue", "absentInPred", "empty rows", "absent label")
REFUSED = ("mixed", "lengths", "empty", "widths")
AGREEMENT = {
    "balancedAccuracyScore": metrics.balanced_accuracy_score,
    "matthewsCorrcoef": metrics.matthews_corrcoef,
    "cohenKappaScore": metrics.cohen_kappa_score,
    "classLikelihoodRatios": ratios,
}
for key, (truth, prediction) in {**LABELS, **INDICATORS}.items():
    isIndicators = key in INDICATORS
    big = len(truth) > 50
    for weight in (None, [0.5 + (i * 7 % 4) for i in range(len(truth))], [i % 2 for i in range(len(truth))]):
        if weight is not None and (key in REFUSED or (big and weight[0] == 0)):
            continue
        options = {} if weight is None else {"sample_weight": weight}
        for normalize in (True, False):
            add("accuracyScore", metrics.accuracy_score, truth, prediction, normalize=normalize, **options)
            add("zeroOneLoss", metrics.zero_one_loss, truth, prediction, normalize=normalize, **options)
        add("hammingLoss", metrics.hamming_loss, truth, prediction, **options)
        add("multilabelConfusionMatrix", metrics.multilabel_confusion_matrix, truth, prediction, **options)
        add(
            "multilabelConfusionMatrix",
            metrics.multilabel_confusion_matrix,
            truth,
            prediction,
            samplewise=True,
            **options,
        )
        positive = {"pos_label": truth[0]} if key in ("names", "far", "large") else {}
        for average in ("binary", "micro", "macro", "weighted", "samples", None):
            if weight is not None and average == ("binary" if isIndicators else "samples"):
                continue  # refused, as it is without weights
            given = {**options, **(positive if average == "binary" else {})}
            for zero in (0, 1) if key in EDGES else (0,):
                add(
                    "jaccardScore",
                    metrics.jaccard_score,
                    truth,
                    prediction,
                    average=average,
                    zero_division=zero,
                    **given,
                )
            for zero in (0, 1, np.nan) if key in EDGES else (0,):
                add(
                    "precisionRecallFscoreSupport",
                    metrics.precision_recall_fscore_support,
                    truth,
                    prediction,
                    average=average,
                    zero_division=zero,
                    **given,
                )
            add(
                "fbetaScore",
                metrics.fbeta_score,
                truth,
                prediction,
                beta=2.0 if weight is None else 0.5,
                average=average,
                zero_division=0,
                **given,
            )
            if isIndicators and weight is None and len(truth[0]) > 2:
                add(
                    "f1Score",
                    metrics.f1_score,
                    truth,
                    prediction,
                    average=average,
                    labels=[2, 0],
                    zero_division=0,
                )
        if isIndicators:
            continue
        for name, function in AGREEMENT.items():
            add(name, function, truth, prediction, **options)
        add("balancedAccuracyScore", metrics.balanced_accuracy_score, truth, prediction, adjusted=True, **options)
        for weights in ("linear", "quadratic"):
            add("cohenKappaScore", metrics.cohen_kappa_score, truth, prediction, weights=weights, **options)
        add("cohenKappaScore", metrics.cohen_kappa_score, truth, prediction, replace_undefined_by=-0.25, **options)
for labels in ([2, 1, 0], [0, 1], [5, 2], [7, 8], [0, 1, 2, 3]):
    truth, prediction = LABELS["golden"]
    add("multilabelConfusionMatrix", metrics.multilabel_confusion_matrix, truth, prediction, labels=labels)
    for weights in (None, "linear", "quadratic"):
        options = {} if weights is None else {"weights": weights}
        add("cohenKappaScore", metrics.cohen_kappa_score, truth, prediction, labels=labels, **options)
for labels in ([0, 1], [1, 0], [2]):
    for key in ("pair", "noPositive", "one", "never", "always"):
        add("classLikelihoodRatios", ratios, *LABELS[key], labels=labels)
for columns in ([1, 0], [2], [0, 4], [-1]):
    truth, prediction = INDICATORS["random"]
    for samplewise in (False, True):
        add(
            "multilabelConfusionMatrix",
            metrics.multilabel_confusion_matrix,
            truth,
            prediction,
            labels=columns,
            samplewise=samplewise,
        )

texts = []


def add_text(truth, prediction, **options):
    digits = options.pop("digits", 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = metrics.classification_report(truth, prediction, digits=digits, **options)
    pair = plain([truth, prediction])
    if pair not in data:
        data.append(pair)
    shown = plain(show_options(options))
    texts.append({"data": data.index(pair), "options": shown, "digits": digits, "text": text})


EIGHTHS = ([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1], [0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1])
LABELS["eighths"] = EIGHTHS
for key in ("pair", "absentInTrue", "absentInPred", "names", "random", "wine", "digits", "eighths"):
    truth, prediction = LABELS[key]
    size = len(np.unique([*truth, *prediction]))
    for options in (
        {},
        {"zero_division": 1},
        {"zero_division": np.nan},
        {"sample_weight": [0.5 + (i * 7 % 4) for i in range(len(truth))]},
        {"sample_weight": [2.0 ** (i % 3 - 24) for i in range(len(truth))]},
        {"target_names": [f"a long name of a class, 😀 {k}" for k in range(size)]},
        {"labels": np.unique(truth)[:2]},
        {"labels": [*np.unique(truth)[::-1], "more" if key == "names" else 77]},
    ):
        if len(truth) > 50 and "sample_weight" in options:
            continue
        add("classificationReport", report, truth, prediction, **{"zero_division": 0, **options})
        for digits in (2, 0, 4, 15) if key in ("names", "eighths") else (2,):
            add_text(truth, prediction, digits=digits, **{"zero_division": 0, **options})
for key in ("small", "empty rows", "absent label", "random"):
    truth, prediction = INDICATORS[key]
    for options in ({}, {"zero_division": 1}, {"sample_weight": [1.5 + i % 3 for i in range(len(truth))]}):
        add("classificationReport", report, truth, prediction, **{"zero_division": 0, **options})
        add_text(truth, prediction, **{"zero_division": 0, **options})

# Python's own rounding, for numbers that lie halfway and just beside it.
HALVES = [k / 2**m for m in (1, 3, 5) for k in range(0, 2**m + 1)] + [0.135, 0.145, 1.005, 2.675, 0.15, 0.25, 1.5, 2.5]
rounded = [[value, digits, format(value, f".{digits}f")] for value in HALVES for digits in (0, 1, 2, 3)]
write_fixture("metrics-classification.json", {"data": data, "weights": weights_used, "cases": cases})
write_fixture(
    "classification-report.json",
    {"data": data, "weights": weights_used, "cases": reports, "texts": texts, "rounded": rounded},
)
