"""What scikit-learn's KBinsDiscretizer answers, and its PolynomialFeatures."""

import warnings

from fixture import write_fixture

import numpy as np
from sklearn.datasets import load_diabetes, load_wine
from sklearn.preprocessing import KBinsDiscretizer, PolynomialFeatures

warnings.simplefilter("ignore")
rng = np.random.RandomState(11)
DATA = {
    "wine": load_wine().data[::5, :4],
    "diabetes": load_diabetes().data[::9, :4],
    "ties": np.array([[1.0, 0], [2, 0], [2, 0], [2, 1], [10, 7], [2, 7], [3, 7]]),
    "constant": np.array([[3.0, 1], [3, 2], [3, 4], [3, 9], [3, 16]]),
    "far away": np.r_[rng.normal(size=40), [50.0, 51, 400]][:, None],
    "narrow": np.array([[0.0], [1e-9], [2e-9], [1], [1 + 1e-9], [2], [3]]),
}
METHODS = [
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
]


def camel(name):
    head, *tail = name.replace("-", "_").split("_")
    return head + "".join(part.capitalize() for part in tail)


def case(data, weights=None, **options):
    X = DATA[data]
    fitted = KBinsDiscretizer(**options).fit(X, sample_weight=weights)
    low, high = X.min(axis=0), X.max(axis=0)
    inputs = np.vstack([X[:10], low - 1, high + 1, (low + high) / 2])
    # Edges between means are not known to the last digit, so what lies on them tells nothing.
    for edges in zip(*(np.resize(e, 3) for e in fitted.bin_edges_)):
        if options.get("strategy") != "kmeans" and np.all(np.isfinite(edges)):
            inputs = np.vstack([inputs, edges])
    output = fitted.transform(inputs)
    dense = output.toarray() if hasattr(output, "toarray") else output
    named = {camel(k): camel(v) if isinstance(v, str) else v for k, v in options.items()}
    return {
        "data": data,
        "options": named,
        "weights": weights,
        "binEdges": list(fitted.bin_edges_),
        "input": inputs,
        "output": dense,
        "names": [name[:-2] if name.endswith(".0") else name for name in fitted.get_feature_names_out()],
        "inverse": fitted.inverse_transform(output),
    }


bins = []
for data, X in DATA.items():
    weights = np.r_[0.0, rng.randint(0, 4, size=len(X) - 1) + 0.5 * (np.arange(len(X) - 1) % 2)]
    for strategy in ("uniform", "quantile", "kmeans"):
        bins.append(case(data, strategy=strategy, encode="ordinal"))
        bins.append(case(data, strategy=strategy, encode="ordinal", n_bins=3))
        # scikit-learn's k-means also sees rows that weigh nothing.
        weighted = weights + (strategy == "kmeans")
        bins.append(case(data, weighted, strategy=strategy, encode="ordinal", n_bins=3))
    bins.append(case(data, weights, strategy="quantile", quantile_method="inverted_cdf", encode="ordinal", n_bins=4))
    for method in METHODS:
        bins.append(case(data, quantile_method=method, encode="ordinal", n_bins=4))
for encode in ("onehot", "onehot-dense"):
    bins.append(case("wine", encode=encode, n_bins=[2, 3, 4, 2]))
    bins.append(case("constant", encode=encode, n_bins=2))
w = np.arange(len(DATA["wine"])) % 4
bins.append(case("wine", subsample=20, random_state=7, encode="ordinal"))
bins.append(case("wine", w, subsample=20, random_state=7, encode="ordinal"))

polynomial = []
X = np.array([[2, 3, -1.5], [0.1, -0.7, 1e3], [0, 1 / 3, 5]])
for n in (1, 2, 3):
    for degree in (0, 1, 2, 3, 4, [2, 2], [2, 3], [1, 1], [0, 3], [3, 4]):
        for interaction_only in (False, True):
            for include_bias in (True, False):
                options = dict(
                    degree=tuple(degree) if isinstance(degree, list) else degree,
                    interaction_only=interaction_only,
                    include_bias=include_bias,
                )
                try:
                    fitted = PolynomialFeatures(**options).fit(X[:, :n])
                    names = fitted.get_feature_names_out()
                    powers = fitted.powers_
                except ValueError:
                    continue  # no column would be left
                polynomial.append(
                    {
                        "nFeatures": n,
                        "options": {camel(k): list(v) if isinstance(v, tuple) else v for k, v in options.items()},
                        "output": fitted.transform(X[:, :n]),
                        "names": names,
                        "powers": powers,
                    }
                )

write_fixture("discretization.json", {"data": DATA, "bins": bins, "X": X, "polynomial": polynomial})
