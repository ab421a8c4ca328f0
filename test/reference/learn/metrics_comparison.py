"""Intervals and tests: DeLong by all pairs, McNemar of statsmodels, bootstrap of scipy, tables counted one by one."""

import warnings

from fixture import plain, write_fixture

import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar

rng = np.random.RandomState(0)


def placements(y, s):
    """DeLong's components from every pair of a positive and a negative sample."""
    pos, neg = s[y == 1], s[y == 0]
    wins = (pos[:, None] > neg) + 0.5 * (pos[:, None] == neg)
    return wins.mean(axis=1), wins.mean(axis=0)


def covariance(a, b):
    parts = [np.cov(x, z, ddof=1)[0, 1] / len(x) for x, z in zip(a, b)]
    return sum(parts)


delong = []
for n, steps in ((12, 5), (40, 10), (60, 1000), (150, 20)):
    y = rng.permutation(np.arange(n) % 3 == 0).astype(int)
    a = (rng.randint(0, steps, n) + y * steps // 3) / steps
    b = (rng.randint(0, steps, n) + y * steps // 5) / steps
    for level in (0.95, 0.8):
        pa, pb = placements(y, a), placements(y, b)
        variance = covariance(pa, pa)
        z = stats.norm.ppf((1 + level) / 2)
        area, other = pa[0].mean(), pb[0].mean()
        se = np.sqrt(variance + covariance(pb, pb) - 2 * covariance(pa, pb))
        delong.append(
            {
                "y": y,
                "a": a,
                "b": b,
                "confidenceLevel": level,
                "interval": {
                    "area": area,
                    "low": max(0, area - z * np.sqrt(variance)),
                    "high": min(1, area + z * np.sqrt(variance)),
                    "standardError": np.sqrt(variance),
                },
                "test": {
                    "areas": [area, other],
                    "difference": area - other,
                    "low": area - other - z * se,
                    "high": area - other + z * se,
                    "z": (area - other) / se,
                    "pValue": 2 * stats.norm.sf(abs(area - other) / se),
                },
            }
        )

tables = []
for first, second in ((5, 1), (0, 7), (12, 25), (40, 41), (300, 200), (3, 3), (0, 0)):
    for exact, correction in ((True, True), (False, True), (False, False)):
        if not exact and (first == second):
            continue  # statsmodels lets the correction make equal numbers unequal, and divides 0 by 0
        result = mcnemar([[9, first], [second, 4]], exact=exact, correction=correction)
        tables.append(
            {
                "onlyFirst": first,
                "onlySecond": second,
                "options": {"exact": exact, "correction": correction},
                "statistic": result.statistic,
                "pValue": result.pvalue,
            }
        )

METRICS = {
    "meanAbsoluteError": metrics.mean_absolute_error,
    "r2Score": metrics.r2_score,
    "rocAucScore": metrics.roc_auc_score,
    "accuracyScore": metrics.accuracy_score,
}
n = 30
truth = rng.normal(size=n).round(3)
guess = (truth + rng.normal(size=n) / 2).round(3)
labels = rng.randint(0, 2, n)
scores = (labels / 3 + rng.rand(n)).round(2)
bootstrap = []
for name, y, p in (
    ("meanAbsoluteError", truth, guess),
    ("r2Score", truth, guess),
    ("rocAucScore", labels, scores),
    ("accuracyScore", labels, (scores > 0.6).astype(int)),
):
    for method in ("percentile", "basic", "BCa"):
        for level, seed in ((0.95, 0), (0.8, 42)):
            result = stats.bootstrap(
                (y, p),
                METRICS[name],
                n_resamples=299,
                paired=True,
                vectorized=False,
                confidence_level=level,
                method=method,
                random_state=np.random.RandomState(seed),
            )
            bootstrap.append(
                {
                    "metric": name,
                    "columns": [y, p],
                    "options": {
                        "nResamples": 299,
                        "confidenceLevel": level,
                        "method": method.lower(),
                        "randomState": seed,
                    },
                    "low": result.confidence_interval.low,
                    "high": result.confidence_interval.high,
                    "standardError": result.standard_error,
                    "first": result.bootstrap_distribution[:5],
                }
            )

thresholds = []
for n, steps in ((20, 4), (50, 1000)):
    y = rng.randint(0, 2, n)
    s = rng.randint(0, steps + 1, n) / steps
    w = rng.randint(0, 4, n) / 2
    for weight in (None, w):
        at = [0, 0.25, 0.5, 0.6, 1, 2]
        rows = []
        for t in at:
            c = metrics.confusion_matrix(y, s >= t, labels=[0, 1], sample_weight=weight)
            (tn, fp), (fn, tp) = c
            f1 = metrics.f1_score(y, s >= t, sample_weight=weight, zero_division=0)
            rows.append(
                {
                    "threshold": t,
                    "tn": tn,
                    "fp": fp,
                    "fn": fn,
                    "tp": tp,
                    "f1": f1,
                    "cost": (5 * fn + 2 * fp - tp) / c.sum(),
                }
            )
        used = np.ones(n) if weight is None else weight
        fpr, tpr, cuts = metrics.roc_curve(y, s, sample_weight=weight, drop_intermediate=False)
        errors = []
        for strategy in ("uniform", "quantile"):
            edges = np.linspace(0, 1, 8) if strategy == "uniform" else np.percentile(s, np.linspace(0, 1, 8) * 100)
            ids = np.searchsorted(edges[1:-1], s)
            gaps, sizes = [], []
            for k in range(7):
                inside = (ids == k) & (used > 0)
                if inside.any():
                    gaps.append(abs(np.average(y[inside], weights=used[inside]) - np.average(s[inside], weights=used[inside])))
                    sizes.append(used[inside].sum())
            errors.append({"strategy": strategy, "expected": np.average(gaps, weights=sizes), "maximum": max(gaps)})
        thresholds.append(
            {
                "y": y,
                "s": s,
                "weights": weight,
                "rows": rows,
                "ks": np.max(tpr - fpr),
                "ksThreshold": cuts[np.argmax(tpr - fpr)],
                "gini": 2 * metrics.roc_auc_score(y, s, sample_weight=weight) - 1,
                "calibration": errors,
            }
        )
write_fixture(
    "metrics_comparison.json",
    plain({"delong": delong, "mcnemar": tables, "bootstrap": bootstrap, "thresholds": thresholds}),
    packages=("numpy", "scikit-learn", "scipy", "statsmodels"),
)
