"""Writes what scikit-learn's preprocessing gives, for the tests of src/learn/preprocessing.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

A case holds the estimator's options, the rows that it is fitted on, its fitted attributes, and what rows become.
JSON has no NaN: it is the string "NaN" among numbers and null in rows.
"""

import json
import math
import platform
import re
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "preprocessing"
NAN = float("nan")
VERSIONS = {name: version(name) for name in ("scikit-learn", "numpy", "scipy", "pandas")}
DATASETS = {
    "iris": load_iris().data,
    "wine": load_wine().data,
    "breastCancer": load_breast_cancer().data,
    "diabetes": load_diabetes().data,
}


def snake(name):
    return re.sub(r"[A-Z]", lambda m: "_" + m.group().lower(), name)


SNAKE_VALUES = {"mostFrequent", "ifBinary", "infrequentIfExist", "useEncodedValue"}


def python_options(options):
    def value(name, given):
        if isinstance(given, str) and given in SNAKE_VALUES:
            return snake(given)
        if name == "featureRange":
            return tuple(given)
        if name in ("categories", "drop") and isinstance(given, list):
            return [[NAN if c is None else c for c in v] if isinstance(v, list) else NAN if v is None else v for v in given]
        return given

    return {snake(name): value(name, given) for name, given in options.items()}


def is_missing(value):
    return value is None or (isinstance(value, (float, np.floating)) and math.isnan(value))


