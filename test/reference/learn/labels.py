"""Binarizers of labels and indicators of missing values: sparse output, and targets that are matrices of 0 and 1."""

from fixture import write_fixture

import numpy as np
import scipy.sparse as sp
from sklearn.impute import MissingIndicator
from sklearn.preprocessing import LabelBinarizer, MultiLabelBinarizer

stored = lambda matrix: {"shape": matrix.shape, "stored": matrix.nnz, "rows": matrix.toarray()}

sparse = []
for y, scores in (
    # The classes are 0, 1 …: with others scikit-learn fails at a row without a number above 0.
    ([2, 0, 1, 3, 0], [[0, 0.5, 0, 0.2], [0, 0, 0, 0], [-1, 0, -2, 0], [-3, -1, -2, -1]]),
    ([3, 1, 3], [[0.4], [0.6], [0.0]]),
    (["only", "only"], [[0], [1]]),
):
    for pos in (1, 3):
        binarizer = LabelBinarizer(pos_label=pos, sparse_output=True).fit(y)
        output = binarizer.transform(y)
        sparse.append(
            {
                "y": y,
                "posLabel": pos,
                "output": stored(output),
                "scores": scores,
                "inverse": binarizer.inverse_transform(sp.csr_array(np.array(scores, float))) if len(set(y)) > 1 else y,
            }
        )

Y = np.array([[1, 0, 1], [0, 0, 0], [0, 1, 1], [1, 1, 1]])
scores = np.array([[0.5, 0.51, -3], [2.5, 0, 1], [0.2, 0.4, 0.7]])
indicators = []
for neg, pos in ((0, 1), (0, 3), (-1, 1), (-2, 3), (-3, 2)):
    for is_sparse in (False, True):
        given = sp.csr_array(Y) if is_sparse else Y
        binarizer = LabelBinarizer(neg_label=neg, pos_label=pos).fit(given)
        inverse = binarizer.inverse_transform(scores)
        indicators.append(
            {
                "negLabel": neg,
                "posLabel": pos,
                "isSparse": is_sparse,
                "classes": binarizer.classes_,
                "output": binarizer.transform(given),
                "inverseIsSparse": sp.issparse(inverse),
                "inverse": inverse.toarray() if sp.issparse(inverse) else inverse,
                "sparseOutput": stored(LabelBinarizer(pos_label=pos, sparse_output=True).fit(given).transform(given))
                if neg == 0
                else None,
            }
        )

tags = [["news", "sport"], [], ["art", "news", "news"], ["～", "😀"]]
many = MultiLabelBinarizer(sparse_output=True).fit(tags)

gaps = np.array([[0, np.nan, 3, 0], [4, 0, np.nan, 0], [0, np.nan, 9, 2]])
csr = lambda rows: sp.csr_array(np.array(rows, float))
missing = []
for options in ({}, {"features": "all"}, {"missing_values": 9.0}, {"sparse": True}, {"sparse": False}):
    data = np.nan_to_num(gaps, nan=0) if "missing_values" in options else gaps
    for is_sparse in (False, True):
        given = csr(data) if is_sparse else data
        indicator = MissingIndicator(**options).fit(given)
        output = indicator.transform(given)
        shown = {"missing_values": "missingValues"}
        missing.append(
            {
                "X": data,
                "isSparse": is_sparse,
                "options": {shown.get(key, key): value for key, value in options.items()},
                "features": indicator.features_,
                "outputIsSparse": sp.issparse(output),
                "output": (output.toarray() if sp.issparse(output) else output).astype(int),
            }
        )
write_fixture(
    "labels.json",
    {
        "sparse": sparse,
        "indicators": [{"Y": Y, "scores": scores, "cases": indicators}],
        "tags": [{"y": tags, "output": stored(many.transform(tags)), "inverse": many.inverse_transform(many.transform(tags))}],
        "missing": missing,
    },
)
