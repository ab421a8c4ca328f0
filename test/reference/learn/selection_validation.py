"""Cross-validation, curves and searches of scikit-learn, on the data of estimators.json."""

import json
import warnings

from fixture import FIXTURES, plain, write_fixture

import numpy as np
from scipy import stats
from sklearn import model_selection as ms
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline, Pipeline
from sklearn.preprocessing import StandardScaler

DATA = {
    name: (np.array(data["X"]), np.array(data["y"]))
    for name, data in json.loads((FIXTURES / "estimators.json").read_text("utf8"))["data"].items()
}
# To the optimum, as this library fits.
logistic = lambda **options: LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=10000, **options)
weights = lambda n: (1 + np.arange(n) % 4) / 2
ESTIMATORS = {
    "logistic": logistic(),
    "ridge": Ridge(),
    "linear": LinearRegression(),
    "pipeline": Pipeline([("scale", StandardScaler()), ("model", logistic())]),
}
SPLITTERS = {
    "five": 5,
    "shuffled": ms.KFold(4, shuffle=True, random_state=3),
    "drawn": ms.ShuffleSplit(3, test_size=0.4, random_state=1),
    "grouped": ms.GroupKFold(3),
}
groups = lambda n: [i % 7 for i in range(n)]
warnings.simplefilter("ignore")


# `weighted` names what is given the weights of the samples: a parameter of `fit`, `step__parameter` in a pipeline.
def validated(data, estimator, cv, scoring, weighted=None):
    X, y = DATA[data]
    params = {name: weights(len(y)) for name in [weighted] if name} or None
    result = ms.cross_validate(
        ESTIMATORS[estimator],
        X,
        y,
        groups=groups(len(y)) if cv == "grouped" else None,
        cv=SPLITTERS[cv],
        scoring=scoring,
        params=params,
        return_train_score=True,
    )
    names = [scoring] if isinstance(scoring, str) else scoring
    keys = {name: "score" if len(names) == 1 and isinstance(scoring, str) else name for name in names}
    return {
        "data": data,
        "estimator": estimator,
        "cv": cv,
        "scoring": scoring,
        "weighted": weighted and weighted.replace("sample_weight", "sampleWeight"),
        "test": {keys[name]: result[f"test_{keys[name]}"] for name in names},
        "train": {keys[name]: result[f"train_{keys[name]}"] for name in names},
    }


crossValidate = [
    validated("iris", "logistic", "five", ["accuracy", "neg_log_loss", "roc_auc_ovr", "f1_macro"]),
    validated("wine", "pipeline", "five", "accuracy"),
    validated("cancer", "logistic", "shuffled", ["roc_auc", "neg_log_loss"]),
    validated("cancer", "logistic", "grouped", ["accuracy", "recall"]),
    validated("diabetes", "ridge", "five", ["r2", "neg_mean_squared_error", "neg_mean_absolute_error"]),
    validated("diabetes", "ridge", "drawn", "neg_root_mean_squared_error", weighted="sample_weight"),
    validated("wineRaw", "pipeline", "five", ["accuracy", "neg_log_loss"], weighted="model__sample_weight"),
    validated("wineRaw", "pipeline", "five", ["accuracy", "neg_log_loss"], weighted="scale__sample_weight"),
    validated("diabetes", "linear", "grouped", "r2"),
]


def predicted(data, estimator, cv, method):
    X, y = DATA[data]
    snake = {"predict": "predict", "predictProba": "predict_proba", "decisionFunction": "decision_function"}
    cv_given = cv if isinstance(cv, dict) else None
    splitter = ms.KFold(cv["blocks"]) if cv_given else SPLITTERS[cv]
    response = ms.cross_val_predict(ESTIMATORS[estimator], X, y, cv=splitter, method=snake[method])
    return {"data": data, "estimator": estimator, "cv": cv, "method": method, "response": response.round(12) if method != "predict" else response}


crossValPredict = [
    predicted("iris", "logistic", "five", "predict"),
    predicted("iris", "logistic", "shuffled", "predictProba"),
    predicted("wine", "logistic", "five", "decisionFunction"),
    predicted("irisPair", "logistic", "five", "decisionFunction"),
    predicted("diabetes", "ridge", "shuffled", "predict"),
    # Iris in its own order: each fold is tested without having been trained on its class.
    predicted("iris", "logistic", {"blocks": 3}, "predictProba"),
]


def learned(data, estimator, cv, **options):
    X, y = DATA[data]
    sizes, train, test = ms.learning_curve(ESTIMATORS[estimator], X, y, cv=SPLITTERS[cv], **options)
    names = {"train_sizes": "trainSizes", "shuffle": "shuffle", "random_state": "randomState", "scoring": "scoring"}
    named = {names[key]: value for key, value in options.items()}
    return {"data": data, "estimator": estimator, "cv": cv, "options": named, "sizes": sizes, "train": train, "test": test}


learningCurve = [
    learned("diabetes", "ridge", "five"),
    learned("diabetes", "ridge", "shuffled", train_sizes=[20, 50, 165], scoring="neg_mean_squared_error"),
    learned("cancer", "logistic", "drawn", shuffle=True, random_state=5, train_sizes=[0.3, 0.6, 1.0]),
]

X, y = DATA["diabetes"]
train, test = ms.validation_curve(Ridge(), X, y, param_name="alpha", param_range=[0.01, 1, 100], cv=5)
validationCurve = [{"paramName": "alpha", "paramRange": [0.01, 1, 100], "train": train, "test": test}]

