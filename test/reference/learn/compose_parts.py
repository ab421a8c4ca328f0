"""What ColumnTransformer and FeatureUnion hand to their parts: weights, and columns of a sparse matrix."""

from fixture import write_fixture

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

X = load_iris().data[::5]
w = (1 + np.arange(len(X)) % 4) / 2

weighed = lambda: StandardScaler().set_fit_request(sample_weight=True)
plain = lambda: StandardScaler().set_fit_request(sample_weight=False)
with sklearn.config_context(enable_metadata_routing=True):
    columns = ColumnTransformer(
        [("weighed", weighed(), [2, 0]), ("plain", plain(), [1]), ("range", MinMaxScaler(), [0])],
        remainder=weighed(),
    ).fit_transform(X, sample_weight=w)
    union = FeatureUnion([("weighed", weighed()), ("plain", plain())], transformer_weights={"weighed": 2})
    union = union.fit(X, sample_weight=w).transform(X)

# Two of five elements are kept; whether the whole is sparse hangs on the threshold.
S = np.round(np.random.RandomState(3).uniform(-4, 4, (12, 6)), 2)
S[np.random.RandomState(4).uniform(size=S.shape) > 0.4] = 0
S = sp.csr_array(S)
parts = []
for threshold in (0, 0.3, 0.5, 1):
    for remainder in ("drop", "passthrough"):
        transformer = ColumnTransformer(
            [("scaled", MaxAbsScaler(), [4, 0, 3]), ("kept", "passthrough", [1]), ("left", "drop", [2])],
            remainder=remainder,
            sparse_threshold=threshold,
        )
        output = transformer.fit_transform(S)
        parts.append(
            {
                "threshold": threshold,
                "remainder": remainder,
                "isSparse": sp.issparse(output),
                "output": output.toarray() if sp.issparse(output) else output,
                "names": list(transformer.get_feature_names_out()),
            }
        )
weighted = ColumnTransformer(
    [("scaled", MaxAbsScaler(), [4, 0]), ("left", "drop", [2]), ("kept", "passthrough", [1])],
    remainder=StandardScaler(with_mean=False),
    transformer_weights={"scaled": 10, "kept": -0.5, "remainder": 3},
)
weighted_output = weighted.fit_transform(S.toarray())
indices = {name: [piece.start, piece.stop] for name, piece in weighted.output_indices_.items()}
back = Pipeline(
    [("middle", RobustScaler()), ("kept", "passthrough"), ("scale", MinMaxScaler()), ("pca", PCA(n_components=2))]
).fit(X)
write_fixture(
    "compose-parts.json",
    {
        "weights": [{"X": X, "sampleWeight": w, "columns": columns, "union": union}],
        "back": [{"X": X, "given": back.transform(X), "back": back.inverse_transform(back.transform(X))}],
        "transformerWeights": [{"X": S.toarray(), "output": weighted_output, "outputIndices": indices}],
        "sparse": [{"X": S.toarray(), "parts": parts}],
    },
)
