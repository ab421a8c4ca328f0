"""Values of scikit-learn's metrics of scores and probabilities where the weights are no whole numbers."""

from fixture import plain, write_fixture

import numpy as np
from sklearn import metrics

rng = np.random.RandomState(0)

# Scores in steps, so that some are equal.
three = rng.randint(1, 9, (50, 3)).astype(float)
data = {
    "two": (rng.randint(0, 2, 60), rng.randint(0, 17, 60) / 16),
    "three": (rng.randint(0, 3, 50), three / three.sum(axis=1, keepdims=True)),
    "labels": ((rng.rand(40, 4) < 0.4).astype(int), rng.randint(0, 9, (40, 4)) / 8),
}


def fractions(n):
    """Weights below one, weights on both sides of one, and weights over six orders of magnitude with some zeros."""
    wide = 10.0 ** rng.uniform(-5, 1, n)
    wide[::7] = 0
    return [rng.uniform(0.01, 0.99, n), rng.uniform(0.1, 2.9, n), wide]


weights = {name: fractions(len(truth)) for name, (truth, _) in data.items()}


def expected_calibration_error(truth, scores, sample_weight, worst=False):
    """The definition: ten bins of equal width, closed above, the first one below too."""
    bins = np.clip(np.ceil(scores * 10) - 1, 0, 9)
    gaps, shares = [], []
    for k in np.unique(bins):
        inside = (bins == k) & (sample_weight > 0)
        if inside.any():
            gaps.append(abs(np.average((truth - scores)[inside], weights=sample_weight[inside])))
            shares.append(sample_weight[inside].sum())
    return max(gaps) if worst else np.average(gaps, weights=shares)


def ks(truth, scores, sample_weight):
    fpr, tpr, _ = metrics.roc_curve(truth, scores, sample_weight=sample_weight)
    return (tpr - fpr).max()


def with_options(function, **options):
    return lambda truth, scores, sample_weight: function(truth, scores, sample_weight=sample_weight, **options)


def log_loss(truth, scores, sample_weight):
    return metrics.log_loss(truth, y_proba=scores, sample_weight=sample_weight)


METRICS = {
    "two": {
        "rocAucScore": metrics.roc_auc_score,
        "partial rocAucScore": with_options(metrics.roc_auc_score, max_fpr=0.4),
        "averagePrecisionScore": metrics.average_precision_score,
        "giniCoefficient": lambda *given, **weighting: 2 * metrics.roc_auc_score(*given, **weighting) - 1,
        "ksStatistic": ks,
        "logLoss": log_loss,
        "brierScoreLoss": metrics.brier_score_loss,
        "d2LogLossScore": metrics.d2_log_loss_score,
        "d2BrierScore": metrics.d2_brier_score,
        "hingeLoss": metrics.hinge_loss,
        "expectedCalibrationError": expected_calibration_error,
        "maximumCalibrationError": with_options(expected_calibration_error, worst=True),
    },
    "three": {
        "averagePrecisionScore of three classes": metrics.average_precision_score,
        "topKAccuracyScore": metrics.top_k_accuracy_score,
        "rocAucScore, each class against the rest": with_options(metrics.roc_auc_score, multi_class="ovr"),
        "logLoss of three classes": log_loss,
        "brierScoreLoss of three classes": metrics.brier_score_loss,
        "d2LogLossScore of three classes": metrics.d2_log_loss_score,
        "d2BrierScore of three classes": metrics.d2_brier_score,
        "hingeLoss of three classes": metrics.hinge_loss,
    },
    "labels": {
        "rocAucScore of labels": metrics.roc_auc_score,
        "micro rocAucScore of labels": with_options(metrics.roc_auc_score, average="micro"),
        "weighted averagePrecisionScore": with_options(metrics.average_precision_score, average="weighted"),
        "coverageError": metrics.coverage_error,
        "labelRankingLoss": metrics.label_ranking_loss,
        "labelRankingAveragePrecisionScore": metrics.label_ranking_average_precision_score,
        "dcgScore": metrics.dcg_score,
        "ndcgScore": with_options(metrics.ndcg_score, k=3),
    },
}

cases = [
    [name, kind, [function(*data[kind], sample_weight=weight) for weight in weights[kind]]]
    for kind, functions in METRICS.items()
    for name, function in functions.items()
]
shown = {name: {"yTrue": truth, "yScore": scores} for name, (truth, scores) in data.items()}
write_fixture("metrics_weights.json", {"data": shown, "weights": weights, "cases": cases})
