"""What scikit-learn's FeatureUnion, FunctionTransformer and sparse ColumnTransformer give."""

from fixture import write_fixture

import warnings

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, StandardScaler

warnings.simplefilter("ignore")

FUNCTIONS = [
    "abs", "cbrt", "ceil", "cos", "exp", "exp2", "expm1", "floor", "log", "log10", "log1p", "log2",
    "negative", "reciprocal", "sign", "sin", "sqrt", "square", "tanh",
]
POSITIVE = [1e-12, 0.1, 0.5, 1.0, 1.5, 2.5, 3.0, 10.0, 12.345, 100.25]

REVIEWS = pd.DataFrame(
    {
        "title": ["good wine", "bad food", "good food", "no wine", "bad bad wine"],
        "body": ["wine and more wine", "the food was bad", "good good food here", "what is this", "bad"],
        "stars": [5.0, 1.0, 4.0, 2.0, 1.0],
        "city": ["Cork", "Rome", "Cork", "Oslo", "Rome"],
    }
)


def columns_case(name, threshold, transformers):
    transformer = ColumnTransformer(transformers, sparse_threshold=threshold)
    X = transformer.fit_transform(REVIEWS)
    is_sparse = hasattr(X, "toarray")
    return {
        "name": name,
        "sparseThreshold": threshold,
        "isSparse": is_sparse,
        "output": X.toarray() if is_sparse else X,
        "names": transformer.get_feature_names_out(),
    }


def text_columns():
    return [
        ("title", CountVectorizer(), "title"),
        ("body", TfidfVectorizer(), "body"),
        ("stars", MinMaxScaler(), ["stars"]),
    ]


NUMBERS = np.array([[1.0, -2.0], [3.0, 0.5], [2.5, 4.0]])


def union_case(name, options, transformers):
    union = FeatureUnion(transformers, **options)
    X = union.fit_transform(NUMBERS)
    return {"name": name, "output": X.toarray() if hasattr(X, "toarray") else X, "names": union.get_feature_names_out()}


UNION = [("scaled", MinMaxScaler()), ("none", "drop"), ("raw", "passthrough"), ("norm", StandardScaler())]
text_union = FeatureUnion([("words", CountVectorizer()), ("letters", TfidfVectorizer(analyzer="char"))])
text_output = text_union.fit_transform(REVIEWS["body"])

write_fixture(
    "compose.json",
    {
        "functions": [[name, POSITIVE, getattr(np, name)(np.array(POSITIVE))] for name in FUNCTIONS],
        "functionTransformer": {
            "output": FunctionTransformer(np.log1p, inverse_func=np.expm1).transform(NUMBERS + 2),
            "X": NUMBERS + 2,
        },
        "reviews": REVIEWS.to_dict("records"),
        "columns": [
            columns_case("sparse enough", 0.9, text_columns()),
            columns_case("too dense", 0.3, text_columns()),
            columns_case("never", 0.0, text_columns()),
            columns_case("few stored", 0.3, [("body", CountVectorizer(), "body")]),
        ],
        "numbers": NUMBERS,
        "union": [
            union_case("plain", {}, UNION),
            union_case("weighted", {"transformer_weights": {"scaled": 10, "raw": -0.5}}, UNION),
            union_case("nested", {}, [("a", FeatureUnion([("s", MinMaxScaler())])), ("p", Pipeline([("z", StandardScaler())]))]),
        ],
        "textUnion": {"output": text_output.toarray(), "names": text_union.get_feature_names_out()},
    },
    ("numpy", "scikit-learn", "scipy", "pandas"),
)
