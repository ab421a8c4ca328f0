"""scikit-learn's PCA with its full solver, and with its covariance solver where rows are ten times as many."""

from fixture import write_fixture

import numpy as np
from sklearn import datasets
from sklearn.decomposition import PCA

rng = np.random.RandomState(0)
DATA = {
    "iris": datasets.load_iris().data[::3],
    "wine": datasets.load_wine().data[::8],
    "wide": rng.normal(size=(7, 12)).round(3),
    "tall": (rng.normal(size=(60, 4)) @ rng.normal(size=(4, 4))).round(3),
    "graded": (rng.normal(size=(20, 5)) * 10.0 ** -np.arange(0, 10, 2)),
    "digits": datasets.load_digits().data[:40, 10:30],
}
cases = []
for name, X in DATA.items():
    most = min(X.shape)
    for n in (None, 1, 2, 0.5, 0.9, 0.99):
        for whiten in (False, True):
            if whiten and n is None and name in ("wide", "digits"):
                continue  # divides by a standard deviation that is only rounding
            pca = PCA(n_components=n, whiten=whiten, svd_solver="full").fit(X)
            scores = pca.transform(X[:3])
            # Directions without any variance are any that are orthogonal to the others.
            k = int((pca.singular_values_ > 1e-8 * pca.singular_values_[0]).sum())
            cases.append(
                {
                    "data": name,
                    "options": {**({} if n is None else {"nComponents": n}), "whiten": whiten},
                    "nComponents": pca.n_components_,
                    "mean": pca.mean_,
                    "components": pca.components_[:k],
                    "explainedVariance": pca.explained_variance_,
                    "explainedVarianceRatio": pca.explained_variance_ratio_,
                    "singularValues": pca.singular_values_,
                    "noiseVariance": pca.noise_variance_,
                    "output": scores[:, :k],
                    "inverse": pca.inverse_transform(scores),
                }
            )
# More columns than are rotated, in each of the ways that rows and columns can be more. Made here, not written down: only
# what comes out of them is.
def waves(n, p):
    i, j = np.arange(n)[:, None], np.arange(p)[None, :]
    return np.mod((i + 1) * (j + 2) * 7919 % 10007 * (1 + j), 97) / (1 + j)


many = []
for n, p in ((130, 80), (70, 110), (900, 70)):
    X = waves(n, p)
    pca = PCA(n_components=3, svd_solver="full").fit(X)
    full = PCA(svd_solver="full").fit(X)
    many.append(
        {
            "shape": [n, p],
            "singularValues": full.singular_values_[: min(n - 1, p)],
            "components": pca.components_,
            "output": pca.transform(X[:2]),
            "noiseVariance": pca.noise_variance_,
        }
    )
likely = []
for name in ("iris", "wine", "tall", "graded", "digits"):
    likely.append({"data": name, "nComponents": PCA("mle", svd_solver="full").fit(DATA[name]).n_components_})
for signal in (1, 2, 4):
    X = (rng.normal(size=(40, signal)) @ rng.normal(size=(signal, 6)) * 3 + rng.normal(size=(40, 6))).round(2)
    DATA[f"noisy{signal}"] = X
    likely.append({"data": f"noisy{signal}", "nComponents": PCA("mle").fit(X).n_components_})
write_fixture("decomposition.json", {"data": DATA, "cases": cases, "many": many, "likely": likely})
