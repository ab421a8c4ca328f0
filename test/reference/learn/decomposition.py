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
write_fixture("decomposition.json", {"data": DATA, "cases": cases})
