"""Indices of scikit-learn's splitters."""

import warnings

from fixture import write_fixture

import numpy as np
from sklearn import model_selection as ms

LABELS = {
    "pair": lambda n: [0, 0, 0, 0, 1, 1, 1, 0, 1, 1][:n] if n == 10 else [int(i % 3 == 0) for i in range(n)],
    "names": lambda n: [["～", "😀", "b", "a"][(i * i) % 4 if i % 5 else 3 - i % 2] for i in range(n)],
    "many": lambda n: [(i * 7) % 9 for i in range(n)],
}
GROUPS = {
    "shops": lambda n: [[1, 1, 2, 2, 2, 3, 3, 4, 4, 5][i % 10] for i in range(n)],
    "people": lambda n: ["p" + str((i * i + 3 * i) % 11) for i in range(n)],
    "years": lambda n: [2000 + (i * 5) % 7 for i in range(n)],
}
SNAKE = {
    "nSplits": "n_splits",
    "shuffle": "shuffle",
    "randomState": "random_state",
    "nRepeats": "n_repeats",
    "testSize": "test_size",
    "trainSize": "train_size",
    "maxTrainSize": "max_train_size",
    "gap": "gap",
    "p": "p",
    "nGroups": "n_groups",
    "testFold": "test_fold",
}
cases = []


def add(name, options, n, labels=None, groups=None):
    splitter = getattr(ms, name)(**{SNAKE[key]: value for key, value in options.items()})
    y = None if labels is None else LABELS[labels](n)
    belongs = None if groups is None else GROUPS[groups](n)
    X = np.zeros((n, 1))
    case = {"splitter": name, "options": options, "n": n, "y": y, "groups": belongs}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            splits = list(splitter.split(X, y, belongs))
        except ValueError:
            cases.append({**case, "splits": None})
            return
    n_splits = splitter.get_n_splits(X, y, belongs)
    cases.append(
        {
            **case,
            "warns": any("least populated" in str(w.message) for w in caught),
            "nSplits": n_splits,
            "splits": [[train, test] for train, test in splits],
        }
    )


seeds = (0, 42)
for n in (10, 23):
    for k in (2, 3, 5):
        for how in ({}, *({"shuffle": True, "randomState": seed} for seed in seeds)):
            options = {"nSplits": k, **how}
            add("KFold", options, n)
            for labels in LABELS:
                add("StratifiedKFold", options, n, labels)
            for groups in GROUPS:
                add("GroupKFold", options, n, groups=groups)
                for labels in ("pair", "names"):
                    add("StratifiedGroupKFold", options, n, labels, groups)
    for options in ({"nSplits": 2, "nRepeats": 3, "randomState": 0}, {"nSplits": 3, "nRepeats": 2, "randomState": 7}):
        add("RepeatedKFold", options, n)
        add("RepeatedStratifiedKFold", options, n, "pair")
        add("RepeatedStratifiedKFold", options, n, "names")
    for sizes in ({}, {"testSize": 0.3}, {"testSize": 4}, {"trainSize": 0.5}, {"trainSize": 5, "testSize": 3}):
        for seed in seeds:
            options = {"nSplits": 3, "randomState": seed, **sizes}
            add("ShuffleSplit", options, n)
            for labels in LABELS:
                add("StratifiedShuffleSplit", options, n, labels)
            add("GroupShuffleSplit", {**options, **({"testSize": 1} if "trainSize" in sizes else {})}, n, groups="people")
            add("GroupShuffleSplit", options, n, groups="years")
    for options in (
        {},
        {"nSplits": 3},
        {"nSplits": 2, "gap": 1, "testSize": 2, "maxTrainSize": 4},
        {"nSplits": 4, "gap": 2},
        {"nSplits": 3, "maxTrainSize": 3},
        {"nSplits": 9},
        {"nSplits": 10},
        {"nSplits": 3, "testSize": 8},
    ):
        add("TimeSeriesSplit", options, n)
add("KFold", {"nSplits": 5}, 4)
add("KFold", {"nSplits": 3, "shuffle": True, "randomState": 0}, 10)
add("LeaveOneOut", {}, 6)
add("LeaveOneOut", {}, 1)
for p in (1, 2, 3, 5):
    add("LeavePOut", {"p": p}, 5)
for groups in GROUPS:
    add("LeaveOneGroupOut", {}, 12, groups=groups)
    for size in (1, 2, 7):
        add("LeavePGroupsOut", {"nGroups": size}, 12, groups=groups)
add("PredefinedSplit", {"testFold": [0, 1, -1, 1, 3, 0]}, 6)
# Many classes and groups: ties that only the order of additions decides.
rng = np.random.RandomState(5)
for k, (n, n_classes, n_groups) in enumerate(((150, 3, 40), (200, 9, 30), (240, 12, 60), (300, 2, 80))):
    LABELS[f"random{k}"] = lambda n, v=rng.randint(0, n_classes, n).tolist(): v
    GROUPS[f"random{k}"] = lambda n, v=rng.randint(0, n_groups, n).tolist(): v
    for options in ({"nSplits": 4}, {"nSplits": 5, "shuffle": True, "randomState": 1}):
        add("StratifiedGroupKFold", options, n, f"random{k}", f"random{k}")
        add("GroupKFold", options, n, groups=f"random{k}")
        add("StratifiedKFold", options, n, f"random{k}")

# The training part of a fold is what the test part leaves: only those of the others are written out.
FOLDS = ("KFold", "Group", "Stratified", "Leave", "Predefined", "Repeated")
for case in cases:
    if case["splits"] is not None and case["splitter"].startswith(FOLDS) and "Shuffle" not in case["splitter"]:
        case["splits"] = [[None, test] for _, test in case["splits"]]
write_fixture("selection-splits.json", {"cases": cases})
