"""Ridge of sparse features: tall, wide, with weights and without an intercept."""

from fixture import write_fixture

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import Ridge


def data(n, p, share, seed):
    """Counts as texts have them, most of them 0, columns of different sizes."""
    random = np.random.RandomState(seed)
    X = random.poisson(2, (n, p)) * (random.uniform(size=(n, p)) < share) * (1 + np.arange(p) % 5)
    y = X @ np.round(random.normal(size=p), 2) + 20 + np.round(random.normal(size=n), 2)
    return X, np.round(y, 3)


cases = []
for n, p, share, seed in ((60, 8, 0.3, 1), (20, 50, 0.15, 2), (40, 40, 0.1, 3)):
    X, y = data(n, p, share, seed)
    w = (np.arange(n) % 4) / 2
    for alpha in (0.01, 1, 30):
        for intercept in (True, False):
            for weighted in (False, True):
                model = Ridge(alpha=alpha, fit_intercept=intercept, solver="svd")
                # Dense, by singular values: the exact answer, which its sparse solvers come near to.
                model.fit(X.astype(float), y, sample_weight=w if weighted else None)
                near = Ridge(alpha=alpha, fit_intercept=intercept, solver="sparse_cg", tol=1e-14, max_iter=100000)
                near.fit(sp.csr_array(X.astype(float)), y, sample_weight=w if weighted else None)
                assert np.allclose(near.coef_, model.coef_, rtol=1e-7, atol=1e-9), (n, p, alpha, intercept, weighted)
                cases.append(
                    {
                        "data": len(cases) // 12,
                        "alpha": alpha,
                        "fitIntercept": intercept,
                        "weighted": weighted,
                        "coef": model.coef_,
                        "intercept": model.intercept_,
                    }
                )
write_fixture(
    "estimators-sparse.json",
    {
        "data": [
            dict(zip(("X", "y"), data(*shape)))
            for shape in ((60, 8, 0.3, 1), (20, 50, 0.15, 2), (40, 40, 0.1, 3))
        ],
        "ridge": cases,
    },
)