def cell(value):
    """A value of a row."""
    if is_missing(value):
        return None
    if isinstance(value, (bool, np.bool_, int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value)
    return str(value)


def number(value):
    value = float(value)
    return "NaN" if math.isnan(value) else value


def numbers(values):
    return [number(value) for value in np.asarray(values).ravel()]


def frame(rows):
    """Rows as a data frame, a column of objects where it has strings; by position if the rows are lists."""
    data = pd.DataFrame(rows)
    for column in data.columns:
        values = [NAN if is_missing(v) else v for v in data[column]]
        is_text = any(isinstance(v, str) for v in values)
        data[column] = pd.Series(values, dtype=object if is_text else float)
    return data


def python_input(rows):
    """By name as a data frame; by position as an array, of objects where strings occur."""
    if isinstance(rows, np.ndarray):
        return rows
    data = frame(rows)
    return data if isinstance(rows[0], dict) else data.to_numpy()


def json_rows(X):
    if isinstance(X, np.ndarray):
        return [[cell(v) for v in row] for row in X]
    if isinstance(X, pd.DataFrame):
        return [[cell(v) for v in row] for row in X.to_numpy(dtype=object)]
    return [{k: cell(v) for k, v in r.items()} if isinstance(r, dict) else [cell(v) for v in r] for r in X]


def write(name, cases):
    FIXTURES.mkdir(parents=True, exist_ok=True)
    document = {"versions": {"python": platform.python_version(), **VERSIONS}, "cases": cases}
    lines = json.dumps(document["versions"])
    body = ",\n".join(json.dumps(case, ensure_ascii=False, allow_nan=False) for case in cases)
    (FIXTURES / f"{name}.json").write_text(f'{{"versions": {lines},\n"cases": [\n{body}\n]}}\n', encoding="utf-8")


def scaler_cases(cls, attributes, cases):
    out = []
    for name, options, rows, inputs, weights in cases:
        is_dataset = isinstance(rows, str)
        X = DATASETS[rows] if is_dataset else python_input(rows)
        fit = {} if weights is None else {"sample_weight": weights}
        fitted = cls(**python_options(options)).fit(X, **fit)
        T = X[inputs] if is_dataset else python_input(inputs)
        case = {"name": name, "options": options}
        case.update({"dataset": rows, "rows": inputs} if is_dataset else {"X": json_rows(rows), "input": json_rows(inputs)})
        if weights is not None:
            case["sampleWeight"] = weights
        case["fitted"] = {}
        for attribute in attributes:
            value = getattr(fitted, snake(attribute) + "_")
            if attribute == "nSamplesSeen" and cls is StandardScaler:
                value = np.broadcast_to(value, X.shape[1])
            if value is not None:
                case["fitted"][attribute] = numbers(value) if np.ndim(value) else number(value)
        Y = fitted.transform(T)
        case["output"] = [numbers(row) for row in np.asarray(Y)]
        case["inverse"] = [numbers(row) for row in fitted.inverse_transform(np.asarray(Y))]
        case["names"] = list(fitted.get_feature_names_out())
        out.append(case)
    return out


SMALL = [[-1, 2, 5], [-0.5, 6, 5], [0, 10, 5], [1, 18, 5]]
GAPS = [[1, NAN, 7], [NAN, NAN, 3], [4, NAN, NAN], [9, NAN, -2]]
UNSEEN = [[2, 3, 4], [NAN, 100, -100], [0, 0, 0]]


def min_max():
    tiny = [[1, 1], [1 + 2e-15, 1 + 3.2e-15]]
    cases = [
        ("default", {}, SMALL, SMALL + UNSEEN, None),
        ("feature range", {"featureRange": [-3, 5]}, SMALL, SMALL + UNSEEN, None),
        ("clip", {"clip": True, "featureRange": [0.25, 0.5]}, SMALL, SMALL + UNSEEN, None),
        ("missing values and a column of nothing else", {}, GAPS, GAPS + UNSEEN, None),
        ("ranges at the bound of what counts as constant", {}, tiny, tiny, None),
        ("mean of a thousand million", {}, [[1e9 + i / 8] for i in range(40)], [[1e9 + 2.5]], None),
        ("names", {}, [{"b": 1, "a": 2}, {"b": 3, "a": 5}], [{"b": 2, "a": 2}], None),
        ("one row", {}, [[3, -4]], [[3, -4], [5, 5]], None),
    ]
    cases += [(name, {}, name, [0, 1, 50, 77, 100, 149], None) for name in DATASETS]
    write("min-max-scaler", scaler_cases(MinMaxScaler, ["dataMin", "dataMax", "dataRange", "scale", "min", "nSamplesSeen"], cases))


def standard():
    weights = [1, 2, 0.5, 0]
    cases = [
        ("default", {}, SMALL, SMALL + UNSEEN, None),
        ("without mean", {"withMean": False}, SMALL, SMALL + UNSEEN, None),
        ("without deviation", {"withStd": False}, SMALL, SMALL + UNSEEN, None),
        ("neither", {"withMean": False, "withStd": False}, SMALL, SMALL, None),
        ("missing values and a column of nothing else", {}, GAPS, GAPS + UNSEEN, None),
        ("weights", {}, [[1, 5], [2, 5], [4, 7], [8, 1]], [[1, 1], [2, 9]], weights),
        ("weights and missing values", {}, [[1, NAN], [NAN, 5], [4, 7], [8, 1]], [[1, 1], [NAN, 9]], weights),
        ("one row", {}, [[3, -4]], [[3, -4], [5, 5]], None),
        ("a constant whose mean rounds", {}, [[0.1, 1e8 + 0.3]] * 7, [[0.1, 1e8 + 0.3]], None),
        ("names", {}, [{"b": 1, "a": 2}, {"b": 3, "a": 5}], [{"b": 2, "a": 2}], None),
    ]
    cases += [(name, {}, name, [0, 1, 50, 77, 100, 149], None) for name in DATASETS]
    write("standard-scaler", scaler_cases(StandardScaler, ["mean", "var", "scale", "nSamplesSeen"], cases))


def moments():
    """Exact values, by rational arithmetic: where scikit-learn's own sums round, it is no oracle."""
    out = []
    for name, values in {
        "mean 1e9, deviation 1": [1e9 + ((i * 7919) % 101) / 17 for i in range(500)],
        "mean 1e9 of tenths": [1e9 + i / 10 for i in range(1000)],
        "large cancelling": [1e16, 1.0, -1e16, 3.0],
        "thirds": [1 / 3] * 10,
        "tiny": [1e-200, 3e-200, 8e-200],
        "mixed": [((i * 37) % 91 - 45) * 10.0 ** (i % 9 - 4) for i in range(300)],
    }.items():
        exact = [Fraction(v) for v in values]
        mean = sum(exact) / len(exact)
        variance = sum((v - mean) ** 2 for v in exact) / len(exact)
        weights = [i % 4 / 2 for i in range(len(values))]
        w = [Fraction(v) for v in weights]
        weighted_mean = sum(a * b for a, b in zip(w, exact)) / sum(w)
        weighted_variance = sum(a * (b - weighted_mean) ** 2 for a, b in zip(w, exact)) / sum(w)
        out.append({
            "name": name, "values": values, "mean": float(mean), "variance": float(variance), "weights": weights,
            "weightedMean": float(weighted_mean), "weightedVariance": float(weighted_variance),
            "median": float(np.median(values)),
        })
    write("moments", out)


def encoder_case(cls, name, options, rows, inputs):
    X, T = python_input(rows), python_input(inputs)
    kwargs = python_options(options)
    if cls is OneHotEncoder:
        kwargs["sparse_output"] = False
    case = {"name": name, "options": options, "X": json_rows(rows), "input": json_rows(inputs)}
    if kwargs.get("unknown_value") == "NaN":
        kwargs["unknown_value"] = NAN
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fitted = cls(**kwargs).fit(X)
        Y = fitted.transform(T)
    case["warnings"] = sum("unknown categories" in str(w.message) for w in caught)
    case["categories"] = [[cell(v) for v in c] for c in fitted.categories_]
    if "min_frequency" in kwargs or "max_categories" in kwargs:
        case["infrequent"] = [None if c is None else [cell(v) for v in c] for c in fitted.infrequent_categories_]
    if getattr(fitted, "drop_idx_", None) is not None:
        case["dropIdx"] = [None if i is None else int(i) for i in fitted.drop_idx_]
    case["output"] = [numbers(row) for row in Y]
    # A whole number in a name has no decimal point here.
    case["names"] = [re.sub(r"\.0$", "", n) for n in fitted.get_feature_names_out()]
    try:
        case["inverse"] = json_rows(fitted.inverse_transform(Y))
    except (ValueError, IndexError) as error:
        case["inverseError"] = type(error).__name__
    return case


COLOURS = [["red", 1], ["green", 3], ["blue", 1], ["green", 2], ["red", 3], ["green", 3]]
PLANES = [["～"], ["😀"], ["z"], ["é"], ["10"], ["2"], ["Z"], ["日本"]]
HOLES = [["b", 1], [NAN, NAN], ["a", 2], ["b", 2]]
RARE = [["a"]] * 5 + [["b"]] * 20 + [["c"]] * 10 + [["d"]] * 3 + [[NAN]] * 2
NAMED = [{"size": "S", "grade": 2}, {"size": "L", "grade": 1}, {"size": "M", "grade": 2}]
TIES = [["a"], ["a"], ["b"], ["c"], ["c"]]
MANY = [["a"], ["b"], ["c"], ["d"], [NAN], ["zzz"]]


def one_hot():
    known = [["green", 2], ["red", 1]]
    unknown = [["green", 2], ["pink", 1], ["red", 9]]
    cases = [
        ("default", {}, COLOURS, known),
        ("code points", {}, PLANES, PLANES),
        ("missing values are a category", {}, HOLES, HOLES),
        ("names", {}, NAMED, NAMED),
        ("given categories", {"categories": [["red", "pink", "green", "blue"], [1, 2, 3, 4]]}, COLOURS, [["pink", 4], ["blue", 1]]),
        ("given categories with missing", {"categories": [["b", "a", None], [1, 2, None]]}, HOLES, HOLES),
        ("drop first", {"drop": "first"}, COLOURS, known),
        ("drop if binary", {"drop": "ifBinary"}, [["x", 1, "k"], ["y", 2, "k"], ["x", 3, "k"]], [["x", 1, "k"], ["y", 3, "k"]]),
        ("drop given", {"drop": ["green", 3]}, COLOURS, COLOURS),
        ("drop a missing value", {"drop": [None, 2]}, HOLES, HOLES),
        ("drop first of one category", {"drop": "first"}, [["k", 1], ["k", 2]], [["k", 1]]),
        ("ignore", {"handleUnknown": "ignore"}, COLOURS, unknown),
        ("ignore a missing value", {"handleUnknown": "ignore"}, COLOURS, [[NAN, NAN], ["red", 1]]),
        ("ignore and drop first", {"handleUnknown": "ignore", "drop": "first"}, COLOURS, unknown),
        ("infrequent if exist, none is", {"handleUnknown": "infrequentIfExist"}, COLOURS, unknown),
        ("warn", {"handleUnknown": "warn"}, COLOURS, unknown),
    ]
    for policy in ("error", "ignore", "infrequentIfExist", "warn"):
        inputs = MANY[:-1] if policy == "error" else MANY
        for limit in ({"minFrequency": 6}, {"minFrequency": 0.2}, {"maxCategories": 1}, {"maxCategories": 2}, {"maxCategories": 3},
                      {"minFrequency": 4, "maxCategories": 3}, {"minFrequency": 1, "maxCategories": 5}, {"minFrequency": 100}):
            cases.append((f"{policy} {json.dumps(limit)}", {"handleUnknown": policy, **limit}, RARE, inputs))
    cases += [
        ("ties", {"maxCategories": 2}, TIES, TIES),
        ("all fit, but one place is kept", {"maxCategories": 3}, TIES, TIES),
        ("infrequent and drop first", {"minFrequency": 6, "drop": "first"}, RARE, MANY[:-1]),
        ("infrequent and drop given", {"minFrequency": 6, "drop": ["c"]}, RARE, MANY[:-1]),
        ("infrequent and drop if binary", {"maxCategories": 2, "drop": "ifBinary"}, RARE, MANY[:-1]),
        ("all infrequent, drop first, unknown", {"maxCategories": 1, "drop": "first", "handleUnknown": "infrequentIfExist"}, TIES, MANY),
        ("infrequent, dropped, unknown", {"minFrequency": 6, "drop": "first", "handleUnknown": "infrequentIfExist"}, RARE, MANY),
        ("infrequent numbers", {"minFrequency": 2, "handleUnknown": "infrequentIfExist"}, [[1], [1], [2], [3], [3], [7]], [[1], [2], [3], [8]]),
        ("infrequent given", {"categories": [["c", "b", "a"]], "minFrequency": 2}, TIES, TIES),
    ]
    write("one-hot-encoder", [encoder_case(OneHotEncoder, *case) for case in cases])


def ordinal():
    unknown = [["green", 2], ["pink", 1], ["red", 9], [NAN, NAN]]
    cases = [
        ("default", {}, COLOURS, COLOURS),
        ("code points", {}, PLANES, PLANES),
        ("missing values stay missing", {}, HOLES, HOLES),
        ("missing values have a code", {"encodedMissingValue": -1}, HOLES, HOLES),
        ("missing values have the next code", {"encodedMissingValue": 2}, HOLES, HOLES),
        ("names", {}, NAMED, NAMED),
        ("given categories", {"categories": [["S", "M", "L"], [1, 2, 3]]}, [list(r.values()) for r in NAMED], [["L", 3], ["S", 1]]),
        ("unknown as a number", {"handleUnknown": "useEncodedValue", "unknownValue": -7}, COLOURS, unknown),
        ("unknown as NaN", {"handleUnknown": "useEncodedValue", "unknownValue": "NaN"}, COLOURS, unknown),
        ("infrequent and missing", {"handleUnknown": "useEncodedValue", "unknownValue": 3, "maxCategories": 3, "encodedMissingValue": 4}, RARE, MANY),
        ("min frequency", {"minFrequency": 6}, RARE, MANY[:-1]),
        ("min frequency as a share", {"minFrequency": 0.2, "handleUnknown": "useEncodedValue", "unknownValue": -1}, RARE, MANY),
        ("max categories 1", {"maxCategories": 1}, RARE, MANY[:-1]),
        ("ties", {"maxCategories": 2}, TIES, TIES),
    ]
    write("ordinal-encoder", [encoder_case(OrdinalEncoder, *case) for case in cases])


def imputer():
    X = [[7, 2, NAN, 1], [4, NAN, NAN, 1], [10, 5, NAN, 0], [NAN, 5, NAN, 0]]
    T = [[NAN, NAN, 3, NAN], [1, 2, NAN, 4]]
    text = [["a", "x"], ["b", NAN], ["b", NAN], ["a", "～"], [NAN, "😀"]]
    ties = [[3, "b"], [1, "a"], [3, "a"], [1, "b"], [2, "c"]]
    cases = []
    for strategy in ("mean", "median", "mostFrequent", "constant"):
        for extra in ({}, {"addIndicator": True}, {"keepEmptyFeatures": True}, {"addIndicator": True, "keepEmptyFeatures": True}):
            options = {"strategy": strategy, **extra}
            if strategy == "constant" and "keepEmptyFeatures" in extra:
                options["fillValue"] = -1.5
            cases.append((json.dumps(options), options, X, X + T))
    cases += [
        ("strings, most frequent", {"strategy": "mostFrequent", "addIndicator": True}, text, text + [[NAN, NAN]]),
        ("strings, constant", {"strategy": "constant"}, text, text),
        ("strings, given constant", {"strategy": "constant", "fillValue": "none"}, text, text),
        ("ties go to the smallest", {"strategy": "mostFrequent"}, ties, [[NAN, NAN]]),
        ("a number stands for missing", {"missingValues": -1, "addIndicator": True}, [[1, -1], [-1, 4], [5, 8]], [[-1, -1], [0, 1]]),
        ("a string stands for missing", {"strategy": "mostFrequent", "missingValues": "?"}, [["a"], ["?"], ["b"], ["b"]], [["?"], ["a"]]),
        ("names", {"addIndicator": True}, [{"a": 1, "b": NAN}, {"a": NAN, "b": NAN}, {"a": 4, "b": NAN}], [{"a": NAN, "b": 1}]),
    ]
    out = []
    for name, options, rows, inputs in cases:
        given = python_input(rows)
        fitted = SimpleImputer(**python_options(options)).fit(given)
        Y = fitted.transform(python_input(inputs))
        case = {"name": name, "options": options, "X": json_rows(rows), "input": json_rows(inputs)}
        case["statistics"] = [cell(v) for v in fitted.statistics_]
        case["output"] = json_rows(np.asarray(Y, dtype=object))
        case["names"] = list(fitted.get_feature_names_out())
        out.append(case)
    write("simple-imputer", out)


PEOPLE = [
    {"age": 22, "fare": 7.25, "port": "S", "sex": "m", "kin": 1},
    {"age": 38, "fare": 71.28, "port": "C", "sex": "f", "kin": 1},
    {"age": NAN, "fare": 7.92, "port": "S", "sex": "f", "kin": 0},
    {"age": 35, "fare": 53.1, "port": NAN, "sex": "f", "kin": 1},
    {"age": 54, "fare": NAN, "port": "Q", "sex": "m", "kin": 0},
    {"age": 2, "fare": 21.07, "port": "S", "sex": "m", "kin": 4},
    {"age": 27, "fare": 11.13, "port": "C", "sex": "f", "kin": 0},
    {"age": NAN, "fare": 8.05, "port": "S", "sex": "m", "kin": 0},
]
TARGET = [0, 1, 1, 1, 0, 0, 1, 0]


def make(description):
    """A scikit-learn estimator of [class name, options], or a pipeline of several."""
    if isinstance(description, str):
        return description
    if isinstance(description[0], list):
        return Pipeline([(f"s{i}", make(step)) for i, step in enumerate(description)])
    kind, options = description
    classes = {"MinMaxScaler": MinMaxScaler, "StandardScaler": StandardScaler, "OneHotEncoder": OneHotEncoder,
               "OrdinalEncoder": OrdinalEncoder, "SimpleImputer": SimpleImputer}
    extra = {"sparse_output": False} if kind == "OneHotEncoder" else {}
    return classes[kind](**python_options(options), **extra)


def selector(given):
    if isinstance(given, dict):
        stop = given.get("stop")
        return slice(given.get("start"), stop)
    return given


def columns():
    num = [["SimpleImputer", {"strategy": "median"}], ["StandardScaler", {}]]
    cat = [["SimpleImputer", {"strategy": "mostFrequent"}], ["OneHotEncoder", {"handleUnknown": "ignore"}]]
    minmax, onehot = ["MinMaxScaler", {}], ["OneHotEncoder", {}]
    positions = [[1, 5, 2, 8], [3, 6, 4, 9], [2, 9, 1, 7]]
    cases = [
        ("mixed by name", [["num", num, ["age", "fare"]], ["cat", cat, ["port", "sex"]]], {}, PEOPLE, PEOPLE),
        ("remainder passed through", [["num", num, ["fare", "age"]], ["cat", cat, ["port", "sex"]]], {"remainder": "passthrough"}, PEOPLE, PEOPLE),
        ("remainder transformed", [["cat", cat, ["sex"]], ["no", "drop", ["port"]]], {"remainder": num}, PEOPLE, PEOPLE),
        ("dropped and passed through", [["a", "passthrough", ["kin"]], ["b", "drop", ["age"]], ["c", onehot, ["sex"]]], {}, PEOPLE, PEOPLE),
        ("names without prefix", [["num", num, ["age"]], ["cat", cat, ["sex"]]], {"verboseFeatureNamesOut": False, "remainder": "drop"}, PEOPLE, PEOPLE),
        ("strings pass through", [["num", num, ["age"]], ["text", "passthrough", ["sex"]]], {}, PEOPLE, PEOPLE),
        ("one column twice", [["a", num, ["age"]], ["b", ["SimpleImputer", {"addIndicator": True}], ["age", "kin"]]], {}, PEOPLE, PEOPLE),
        ("slice of names", [["a", ["SimpleImputer", {}], {"start": "age", "stop": "fare"}]], {"remainder": "drop"}, PEOPLE, PEOPLE),
        ("positions", [["a", minmax, [2, 0]]], {"remainder": "passthrough"}, positions, positions),
        ("positions from the end", [["a", minmax, [-1]]], {"remainder": ["StandardScaler", {}]}, positions, positions),
        ("slice of positions", [["a", minmax, {"start": 1, "stop": 3}]], {"remainder": "passthrough"}, positions, positions),
        ("slice to the end", [["a", minmax, {"start": -2}]], {}, positions, positions),
        ("flags", [["a", minmax, [True, False, False, True]], ["b", ["StandardScaler", {}], [False, True, False, False]]], {}, positions, positions),
        ("no columns", [["a", minmax, []], ["b", minmax, [1]]], {}, positions, positions),
    ]
    out = []
    for name, entries, options, rows, inputs in cases:
        kwargs = {snake(k): make(v) if k == "remainder" else v for k, v in options.items()}
        ct = ColumnTransformer([(n, make(e), selector(c)) for n, e, c in entries], **kwargs)
        fitted = ct.fit(python_input(rows))
        case = {"name": name, "entries": entries, "options": options, "X": json_rows(rows), "input": json_rows(inputs)}
        case["output"] = json_rows(np.asarray(fitted.transform(python_input(inputs)), dtype=object))
        case["names"] = [re.sub(r"\.0$", "", n) for n in fitted.get_feature_names_out()]
        out.append(case)
    write("column-transformer", out)


def pipelines():
    pre = ColumnTransformer([
        ("num", make([["SimpleImputer", {"strategy": "median"}], ["StandardScaler", {}]]), ["age", "fare", "kin"]),
        ("cat", make([["SimpleImputer", {"strategy": "mostFrequent"}], ["OneHotEncoder", {"handleUnknown": "ignore"}]]), ["port", "sex"]),
    ])
    X = python_input(PEOPLE)
    model = Pipeline([("prepare", pre), ("model", LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=500))])
    model.fit(X, TARGET)
    write("pipeline", [{
        "name": "mixed columns and logistic regression", "X": json_rows(PEOPLE), "y": TARGET,
        "prepared": [numbers(row) for row in model[:-1].transform(X)],
        "predict": [int(v) for v in model.predict(X)],
        "predictProba": [numbers(row) for row in model.predict_proba(X)],
        "names": list(model[:-1].get_feature_names_out()),
    }])


def datasets():
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(data.tolist())}" for name, data in DATASETS.items())
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / "datasets.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    datasets()
    min_max()
    standard()
    moments()
    one_hot()
    ordinal()
    imputer()
    columns()
    pipelines()
