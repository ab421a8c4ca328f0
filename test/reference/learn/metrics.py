"""Values of scikit-learn's metrics on small data with ties, absent classes, weights and other edges."""

import warnings

from fixture import plain, write_fixture

import numpy as np
from sklearn import metrics
from sklearn.exceptions import UndefinedMetricWarning

rng = np.random.RandomState(0)
data = []
cases = []
# The options of this library, by those of scikit-learn.
NAMES = {
    "pos_label": "posLabel",
    "zero_division": "zeroDivision",
    "sample_weight": "sampleWeight",
    "multi_class": "multiClass",
    "max_fpr": "maxFpr",
}


def add(name, function, truth, prediction, **options):
    """`expected` is the value, or the code that this library throws where scikit-learn has none."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            expected = function(truth, prediction, **options)
            undefined = any(issubclass(w.category, UndefinedMetricWarning) for w in caught)
            if undefined and np.isscalar(expected) and np.isnan(expected):
                expected = "UNDEFINED_SCORE"
        except ValueError as error:
            # How the partial area fails where all samples of one class have the weight 0; the whole one is NaN.
            undefined = "At least 2 points are needed" in str(error)
            expected = "UNDEFINED_SCORE" if undefined else "INVALID_ARGUMENT"
    shown = {NAMES.get(key, key): value for key, value in options.items()}
    if "average" in shown and shown["average"] is None:
        shown["average"] = "none"
    if name == "precisionRecallFscoreSupport" and not isinstance(expected, str):
        expected = dict(zip(("precision", "recall", "fscore", "support"), expected))
    pair = plain([truth, prediction])
    if pair not in data:
        data.append(pair)
    cases.append({"metric": name, "data": data.index(pair), "options": shown, "expected": expected})


LABELS = {
    "golden": ([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]),
    "pair": ([0, 1, 1, 0, 1, 1, 0], [0, 1, 0, 0, 1, 1, 1]),
    "signed": ([-1, 1, 1, -1, 1], [1, 1, -1, -1, 1]),
    "noPositivePredicted": ([0, 1, 1], [0, 0, 0]),
    "noPositive": ([0, 0, 0], [0, 0, 0]),
    "onlyPositive": ([1, 1], [1, 1]),
    "onlyTwos": ([2, 2], [2, 2]),
    "absentInTrue": ([0, 0, 1, 1, 0], [0, 2, 1, 1, 2]),
    "names": (["é", "z", "é", "～", "😀", "z", "～"], ["é", "z", "z", "～", "～", "é", "😀"]),
    "digits": (["10", "2", "10", "2", "2"], ["10", "10", "10", "2", "2"]),
    "flags": ([True, False, True, True, False], [True, True, False, True, False]),
    "random": (rng.randint(0, 5, 30), rng.randint(0, 5, 30)),
    "mixed": ([0, 1, 0], ["0", "1", "0"]),
    "lengths": ([0, 1, 0], [0, 1]),
    "empty": ([], []),
    "continuous": ([0, 1, 0], [0.2, 0.7, 0.1]),
}
PRF = {
    "precisionScore": metrics.precision_score,
    "recallScore": metrics.recall_score,
    "f1Score": metrics.f1_score,
}
for key, (truth, prediction) in LABELS.items():
    weights = [
        None,
        [0.5 + (i * 7 % 4) for i in range(len(truth))],
        [float(i % 2) for i in range(len(truth))],
    ]
    for weight in weights:
        options = {} if weight is None else {"sample_weight": weight}
        add("accuracyScore", metrics.accuracy_score, truth, prediction, **options)
        for normalize in (None, "true", "pred", "all"):
            add(
                "confusionMatrix",
                metrics.confusion_matrix,
                truth,
                prediction,
                **options,
                **({"normalize": normalize} if normalize else {})
            )
        for average in ("binary", "micro", "macro", "weighted", None):
            if average == "binary" and isinstance(truth[0] if len(truth) else 0, str):
                options_here = {**options, "pos_label": "2"} if key == "digits" else options
            else:
                options_here = options
            for zero in (0, 1, np.nan):
                add(
                    "precisionRecallFscoreSupport",
                    metrics.precision_recall_fscore_support,
                    truth,
                    prediction,
                    average=average,
                    zero_division=zero,
                    **options_here
                )
            for name, function in PRF.items() if weight is not weights[2] else ():
                add(
                    name,
                    function,
                    truth,
                    prediction,
                    average=average,
                    zero_division=0,
                    **options_here
                )
for average in ("micro", "macro", "weighted", None):
    for labels in ([0, 1], [2, 0], [1, 7], [0, 1, 2, 3]):
        truth, prediction = LABELS["golden"]
        add(
            "precisionRecallFscoreSupport",
            metrics.precision_recall_fscore_support,
            truth,
            prediction,
            average=average,
            labels=labels,
            zero_division=0,
        )
        add(
            "precisionRecallFscoreSupport",
            metrics.precision_recall_fscore_support,
            truth,
            prediction,
            average=average,
            labels=labels,
            zero_division=np.nan,
        )
for beta in (0, 0.5, 2, np.inf):
    add(
        "precisionRecallFscoreSupport",
        metrics.precision_recall_fscore_support,
        *LABELS["random"],
        average="macro",
        beta=beta,
        zero_division=0
    )
for labels in ([1, 0], [0, 1], [5, 2], [7, 8], [2, 1, 0, 3]):
    add("confusionMatrix", metrics.confusion_matrix, *LABELS["golden"], labels=labels)
for positive in (0, 1, 3):
    add("precisionScore", metrics.precision_score, *LABELS["pair"], pos_label=positive)
add("accuracyScore", metrics.accuracy_score, [0, 1], [0, 1], sample_weight=[0, 0])
add("accuracyScore", metrics.accuracy_score, [0, 1], [0, 1], sample_weight=[1, np.nan])

PROBABILITIES = [
    [0.7, 0.2, 0.1],
    [0.2, 0.5, 0.3],
    [0.1, 0.2, 0.7],
    [0.3, 0.3, 0.4],
    [0.4, 0.4, 0.2],
    [0.5, 0.1, 0.4],
]
CLASSES = [0, 1, 2, 2, 1, 0]
many = rng.dirichlet([1, 1, 1, 1], 40).round(2)
many[:, 3] = 1 - many[:, :3].sum(axis=1)
manyTruth = rng.randint(0, 4, 40)
scores = rng.randint(0, 12, 50) / 4
truth = (scores + rng.normal(size=50) * 2 > 2).astype(int)
BINARY = [
    ([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]),
    (["ham", "spam", "spam", "ham"], [0.1, 0.9, 0.3, 0.35]),
    ([False, True, True], [0.2, 0.2, 0.2]),
    (truth, scores),
    ([0, 0, 0], [0.1, 0.2, 0.3]),
    ([1, 1], [0.1, 0.2]),
    ([0, 1, 1], [0.1, np.nan, 0.3]),
    ([0, 1, 1], [0.1, 0.3]),
    ([], []),
]
for y, s in BINARY:
    for weight in (None, [1.0 + i for i in range(len(y))], [float(i % 3) for i in range(len(y))]):
        options = {} if weight is None else {"sample_weight": weight}
        for fpr in (None, 0.1, 0.5, 0.77, 1.0):
            add(
                "rocAucScore",
                metrics.roc_auc_score,
                y,
                s,
                **options,
                **({} if fpr is None else {"max_fpr": fpr})
            )
        if len(s) == 0 or np.max(s) <= 1:
            proba = lambda y, p, **o: metrics.log_loss(y, y_proba=p, **o)
            add("logLoss", proba, y, s, **options)
            add(
                "logLoss",
                proba,
                y,
                s,
                labels=[False, True] if True in y and isinstance(y[0], bool) else [0, 1],
                **options
            )
proba = lambda y, p, **o: metrics.log_loss(y, y_proba=p, **o)
for y, p in ((CLASSES, PROBABILITIES), (manyTruth, many), ([0, 1, 1, 0, 1, 1], PROBABILITIES)):
    labels = list(range(len(p[0])))
    for weight in (None, [1.0 + i % 5 for i in range(len(y))]):
        options = {} if weight is None else {"sample_weight": weight}
        add("logLoss", proba, y, p, **options)
        add("logLoss", proba, y, p, labels=labels, **options)
        for multi in ("ovr", "ovo"):
            for average in ("macro", "weighted", "micro", None):
                if multi == "ovo" and average is None:
                    continue
                add(
                    "rocAucScore",
                    metrics.roc_auc_score,
                    y,
                    p,
                    multi_class=multi,
                    average=average,
                    **options
                )
                add(
                    "rocAucScore",
                    metrics.roc_auc_score,
                    y,
                    p,
                    multi_class=multi,
                    average=average,
                    labels=labels,
                    **options
                )
add("rocAucScore", metrics.roc_auc_score, CLASSES, PROBABILITIES)
add("rocAucScore", metrics.roc_auc_score, CLASSES, PROBABILITIES, multi_class="ovr", max_fpr=0.5)
add("rocAucScore", metrics.roc_auc_score, CLASSES, (np.array(PROBABILITIES) * 2), multi_class="ovr")
add(
    "rocAucScore",
    metrics.roc_auc_score,
    CLASSES,
    PROBABILITIES,
    multi_class="ovr",
    labels=[2, 1, 0],
)
add("rocAucScore", metrics.roc_auc_score, CLASSES, PROBABILITIES, multi_class="ovr", labels=[0, 1])
add("logLoss", proba, [0, 1], [0.0, 1.0])
add("logLoss", proba, [0, 1], [1.0, 0.0])
add("logLoss", proba, [0, 1], [0.5, 1.5])
add("logLoss", proba, [0, 1], [[0.5, 0.2], [0.1, 0.2]])
add("logLoss", proba, [0, 2], [0.5, 0.5], labels=[0, 1])

NUMBERS = [
    ([3, -0.5, 2, 7], [2.5, 0, 2, 8]),
    ([1.5], [2.25]),
    ([3.25] * 6, [3.25] * 6),
    ([3.25] * 6, [3.25] * 5 + [3.5]),
    ([1e9 + i / 8 for i in range(9)], [1e9 + i / 8 + (i % 3) / 16 for i in range(9)]),
    (rng.normal(size=50).round(3), rng.normal(size=50).round(3)),
    ([1, 2], [1, np.inf]),
    ([1, 2], [1]),
    ([], []),
]
REGRESSION = {
    "meanAbsoluteError": metrics.mean_absolute_error,
    "meanSquaredError": metrics.mean_squared_error,
    "rootMeanSquaredError": metrics.root_mean_squared_error,
    "r2Score": metrics.r2_score,
}
for y, p in NUMBERS:
    for weight in (None, [1.0 + i for i in range(len(y))]):
        for name, function in REGRESSION.items():
            add(name, function, y, p, **({} if weight is None else {"sample_weight": weight}))
write_fixture("metrics.json", {"data": data, "cases": cases})