permutation = []
for data, estimator, cv, belongs in (("irisPair", "logistic", "five", None), ("diabetes", "ridge", "grouped", groups)):
    X, y = DATA[data]
    own = None if belongs is None else belongs(len(y))
    score, scores, p = ms.permutation_test_score(
        ESTIMATORS[estimator], X, y, groups=own, cv=SPLITTERS[cv], n_permutations=8, random_state=4
    )
    permutation.append({"data": data, "estimator": estimator, "cv": cv, "score": score, "scores": scores, "p": p})


def searched(data, search, **named):
    X, y = DATA[data]
    weighted, grouped = named.get("weighted", False), named.get("cv") == "grouped"
    fit = {**({"sample_weight": weights(len(y))} if weighted else {}), **({"groups": groups(len(y))} if grouped else {})}
    search.fit(X, y, **fit)
    results = search.cv_results_
    names = [key[len("mean_test_") :] for key in results if key.startswith("mean_test_")]
    return {
        "data": data,
        **named,
        "params": [{key: plain(value) for key, value in params.items()} for params in results["params"]],
        "results": {
            name: {
                "mean": results[f"mean_test_{name}"],
                "std": results[f"std_test_{name}"],
                "rank": results[f"rank_test_{name}"],
                "splits": np.column_stack([results[f"split{k}_test_{name}"] for k in range(search.n_splits_)]),
                "trainMean": results.get(f"mean_train_{name}"),
            }
            for name in names
        },
        "bestIndex": getattr(search, "best_index_", None),
        "bestScore": getattr(search, "best_score_", None),
        "score": search.score(X, y) if search.refit else None,
    }


def grid(data, estimator, paramGrid, cv="five", scoring=None, refit=True, weighted=False):
    names = {"fitIntercept": "fit_intercept", "model__fitIntercept": "model__fit_intercept", "scale__withMean": "scale__with_mean"}
    grids = paramGrid if isinstance(paramGrid, list) else [paramGrid]
    snake = [{names.get(key, key): values for key, values in one.items()} for one in grids]
    search = ms.GridSearchCV(
        ESTIMATORS[estimator], snake, cv=SPLITTERS[cv], scoring=scoring, refit=refit, return_train_score=True
    )
    result = searched(
        data, search, estimator=estimator, paramGrid=paramGrid, cv=cv, scoring=scoring, refit=refit, weighted=weighted
    )
    camel = {value: key for key, value in names.items()}
    result["params"] = [{camel.get(key, key): value for key, value in p.items()} for p in result["params"]]
    return result


gridSearch = [
    grid("diabetes", "ridge", {"fitIntercept": [True, False], "alpha": [0.1, 1, 10]}),
    grid("diabetes", "ridge", {"alpha": [0.1, 1, 10]}, cv="drawn", scoring="neg_mean_squared_error", weighted=True),
    grid("wineRaw", "pipeline", {"model__C": [0.01, 1], "scale__withMean": [True, False]}),
    grid("iris", "logistic", [{"C": [0.1, 1, 10]}, {"fitIntercept": [False]}], scoring=["accuracy", "neg_log_loss"], refit="neg_log_loss"),
    grid("cancer", "logistic", {"C": [0.1, 1]}, cv="grouped", scoring="roc_auc"),
]

# The draws alone; distributions as [name, two bounds].
DISTRIBUTIONS = {
    "uniform": lambda a, b: stats.uniform(a, b - a),
    "loguniform": stats.loguniform,
    "randint": stats.randint,
}
sampled = []
for space, nIter in (
    ({"a": ["uniform", 2, 5], "c": [1, 2, 3], "b": ["loguniform", 0.001, 1000]}, 4),
    ({"depth": ["randint", 1, 20], "shape": ["x", "y", "z"]}, 5),
    ([{"a": ["randint", 0, 9]}, {"b": ["uniform", 0, 1], "kind": ["p", "q"]}], 6),
    ({"a": list(range(30)), "b": list(range(40))}, 5),
    ({"a": list(range(30)), "b": list(range(10))}, 10),
    ({"a": list(range(10)), "b": list(range(30))}, 299),
    ({"a": [1, 2], "b": [3, 4]}, 9),
    ([{"a": list(range(6))}, {"b": list(range(3)), "c": [True, False]}], 5),
):
    spaces = space if isinstance(space, list) else [space]
    made = [
        {
            key: DISTRIBUTIONS[values[0]](*values[1:]) if values[0] in DISTRIBUTIONS else values
            for key, values in one.items()
        }
        for one in spaces
    ]
    for seed in (0, 42):
        params = list(ms.ParameterSampler(made, nIter, random_state=seed))
        values = [[[key, plain(value)] for key, value in sorted(p.items())] for p in params]
        if nIter > 100:
            values = values[:20] + values[-5:]
        sampled.append({"space": space, "nIter": nIter, "seed": seed, "params": values})

X, y = DATA["diabetes"]
search = ms.RandomizedSearchCV(Ridge(), {"alpha": stats.loguniform(0.01, 100)}, n_iter=6, random_state=7, cv=4)
randomSearch = [searched("diabetes", search, seed=7)]

write_fixture(
    "selection-validation.json",
    {
        "crossValidate": crossValidate,
        "crossValPredict": crossValPredict,
        "learningCurve": learningCurve,
        "validationCurve": validationCurve,
        "permutationTest": permutation,
        "gridSearch": gridSearch,
        "sampled": sampled,
        "randomSearch": randomSearch,
    },
)
